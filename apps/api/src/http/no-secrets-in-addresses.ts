import type { FastifyInstance } from 'fastify';
import { CodedError } from '#contract/problems';

const NAMES =
  /^(access_?token|refresh_?token|id_?token|token|jwt|bearer|authorization|api_?key|password|secret)$/i;
/** How our tokens, keys and secrets look. */
const SHAPE = /\bdl[ks]_[\w-]{20,}|\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{16,}/;

/** Addresses are kept in histories, proxies and logs: one that holds a secret is refused, before it is used for anything. */
export function refuseSecretsInAddresses(server: FastifyInstance): void {
  server.addHook('onRequest', async ({ url }) => {
    if (!holdsSecret(url)) return;
    throw new CodedError(
      'malformed',
      'A token, key or password belongs in a header or in the body, not in the address. End this one: others may have seen it.',
    );
  });
}

/** By its look in any address; by its name where programs ask: shared links to pages carry whatever they carry. */
export function holdsSecret(url: string): boolean {
  if (SHAPE.test(url)) return true;
  const [path = '', query] = url.split('?', 2);
  if (query === undefined || !path.startsWith('/v1/')) return false;
  return [...new URLSearchParams(query).keys()].some((name) => NAMES.test(name));
}
