/** The newsroom's own: a private Ed25519 JWK. */
export const SIGNING_KEY = Symbol('signing key');
