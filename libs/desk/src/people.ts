import { randomUUID } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import type { ChangePerson, InvitePerson, PasswordSecret } from '#contract/people';
import { CodedError } from '#contract/problems';
import { inOrder } from '#domain/story/membership';
import { enterInDeskLog } from './desk-log.js';
import { expectIdentity } from './identities.js';
import { makePasswordSecret } from './password-secrets.js';
import { nameKey, PERSON, type Person } from './person.js';
import { changeRoster, endSessionsOf } from './roster-change.js';

/** Who works here. */
export class People {
  constructor(private readonly database: DataSource) {}

  list(): Promise<Person[]> {
    return this.database.query(`select ${PERSON} from people order by name_key`);
  }

  /** Null: nobody has this name. */
  async named(name: string): Promise<Person | null> {
    const rows: Person[] = await this.database.query(`select ${PERSON} from people where name_key = $1`, [
      nameKey(name),
    ]);
    return rows[0] ?? null;
  }

  /** Throws CodedError `person_not_found`. */
  async withId(id: string): Promise<Person> {
    return known(await this.database.query(`select ${PERSON} from people where id = $1`, [id]));
  }

  /** Somebody new, and what they set their password with. Throws CodedError `name_taken`. */
  invite(who: InvitePerson, madeBy: string): Promise<PasswordSecret & { person: Person }> {
    return changeRoster(this.database, async (tx) => {
      const { name, role, memberships = null, signsInAs } = who;
      const rows: Person[] = await tx.query(
        `insert into people (id, name, name_key, role, state, memberships) values ($1, $2, $3, $4, 'active', $5)
         on conflict (name_key) do nothing returning ${PERSON}`,
        [randomUUID(), name, nameKey(name), role, json(inOrder(memberships))],
      );
      const [person] = rows;
      if (!person) throw new CodedError('name_taken', `There is a person named ${name}.`);
      if (signsInAs !== undefined) await expectIdentity(tx, person.id, signsInAs);
      const secret = await makePasswordSecret(tx, { person: person.id, purpose: 'invitation', madeBy });
      await enter(tx, madeBy, 'person.invited', person.id, { name, role, memberships: person.memberships });
      return { person, ...secret };
    });
  }

  /** What is left out stays. Who is disabled or frozen is signed out everywhere. Throws CodedError `person_not_found`. */
  change(id: string, { role, memberships, state, signsInAs }: ChangePerson, by: string): Promise<Person> {
    return changeRoster(this.database, async (tx) => {
      const before = await lockPerson(tx, id);
      const [rows]: [Person[], number] = await tx.query(
        `update people set role = coalesce($2, role), state = coalesce($3, state),
           memberships = case when $4 then $5::jsonb else memberships end
         where id = $1 returning ${PERSON}`,
        [id, role, state, memberships !== undefined, json(inOrder(memberships ?? null))],
      );
      const person = known(rows);
      if (signsInAs !== undefined) await expectIdentity(tx, id, signsInAs);
      if (person.state !== 'active' || signsInAs !== undefined) await endSessionsOf(tx, id);
      const elsewhere = signsInAs === undefined ? {} : { signsInElsewhere: signsInAs !== null };
      const changes = { ...differences(before, person), ...elsewhere };
      if (Object.keys(changes).length) await enter(tx, by, 'person.changed', id, changes);
      return person;
    });
  }

  /** What somebody sets another password with; earlier ones stop to hold. Throws CodedError `person_not_found`. */
  reset(id: string, madeBy: string): Promise<PasswordSecret> {
    return this.database.transaction(async (tx) => {
      await lockPerson(tx, id);
      const secret = await makePasswordSecret(tx, { person: id, purpose: 'reset', madeBy });
      await enter(tx, madeBy, 'password_reset.made', id);
      return secret;
    });
  }
}

const COMPARED = ['role', 'state', 'memberships'] as const;

function differences(before: Person, after: Person): Record<string, { from: unknown; to: unknown }> {
  const changed = COMPARED.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
  return Object.fromEntries(changed.map((field) => [field, { from: before[field], to: after[field] }]));
}

async function enter(
  tx: EntityManager,
  actor: string,
  action: string,
  about: string,
  detail: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  await enterInDeskLog(tx, { story: null, actor, action, about, detail });
}

async function lockPerson(tx: EntityManager, id: string): Promise<Person> {
  return known(await tx.query(`select ${PERSON} from people where id = $1 for update`, [id]));
}

function known([person]: readonly Person[]): Person {
  if (!person) throw new CodedError('person_not_found', 'Nobody here has this id.');
  return person;
}

const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));
