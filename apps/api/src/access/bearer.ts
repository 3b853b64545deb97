import type { FastifyRequest } from 'fastify';
import { CodedError } from '#contract/problems';

/** The token in the header; throws CodedError `not_signed_in` when there is none, or something else. */
export function bearerOf({ headers }: FastifyRequest): string {
  const [scheme, token, ...more] = (headers.authorization ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'bearer' || !token || more.length)
    throw new CodedError(
      'not_signed_in',
      'Send the header "Authorization: Bearer TOKEN": sign in, or ask an admin for a key.',
    );
  return token;
}
