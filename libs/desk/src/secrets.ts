import { createHash, randomBytes } from 'node:crypto';

export const KEY_START = 'dlk_';
export const SECRET_START = 'dls_';

/** 256 random bits as text; how it starts says what it is, so that it can be known for a secret wherever it turns up. */
export function newSecret(start: string): string {
  return start + randomBytes(32).toString('base64url');
}

/** What is kept of a secret. Random secrets need no slow hash: there is nothing to guess. */
export function hashed(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}
