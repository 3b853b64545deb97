import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import { Turns } from '#desk/turns';

/** So many are looked at side by side: while Redis says nothing, one does not wait for another. */
const AT_ONCE = 8;
const WAITING = 2_000;
const FULL = 'Too many sign in at this moment. Try again in some seconds.';

/**
 * Of many who sign in at once a few are looked at at a time, and whoever posts meanwhile goes between them: the slowest
 * of posts beside 200 sign-ins took three times as long without. A turn lasts from the whole body to the answer: never
 * for as long as somebody takes to send the one or to read the other.
 */
export function signInByTurns(server: FastifyInstance): void {
  const turns = new Turns(AT_ONCE, WAITING, FULL);
  const answered = new WeakMap<FastifyRequest, () => void>();
  const wait = (request: FastifyRequest, reply: FastifyReply): Promise<void> =>
    new Promise((go, refuse) => {
      const isAnswered = new Promise<void>((over) => {
        answered.set(request, over);
        reply.raw.once('close', over);
      });
      turns
        .take(() => {
          setImmediate(go); // not all that were let in at once in one breath
          return isAnswered;
        })
        .catch(refuse);
    });
  server.addHook('onRoute', (route: RouteOptions) => {
    if (route.method !== 'POST' || route.url !== '/v1/sign-in') return;
    route.preHandler = wait;
    route.onSend = async (request) => answered.get(request)?.();
  });
}
