import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SharedBody } from './shared-body.js';

/** What a shared answer is sent with. Weak ETags: the compressed bytes say the same. */
interface Sending {
  readonly cache: string;
  readonly type: string;
}

/** Answers 304 when the asker holds this version already, else the bytes, compressed for whoever takes that. */
export async function sendShared(
  request: FastifyRequest,
  reply: FastifyReply,
  body: SharedBody,
  { cache, type }: Sending,
): Promise<void> {
  void reply.header('etag', body.etag).header('cache-control', cache).header('vary', 'accept-encoding');
  if (holds(request.headers['if-none-match'], body.etag)) return void reply.status(304).send();
  void reply.header('content-type', type);
  if (!takesGzip(request)) return void reply.send(body.plain);
  void reply.header('content-encoding', 'gzip').send(await body.gzipped());
}

/** As `sendShared`, for a JSON answer that is made for this request. */
export function sendCached(
  request: FastifyRequest,
  reply: FastifyReply,
  { body, etag, cache }: { body: string; etag: string; cache: string },
): void {
  void reply.header('etag', etag).header('cache-control', cache).header('access-control-allow-origin', '*');
  if (holds(request.headers['if-none-match'], etag)) void reply.status(304).send();
  else void reply.header('content-type', JSON_TYPE).send(body);
}

export const JSON_TYPE = 'application/json; charset=utf-8';

function takesGzip({ headers }: FastifyRequest): boolean {
  const offers = String(headers['accept-encoding'] ?? '').split(',');
  return offers.some((offer) => {
    const [coding, weight] = offer.split(';').map((part) => part.trim());
    return coding === 'gzip' && !/^q=0(\.0*)?$/.test(weight ?? '');
  });
}

/** Whether the asker names this version among those it has. */
function holds(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  const bare = (tag: string) => tag.trim().replace(/^W\//, '');
  return ifNoneMatch.split(',').some((tag) => bare(tag) === bare(etag));
}
