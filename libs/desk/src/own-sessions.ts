import type { DataSource } from 'typeorm';
import type { OwnSession } from '#contract/people';
import { CodedError } from '#contract/problems';
import { changeRoster } from './roster-change.js';

interface Row {
  readonly id: string;
  readonly startedAt: Date;
  readonly renewedAt: Date;
  readonly expiresAt: Date;
}

/** Where somebody is signed in, the newest first: since when, and nothing of from where. */
export async function sessionsOf(
  database: DataSource,
  { person, session }: { readonly person: string; readonly session: string },
): Promise<OwnSession[]> {
  const rows: Row[] = await database.query(
    `select id, started_at as "startedAt", renewed_at as "renewedAt", expires_at as "expiresAt" from sessions
     where person_id = $1 and ended_at is null and expires_at > now() order by started_at desc, id`,
    [person],
  );
  return rows.map(({ id, startedAt, renewedAt, expiresAt }) => ({
    ...{ id, isThis: id === session },
    startedAt: startedAt.toISOString(),
    renewedAt: renewedAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  }));
}

/** One of their own. Throws CodedError `session_not_found`. */
export function endOwnSession(database: DataSource, person: string, id: string): Promise<void> {
  return changeRoster(database, async (tx) => {
    const [ended]: [unknown[], number] = await tx.query(
      'update sessions set ended_at = now() where id = $1 and person_id = $2 and ended_at is null returning id',
      [id, person],
    );
    if (ended.length === 0) throw new CodedError('session_not_found', 'It is over, or is somebody else’s.');
  });
}
