import type { EntityManager } from 'typeorm';
import type { StoryCounts, TotalsState } from '#contract/totals';
import type { StoredTotal } from '#domain/totals/stored-total';
import { assembleState } from '#domain/totals/views';

export interface StoredTotals {
  /** Null before the first update. */
  readonly counts: StoryCounts | null;
  readonly pins: readonly string[];
  /** Whole values by key; keys without a figure are not there. */
  readonly values: ReadonlyMap<string, StoredTotal>;
}

/** Hops from key to key through the index instead of reading every version: the cost is per key, not per event. */
const VERSIONS_AT = `
  with recursive keys(key) as (
    (select key from total_versions where story_id = $1 order by key limit 1)
    union all
    select (select v.key from total_versions v where v.story_id = $1 and v.key > keys.key order by v.key limit 1)
    from keys where keys.key is not null
  )
  select keys.key, e.totals->keys.key as value
  from keys
    cross join lateral (
      select v.seq from total_versions v
      where v.story_id = $1 and v.key = keys.key and v.seq <= $2 order by v.seq desc limit 1
    ) latest
    join events e on e.story_id = $1 and e.seq = latest.seq
  where keys.key is not null`;

/** The totals as they were at `seq`, from the versions stored then. */
export async function totalsAt(tx: EntityManager, story: string, seq: number): Promise<StoredTotals> {
  const [event] = await tx.query('select counts, pins from events where story_id = $1 and seq = $2', [
    story,
    seq,
  ]);
  const rows: { key: string; value: StoredTotal | null }[] = await tx.query(VERSIONS_AT, [story, seq]);
  const values = new Map(rows.flatMap(({ key, value }) => (value === null ? [] : [[key, value] as const])));
  return { counts: event?.counts ?? null, pins: event?.pins ?? [], values };
}

export async function totalsStateAt(tx: EntityManager, story: string, seq: number): Promise<TotalsState> {
  const { counts, pins, values } = await totalsAt(tx, story, seq);
  const entries: [string, StoredTotal][] = [...values, ['pinned', [...pins].sort()]];
  return assembleState(counts ? [...entries, ['counts', counts]] : entries);
}

/** The last `seq` shown at or before an instant; 0 before the first. */
export async function seqAt(tx: EntityManager, story: string, at: string): Promise<number> {
  const [row] = await tx.query('select max(seq) as seq from events where story_id = $1 and shown_at <= $2', [
    story,
    at,
  ]);
  return row?.seq ?? 0;
}
