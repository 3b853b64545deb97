import type { SignIn } from '#contract/people';
import { isPassword } from './passwords.js';
import type { People } from './people.js';
import type { Person } from './person.js';

/** Who signs in with these; null for anybody else, after the same time. Who is not active signs in with none. */
export async function whoSignsIn(people: People, { name, password }: SignIn): Promise<Person | null> {
  const person = await people.named(name);
  const fits = await isPassword(password, person?.passwordHash ?? null);
  return fits && person?.state === 'active' ? person : null;
}
