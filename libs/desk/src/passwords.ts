import { randomBytes } from 'node:crypto';
import { hashOf, isHashOf } from './hashing.js';
import { Turns } from './turns.js';

const WAITING = 500;
const FULL = 'Too many sign in at this moment. Try again in some seconds.';
/** About as long as a hash: of 200 who sign in at once, posts take 1.6 instead of 2.0 times as long (docs/benchmarks.md). */
const REST_MS = 12;
const turns = new Turns(1, WAITING, FULL, REST_MS);
let nobodys: Promise<string> | undefined;

/**
 * Whatever hashes a password is done in turn, with all that belongs to it: of two hundred who sign in at once one at a
 * time is in the way of posts. Throws CodedError `unavailable` when so many wait that one more has to come back.
 */
export function inTurn<T>(work: () => Promise<T>): Promise<T> {
  return turns.take(work);
}

export function hashPassword(password: string): Promise<string> {
  return hashOf(password.normalize('NFKC'));
}

/** Whether it is the one that was hashed. `held` null: never, after the same time. */
export async function isPassword(password: string, held: string | null): Promise<boolean> {
  const fits = await isHashOf(held ?? (await nobodysHash()), password.normalize('NFKC'));
  return fits && held !== null;
}

/** Of a password nobody has: checked where there is none, so that it takes as long to be told no. */
function nobodysHash(): Promise<string> {
  nobodys ??= hashOf(randomBytes(32).toString('hex')).catch((error: unknown) => {
    nobodys = undefined;
    throw error;
  });
  return nobodys;
}
