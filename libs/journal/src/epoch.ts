import { randomUUID } from 'node:crypto';
import type { ClientBase } from 'pg';
import type { DataSource } from 'typeorm';

/** Which database this is: another system or timeline may have lost commits that somebody was already shown. */
const IDENTITY = `
  select (select system_identifier::text from pg_control_system()) as system,
    case when pg_is_in_recovery() then null else substr(pg_walfile_name(pg_current_wal_insert_lsn()), 1, 8) end as timeline,
    to_regclass('database_identity') is not null as "hasJournal"`;

interface Identity {
  readonly system: string;
  /** Null on a standby, which writes nothing and decides nothing. */
  readonly timeline: string | null;
}

/**
 * Compares the database with the one the record was last written by. If it is another, one transaction gives every
 * story a new epoch. Runs on every new connection before it is used, so before anything is appended or relayed.
 */
export async function guardEpoch(db: ClientBase): Promise<void> {
  const { rows } = await db.query<Identity & { hasJournal: boolean }>(IDENTITY);
  const now = rows[0];
  if (!now?.hasJournal || now.timeline === null || isSame(await storedIdentity(db), now)) return;
  await db.query('begin');
  try {
    await db.query('lock table database_identity in exclusive mode');
    const stored = await storedIdentity(db);
    if (!isSame(stored, now)) await adopt(db, now, stored !== undefined);
    await db.query('commit');
  } catch (error) {
    await db.query('rollback');
    throw error;
  }
}

async function adopt(db: ClientBase, { system, timeline }: Identity, isAnother: boolean): Promise<void> {
  await db.query(
    `insert into database_identity (id, system_identifier, timeline_id) values (1, $1, $2)
     on conflict (id) do update set system_identifier = excluded.system_identifier, timeline_id = excluded.timeline_id`,
    [system, timeline],
  );
  if (isAnother) await db.query('update stories set epoch = gen_random_uuid()::text');
}

async function storedIdentity(db: ClientBase): Promise<Identity | undefined> {
  const { rows } = await db.query<Identity>(
    'select system_identifier as system, timeline_id as timeline from database_identity',
  );
  return rows[0];
}

const isSame = (stored: Identity | undefined, now: Identity): boolean =>
  stored?.system === now.system && stored.timeline === now.timeline;

/**
 * Gives a story a new epoch: readers take a fresh snapshot. With `observed` only if that is still its epoch, so that two
 * relays that notice the same fork make one new epoch. Resolves to the epoch in force, null: no such story.
 */
export async function newEpoch(
  database: DataSource,
  story: string,
  observed?: string,
): Promise<string | null> {
  const [rows]: [{ epoch: string }[], number] = await database.query(
    'update stories set epoch = $2 where id = $1 and ($3::text is null or epoch = $3) returning epoch',
    [story, randomUUID(), observed ?? null],
  );
  if (rows[0]) return rows[0].epoch;
  const [held]: { epoch: string }[] = await database.query('select epoch from stories where id = $1', [
    story,
  ]);
  return held?.epoch ?? null;
}
