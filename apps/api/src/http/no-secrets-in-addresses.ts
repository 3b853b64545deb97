import type { FastifyInstance } from 'fastify';
import { CodedError } from '#contract/problems';
import { holdsSecret } from '#contract/secret-in-address';

/** An address that holds a secret is refused before it is used for anything. */
export function refuseSecretsInAddresses(server: FastifyInstance): void {
  server.addHook('onRequest', async ({ url }) => {
    if (!holdsSecret(url)) return;
    throw new CodedError(
      'malformed',
      'A token, key or password belongs in a header or in the body, not in the address. End this one: others may have seen it.',
    );
  });
}
