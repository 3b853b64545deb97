import { randomUUID } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import { PERSON_NAME, type Role } from '#contract/people';
import { CodedError } from '#contract/problems';
import { enterInDeskLog } from './desk-log.js';
import { nameKey, PERSON, type Person } from './person.js';
import { changeRoster } from './roster-change.js';
import { hashed } from './secrets.js';

/** Somebody as an issuer vouches for them. */
export interface Vouched {
  readonly issuer: string;
  readonly subject: string;
  /** What the issuer calls them; null: nothing that it has verified. */
  readonly name: string | null;
}

const COLUMNS = PERSON.split(', ')
  .map((column) => `p.${column}`)
  .join(', ');

/** People who sign in with an account elsewhere: known by issuer and subject from their first time on. */
export class Identities {
  constructor(private readonly database: DataSource) {}

  /**
   * Whose account it is. The first time it is bound to who was invited under its name, or is expected with it, and to
   * nobody who has a password here: names can be changed elsewhere. `newcomers`: what somebody becomes whom nobody
   * invited, a member of nothing yet; null: nothing. Null: nobody, or somebody who may not sign in.
   */
  async whoIs(vouched: Vouched, newcomers: Role | null): Promise<Person | null> {
    const known = await this.bound(vouched);
    const person = known ?? (await this.bind(vouched, newcomers)) ?? (await this.bound(vouched));
    return person?.state === 'active' ? person : null;
  }

  private async bound({ issuer, subject }: Vouched): Promise<Person | null> {
    const rows: Person[] = await this.database.query(
      `select ${COLUMNS} from identities i join people p on p.id = i.person_id where i.issuer = $1 and i.subject = $2`,
      [issuer, subject],
    );
    return rows[0] ?? null;
  }

  private async bind({ issuer, subject, name }: Vouched, newcomers: Role | null): Promise<Person | null> {
    if (name === null) return null;
    return changeRoster(this.database, async (tx) => {
      const person = (await expected(tx, name)) ?? (newcomers && (await newcomer(tx, name, newcomers)));
      if (!person) return null;
      await tx.query(
        `insert into identities (person_id, issuer, subject, bound_at) values ($1, $2, $3, now())
         on conflict (person_id) do update set issuer = $2, subject = $3, bound_at = now(), expected_hash = null`,
        [person.id, issuer, subject],
      );
      await tx.query('update password_secrets set used_at = now() where person_id = $1 and used_at is null', [
        person.id,
      ]);
      const entry = { story: null, actor: person.name, action: 'identity.bound', about: person.id };
      await enterInDeskLog(tx, { ...entry, detail: { issuer } });
      return person;
    });
  }
}

/** What an admin says somebody comes with; null: no account elsewhere is theirs any more. Throws CodedError `name_taken`. */
export async function expectIdentity(tx: EntityManager, person: string, name: string | null): Promise<void> {
  const hash = name === null ? null : hashed(nameKey(name));
  const [taken] = await tx.query('select 1 from identities where expected_hash = $1 and person_id <> $2', [
    hash,
    person,
  ]);
  if (taken) throw new CodedError('name_taken', 'Somebody else is expected with this already.');
  await tx.query(
    `insert into identities (person_id, expected_hash) values ($1, $2)
     on conflict (person_id) do update set expected_hash = $2, issuer = null, subject = null, bound_at = null`,
    [person, hash],
  );
}

/** Held until the transaction ends, so that one account is bound and no password is set meanwhile. */
async function expected(tx: EntityManager, name: string): Promise<Person | null> {
  const rows: Person[] = await tx.query(
    `select ${COLUMNS} from people p left join identities i on i.person_id = p.id
     where p.state = 'active' and i.subject is null and (i.expected_hash = $1
       or (i.expected_hash is null and p.name_key = $2 and p.password_hash is null))
     order by i.expected_hash nulls last limit 1 for update of p`,
    [hashed(nameKey(name)), nameKey(name)],
  );
  return rows[0] ?? null;
}

async function newcomer(tx: EntityManager, name: string, role: Role): Promise<Person | null> {
  if (!PERSON_NAME.test(name)) return null;
  const rows: Person[] = await tx.query(
    `insert into people (id, name, name_key, role, state, memberships) values ($1, $2, $3, $4, 'active', '[]')
     on conflict (name_key) do nothing returning ${PERSON}`,
    [randomUUID(), name, nameKey(name), role],
  );
  return rows[0] ?? null;
}
