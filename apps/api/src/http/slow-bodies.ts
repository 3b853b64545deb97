import type { FastifyInstance } from 'fastify';
import { isPhoto } from './body.js';

/** What one packet holds is there at once, and 32 KB are on any network by then. */
const WHOLE_MS = 30_000;

/**
 * Hangs up on who announced a body and does not send it: an answer nobody waits for. Photos from a street may take
 * longer; they are held to the server's limit for any request.
 */
export function endSlowBodies(server: FastifyInstance, wholeMs = WHOLE_MS): void {
  server.addHook('preParsing', (request, _reply, payload, done) => {
    const { raw } = request;
    if (!raw.complete && !isPhoto(request.method, request.url.split('?', 1)[0] ?? '')) {
      const timer = setTimeout(() => {
        if (!raw.complete) raw.destroy();
      }, wholeMs);
      raw.once('close', () => clearTimeout(timer));
    }
    done(null, payload);
  });
}
