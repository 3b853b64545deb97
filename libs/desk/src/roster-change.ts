import type { DataSource, EntityManager } from 'typeorm';

/** One step that changes who may do what: every api reads the roster again as soon as it sees the version move. */
export function changeRoster<T>(database: DataSource, work: (tx: EntityManager) => Promise<T>): Promise<T> {
  return database.transaction(async (tx) => {
    const done = await work(tx);
    await tx.query('update roster_version set version = gen_random_uuid()::text where id = 1');
    return done;
  });
}

/** Their refresh tokens end now; their access tokens as soon as the roster is read. */
export async function endSessionsOf(tx: EntityManager, person: string, except = ''): Promise<void> {
  await tx.query(
    'update sessions set ended_at = now() where person_id = $1 and id <> $2 and ended_at is null',
    [person, except],
  );
}
