import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { hash, verify } from '@node-rs/argon2';
import { Turns } from './turns.js';

/** argon2id, which is what the library takes when no other is named: 19 MiB, two passes, one thread. 15 to 40 ms. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const WAITING = 500;
/** Half the cores: posts have the others. */
const turns = new Turns(Math.max(1, Math.floor(availableParallelism() / 2)), WAITING);

/** Of a password nobody has: checked where there is none, so that it takes as long to be told no. */
const NOBODYS = hash(randomBytes(32), COST);
NOBODYS.catch(() => undefined);

/** Throws CodedError `unavailable` when so many wait to be checked that one more has to come back. */
export function checkRoomForPassword(): void {
  turns.checkRoom();
}

export function hashPassword(password: string): Promise<string> {
  return turns.take(() => hash(password.normalize('NFKC'), COST));
}

/** Whether it is the one that was hashed. `held` null: never, after the same time. */
export async function isPassword(password: string, held: string | null): Promise<boolean> {
  const against = held ?? (await NOBODYS);
  const fits = await turns.take(() => verify(against, password.normalize('NFKC')));
  return fits && held !== null;
}
