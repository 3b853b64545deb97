import type { PipeTransform } from '@nestjs/common';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CodedError } from '#contract/problems';

const sent = createParamDecorator(
  (_: unknown, context: ExecutionContext) =>
    context.switchToHttp().getRequest<FastifyRequest>().headers['if-match'] ?? null,
);

/** `"3"` or `3`; null when the header is missing. */
class ReadRevision implements PipeTransform<string | null, number | null> {
  transform(ifMatch: string | null): number | null {
    if (ifMatch === null) return null;
    const number = /^(?:W\/)?"?(\d{1,9})"?$/.exec(ifMatch.trim())?.[1];
    if (number === undefined) throw malformed('the number of what you read, as "3"');
    return Number(number);
  }
}

/** `"1f0c…"`, as `version` says it; null when the header is missing. */
class ReadVersion implements PipeTransform<string | null, string | null> {
  transform(ifMatch: string | null): string | null {
    if (ifMatch === null) return null;
    const version = /^(?:W\/)?"?([\w.-]{1,80})"?$/.exec(ifMatch.trim())?.[1];
    if (version === undefined) throw malformed('the version you read, in quotation marks');
    return version;
  }
}

/** The revision of an update, or the numbered version of something at the desk, that the sender had read. */
export const IfRevision = () => sent(new ReadRevision());
/** The version of anything else. */
export const IfVersion = () => sent(new ReadVersion());

/** The version of the answer is its ETag: what `If-Match` of its next change names. */
export function withEtag<T extends { readonly version: string }>(reply: FastifyReply, answer: T): T {
  void reply.header('etag', `"${answer.version}"`).header('cache-control', 'private, no-cache');
  return answer;
}

const malformed = (what: string) =>
  new CodedError('malformed', `If-Match must name ${what}.`, [
    { path: 'If-Match', message: `must be ${what}` },
  ]);
