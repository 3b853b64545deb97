import type { FastifyRequest } from 'fastify';
import { CodedError } from '#contract/problems';

/**
 * Where a cookie says who asks, a page of another origin could ask in its owner's browser. Browsers say which page it
 * was, and let no foreign page send a header of ours. Throws CodedError `origin_not_allowed`, `csrf_header_required`.
 */
export function checkOwnPage(request: FastifyRequest): void {
  checkOrigin(request);
  if (request.headers['x-csrf-protection'] !== '1')
    throw new CodedError('csrf_header_required', 'The cookie is taken only with this header.');
}

/** Programs send no origin. Throws CodedError `origin_not_allowed`. */
export function checkOrigin({ headers }: FastifyRequest): void {
  const { origin, host } = headers;
  if (origin === undefined || origin === publicOrigin()) return;
  if (URL.canParse(origin) && new URL(origin).host === host) return;
  throw new CodedError('origin_not_allowed', 'Only pages of this newsroom sign in here.');
}

function publicOrigin(): string | undefined {
  const url = process.env['PUBLIC_URL'];
  return url && URL.canParse(url) ? new URL(url).origin : undefined;
}
