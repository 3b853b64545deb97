import { CodedError } from '#contract/problems';
import type { HeldKey } from '#desk/roster';
import { rightsOf, type Session } from './token-session.js';

/** No person is named so: their names have no brackets. */
export const actorName = (name: string): string => `${name} (key)`;

/** Throws CodedError `not_signed_in` where there is no such key. */
export function sessionOfKey(key: HeldKey | undefined): Session {
  if (!key) throw new CodedError('not_signed_in', 'This key does not hold. An admin makes a new one.');
  const { id, role, memberships, expiresAt } = key;
  const who = { name: actorName(key.name), role, memberships };
  const seconds = expiresAt && Math.floor(expiresAt.getTime() / 1000);
  return { ...who, expiresAt: seconds, id, signedIn: null, isKey: true, rights: rightsOf(who) };
}
