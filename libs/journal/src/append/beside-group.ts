import type { PoolClient } from 'pg';
import type { EntityManager } from 'typeorm';
import { type DeskWork, writeDeskWork } from '#desk/filings/write-filings';
import type { StoryState } from '#domain/story/state';
import type { Written } from './write-group.js';

/** One connection, as the journal and as the desk speak over it. */
export interface Connection {
  readonly db: PoolClient;
  readonly manager: EntityManager;
}

/** What only the desk sees of a group; of most there is nothing. */
export function besideGroup({ id: story }: StoryState, written: readonly Written[]): DeskWork[] {
  return written.flatMap(({ key, actor, steps, receipt }) =>
    steps.flatMap(({ plan: { atDesk } }) => (atDesk ? [{ story, actor, key, receipt, atDesk }] : [])),
  );
}

/** In a transaction of its own, the group's statement and what goes with it at the desk; `null` from it, and nothing happens. */
export async function togetherWith<T>(
  { db, manager }: Connection,
  works: readonly DeskWork[],
  writeGroup: () => Promise<T | null>,
): Promise<T | null> {
  if (works.length === 0) return writeGroup();
  await db.query('begin');
  try {
    const done = await writeGroup();
    if (done !== null) await writeDeskWork(manager, works);
    await db.query(done === null ? 'rollback' : 'commit');
    return done;
  } catch (error) {
    await db.query('rollback').catch(() => undefined); // a broken connection rolls back by itself
    throw error;
  }
}
