import type { FastifyReply } from 'fastify';
import { CodedError } from '#contract/problems';

/** A photo and nothing else, whatever its bytes might be taken for. */
export function sendPhoto(reply: FastifyReply, bytes: Buffer | undefined, cache: string): void {
  if (!bytes) throw new CodedError('photo_not_found', 'The photo’s file is not there.');
  void reply
    .header('content-type', 'image/webp')
    .header('cache-control', cache)
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('cross-origin-resource-policy', 'cross-origin')
    .send(bytes);
}
