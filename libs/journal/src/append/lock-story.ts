import type { PoolClient } from 'pg';
import type { Instant } from '#contract/figure';
import type { Receipt } from '#contract/update';
import { inOrder } from '#domain/story/receipt';
import type { Head } from '#domain/story/state';
import { wholeSeconds } from '../database-clock.js';

export interface LockedStory {
  readonly head: Head;
  readonly pins: readonly string[];
  /** Counts the groups written, also those that took no number. */
  readonly version: number;
  /** The database's clock, whole seconds. */
  readonly now: Instant;
  /** The same in milliseconds since 1970. */
  readonly clock: number;
}

/**
 * Takes the story's row lock until the transaction ends. Null: no such story. Rejects with 55P03 after `lock_timeout`.
 * The clock is read in a step of its own: beside the columns it would be as old as the wait for the lock.
 */
export async function lockStory(tx: PoolClient, story: string): Promise<LockedStory | null> {
  const { rows } = await tx.query({
    name: 'lock-story',
    text: `with locked as materialized (
             select epoch, head_seq, head_hash, shown_at, pins, version from stories where id = $1 for update
           ) select *, (extract(epoch from clock_timestamp()) * 1000)::float8 as clock from locked`,
    values: [story],
  });
  const row = rows[0];
  if (!row) return null;
  const head = { epoch: row.epoch, seq: row.head_seq, hash: row.head_hash, shownAt: row.shown_at };
  return { head, pins: row.pins, version: row.version, now: wholeSeconds(row.clock), clock: row.clock };
}

/** The row that a story's first append locks. Another process may have made it a moment ago: that one holds. */
export async function createStoryRow(tx: PoolClient, story: string, epoch: string): Promise<void> {
  await tx.query(
    `insert into stories (id, epoch, head_seq, head_hash, shown_at, pins, version)
     values ($1, $2, 0, '', '', '{}', 0)
     on conflict (id) do nothing`,
    [story, epoch],
  );
}

/** What was answered before, by request key. */
export type Earlier = ReadonlyMap<string, { readonly hash: string; readonly receipt: Receipt }>;

/** What was recorded before under these request keys. Under the lock, so nothing can slip in between. */
export async function findEarlier(tx: PoolClient, story: string, keys: readonly string[]): Promise<Earlier> {
  const { rows } = await tx.query({
    name: 'find-earlier',
    text: 'select key, hash, receipt from receipts where story_id = $1 and key = any($2)',
    values: [story, keys],
  });
  return new Map(rows.map((row) => [row.key, { hash: row.hash, receipt: inOrder(row.receipt) }]));
}
