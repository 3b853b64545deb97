import type { SignIn } from '#contract/people';
import { isPassword } from './passwords.js';
import type { Person } from './person.js';
import type { Roster } from './roster.js';

/** Who signs in with these, as the roster knows them; null for anybody else, after the same time. Who is not active signs in with none. */
export async function whoSignsIn(roster: Roster, { name, password }: SignIn): Promise<Person | null> {
  const person = roster.named(name);
  const fits = await isPassword(password, person?.passwordHash ?? null);
  return fits && person?.state === 'active' ? person : null;
}
