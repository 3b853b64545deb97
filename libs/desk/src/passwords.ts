import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { hash, verify } from '@node-rs/argon2';
import { Turns } from './turns.js';

/** argon2id, which is what the library takes when no other is named: 19 MiB, two passes, one thread. 15 to 40 ms. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const WAITING = 500;
/** Half the cores: posts have the others. */
const FULL = 'Too many sign in at this moment. Try again in some seconds.';
const turns = new Turns(Math.max(1, Math.floor(availableParallelism() / 2)), WAITING, FULL);

/** Of a password nobody has: checked where there is none, so that it takes as long to be told no. */
const NOBODYS = hash(randomBytes(32), COST);
NOBODYS.catch(() => undefined);

/**
 * Whatever hashes a password is done in turn, with all that belongs to it: of two hundred who sign in at once one at a
 * time is in the way of posts. Throws CodedError `unavailable` when so many wait that one more has to come back.
 */
export function inTurn<T>(work: () => Promise<T>): Promise<T> {
  return turns.take(work);
}

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), COST);
}

/** Whether it is the one that was hashed. `held` null: never, after the same time. */
export async function isPassword(password: string, held: string | null): Promise<boolean> {
  const fits = await verify(held ?? (await NOBODYS), password.normalize('NFKC'));
  return fits && held !== null;
}
