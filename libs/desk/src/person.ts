import type { Memberships, PersonState, PersonView, Role } from '#contract/people';

/** Somebody as the rules see them. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly state: PersonState;
  readonly memberships: Memberships;
  readonly passwordHash: string | null;
}

export const PERSON = `id, name, role, state, memberships, password_hash as "passwordHash"`;

export function personView({ passwordHash, id, name, role, state, memberships }: Person): PersonView {
  return { id, name, role, state, memberships, hasPassword: passwordHash !== null };
}

/** Two names that look alike are one. */
export function nameKey(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}
