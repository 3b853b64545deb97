import type { DataSource, EntityManager } from 'typeorm';
import { type ChangePassword, PASSWORD, type PasswordSecret } from '#contract/people';
import { CodedError } from '#contract/problems';
import { enterInDeskLog } from './desk-log.js';
import { hashPassword, inTurn, isPassword } from './passwords.js';
import { nameKey, PERSON, type Person } from './person.js';
import { changeRoster, endSessionsOf } from './roster-change.js';
import { hashed, newSecret, SECRET_START } from './secrets.js';
import type { Purpose } from './tables/password-secret.entity.js';

const HOLDS: Record<Purpose, string> = { invitation: '7 days', reset: '1 day' };

interface Making {
  readonly person: string;
  readonly purpose: Purpose;
  readonly madeBy: string;
}

/** A new one; those the person had stop to hold. */
export async function makePasswordSecret(tx: EntityManager, made: Making): Promise<PasswordSecret> {
  const { person, purpose, madeBy } = made;
  const secret = newSecret(SECRET_START);
  await tx.query('update password_secrets set used_at = now() where person_id = $1 and used_at is null', [
    person,
  ]);
  const [row]: { expiresAt: Date }[] = await tx.query(
    `insert into password_secrets (hash, person_id, purpose, made_by, expires_at)
     values ($1, $2, $3, $4, now() + $5::interval) returning expires_at as "expiresAt"`,
    [hashed(secret), person, purpose, madeBy, HOLDS[purpose]],
  );
  return { secret, expiresAt: (row?.expiresAt ?? new Date()).toISOString() };
}

/** What somebody comes with who was given a secret. */
export interface Setting {
  readonly purpose: Purpose;
  readonly secret: string;
  readonly password: string;
  /** With an invitation: the name that was invited. */
  readonly name?: string;
}

/**
 * Sets a password by a secret, once, and ends every session there was. Throws CodedError `secret_spent`, and `malformed`
 * for a password that is the name.
 */
export async function setPassword(database: DataSource, setting: Setting): Promise<Person> {
  const owner = await holderOf(database, setting);
  checkPassword(owner, setting.password); // before the secret is spent, and the time
  const hash = await inTurn(() => hashPassword(setting.password));
  return changeRoster(database, async (tx) => {
    // The person before the secret, as whoever makes another one does: neither waits for the other.
    await tx.query('select 1 from people where id = $1 for update', [owner.id]);
    const person = await holderOf(tx, setting, 'for update of s');
    await tx.query('update password_secrets set used_at = now() where hash = $1', [hashed(setting.secret)]);
    await tx.query('update people set password_hash = $2 where id = $1', [person.id, hash]);
    await endSessionsOf(tx, person.id);
    const action = setting.purpose === 'reset' ? 'password_reset.used' : 'invitation.accepted';
    await enterInDeskLog(tx, { story: null, actor: person.name, action, about: person.id });
    return person;
  });
}

/**
 * Sets one's own password by the present one and ends one's other sessions. Throws CodedError `wrong_password`, and
 * `malformed` for a password that is the name.
 */
export async function changePassword(
  database: DataSource,
  own: { readonly person: string; readonly session: string },
  { current, password }: ChangePassword,
): Promise<void> {
  const [held]: Person[] = await database.query(`select ${PERSON} from people where id = $1`, [own.person]);
  if (held) checkPassword(held, password);
  const hash = await inTurn(async () => {
    if (!(await isPassword(current, held?.passwordHash ?? null))) throw wrong();
    return hashPassword(password);
  });
  await changeRoster(database, async (tx) => {
    const [changed]: [Person[], number] = await tx.query(
      `update people set password_hash = $3 where id = $1 and password_hash = $2 and state = 'active' returning ${PERSON}`,
      [own.person, held?.passwordHash, hash],
    );
    const [person] = changed;
    if (!person) throw wrong(); // it was changed meanwhile
    await tx.query('update password_secrets set used_at = now() where person_id = $1 and used_at is null', [
      person.id,
    ]);
    await endSessionsOf(tx, person.id, own.session);
    await enterInDeskLog(tx, {
      ...{ story: null, actor: person.name, action: 'password.changed', about: person.id },
    });
  });
}

const wrong = (): CodedError => new CodedError('wrong_password', 'The present password is another one.');

async function holderOf(db: DataSource | EntityManager, setting: Setting, lock = ''): Promise<Person> {
  const { secret, purpose, name } = setting;
  const rows: Person[] = await db.query(
    `select ${PERSON}
     from password_secrets s join people p on p.id = s.person_id
     where s.hash = $1 and s.purpose = $2 and s.used_at is null and s.expires_at > now() and p.state = 'active' ${lock}`,
    [hashed(secret), purpose],
  );
  const [person] = rows;
  if (!person || (name !== undefined && nameKey(name) !== nameKey(person.name)))
    throw new CodedError('secret_spent', 'Ask an admin for another one.');
  return person;
}

function checkPassword({ name }: Person, password: string): void {
  if (nameKey(password).includes(nameKey(name)) && password.length < name.length + PASSWORD.least)
    throw new CodedError('malformed', 'The password is little more than the name.', [
      { path: 'password', message: 'must not be the name' },
    ]);
}
