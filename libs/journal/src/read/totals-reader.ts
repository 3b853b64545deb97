import type { EntityManager } from 'typeorm';
import type { StoryCounts, TotalChange, TotalsState } from '#contract/totals';
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

export interface TotalHistoryEntry extends TotalChange {
  readonly seq: number;
  readonly shownAt: string;
  /** The update whose delivery changed it, or null for a decision. */
  readonly update: string | null;
  readonly revision: number | null;
  /** Of a preference or a ruling. */
  readonly decision: string | null;
}

/** Every change of one metric's totals, or of one city's, oldest first, with its cause. */
export async function readTotalHistory(
  tx: EntityManager,
  story: string,
  metric: string,
  city?: string,
): Promise<TotalHistoryEntry[]> {
  const rows: (Omit<TotalHistoryEntry, keyof TotalChange> & { change: TotalChange })[] = await tx.query(
    `select e.seq, e.shown_at as "shownAt", e.update_id as "update", e.revision, e.decision_id as decision, change
     from total_versions v
       join events e on e.story_id = v.story_id and e.seq = v.seq
       cross join lateral jsonb_array_elements(e.changes) with ordinality as c(change, place)
     where v.story_id = $1 and v.key = $2 and change->>'key' = any($3) order by e.seq, c.place`,
    city === undefined
      ? [story, metric, [`metrics/${metric}/citySum`, `metrics/${metric}/leading`]]
      : [story, `${metric}/${city}`, [`metrics/${metric}/cities/${city}/leading`]],
  );
  return rows.map(({ change, ...entry }) => ({ ...entry, ...change }));
}
