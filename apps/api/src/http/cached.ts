import type { FastifyReply, FastifyRequest } from 'fastify';

/** Answers 304 when the asker holds this version already, else the bytes. Weak comparison, as for GET. */
export function sendCached(
  request: FastifyRequest,
  reply: FastifyReply,
  { body, etag, cache }: { body: Buffer | string; etag: string; cache: string },
): void {
  void reply.header('etag', etag).header('cache-control', cache).header('access-control-allow-origin', '*');
  if (holds(request.headers['if-none-match'], etag)) void reply.status(304).send();
  else void reply.header('content-type', 'application/json; charset=utf-8').send(body);
}

/** Whether the asker names this version among those it has. */
export function holds(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  const bare = (tag: string) => tag.trim().replace(/^W\//, '');
  return ifNoneMatch.split(',').some((tag) => bare(tag) === bare(etag));
}
