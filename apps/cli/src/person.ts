import {
  type Membership,
  type Memberships,
  PERSON_NAME,
  type PersonState,
  type Role,
} from '#contract/people';
import { NAME } from '#contract/names';
import { People } from '#desk/people';
import type { Person } from '#desk/person';
import { newsroomHere, withJournal } from './newsroom-here.js';

const BY = 'command line';

interface AddOptions {
  readonly name: string;
  readonly role: Role;
  readonly story?: readonly string[];
  readonly city?: readonly string[];
}

/** The secret goes to standard output alone, so that a script can take it. */
export async function addPerson({ name, role, story, city }: AddOptions): Promise<void> {
  if (!PERSON_NAME.test(name))
    throw new Error('The name must be letters, digits and single spaces, at most 60 characters.');
  for (const id of [...(story ?? []), ...(city ?? [])])
    if (!NAME.test(id)) throw new Error(`${id} is not the id of a story or a city.`);
  const who = { name, role, memberships: membershipsOf(story, city) };
  const { secret, expiresAt } = await withPeople((people) => people.invite(who, BY));
  say(secret, `${name} sets a password with it, once, until ${expiresAt}: at /desk, "I was invited".`);
}

export async function listPeople(): Promise<void> {
  const people = await withPeople((held) => held.list());
  for (const person of people) process.stdout.write(`${lineOf(person)}\n`);
}

export async function changeState(name: string, state: PersonState): Promise<void> {
  const { name: known } = await withPeople(async (people) =>
    people.change((await named(people, name)).id, { state }, BY),
  );
  process.stdout.write(`${known} is ${state} now.\n`);
}

export async function resetPassword(name: string): Promise<void> {
  const { secret, expiresAt } = await withPeople(async (people) =>
    people.reset((await named(people, name)).id, BY),
  );
  say(
    secret,
    `${name} sets another password with it, once, until ${expiresAt}: at /desk, "I was given a reset code".`,
  );
}

function say(secret: string, sentence: string): void {
  process.stdout.write(`${secret}\n`);
  process.stderr.write(`${sentence}\n`);
}

async function named(people: People, name: string): Promise<Person> {
  const person = await people.named(name);
  if (!person) throw new Error(`There is nobody named ${name}.`);
  return person;
}

async function withPeople<T>(work: (people: People) => Promise<T>): Promise<T> {
  return withJournal(await newsroomHere(), (database) => work(new People(database)));
}

function membershipsOf(stories?: readonly string[], cities: readonly string[] | null = null): Memberships {
  if (stories) return [...new Set(stories)].map((story) => ({ story, cities }));
  return cities && [{ story: null, cities }];
}

function lineOf({ name, role, state, memberships, passwordHash }: Person): string {
  const where = memberships === null ? 'everywhere' : memberships.map(placeOf).join('; ') || 'nowhere yet';
  return [name, role, passwordHash === null && state === 'active' ? 'invited' : state, where].join('\t');
}

const placeOf = ({ story, cities }: Membership): string =>
  `${story ?? 'every story'}${cities ? `: ${cities.join(', ')}` : ''}`;
