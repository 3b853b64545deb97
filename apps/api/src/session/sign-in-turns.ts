import type { FastifyInstance } from 'fastify';
import { Turns } from '#desk/turns';

/** So many are looked at side by side: while Redis says nothing, one does not wait for another. */
const AT_ONCE = 8;
const WAITING = 2_000;
const FULL = 'Too many sign in at this moment. Try again in some seconds.';

/**
 * Of many who sign in at once a few are read at a time, and whoever posts meanwhile goes between them: the slowest of
 * posts beside 200 sign-ins took three times as long without.
 */
export function signInByTurns(server: FastifyInstance): void {
  const turns = new Turns(AT_ONCE, WAITING, FULL);
  server.addHook('onRequest', async (request, reply) => {
    if (request.method !== 'POST' || request.url !== '/v1/sign-in') return;
    await new Promise<void>((go, refuse) => {
      const isAnswered = new Promise<void>((answered) => reply.raw.once('close', answered));
      turns
        .take(() => {
          setImmediate(go); // not all that were let in at once in one breath
          return isAnswered;
        })
        .catch(refuse);
    });
  });
}
