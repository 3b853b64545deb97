import type { EntityManager } from 'typeorm';
import type { FigureClaim } from '#contract/figure';
import type { StoryView } from '#contract/story';
import type { TotalHistoryEntry } from '#contract/total-history';
import type { TotalChange } from '#contract/totals';
import type { DecisionRecord } from '#domain/story/plan';
import { rulesOf } from '#domain/story/record';
import type { UpdateHead } from '#domain/story/state';
import { RunningTotals } from '#domain/totals/running-totals';

export interface TotalHistoryQuery {
  readonly metric: string;
  readonly city?: string;
  /** Only changes of events numbered lower. */
  readonly before?: number;
  /** Changes; those of one event are never parted, so there may be one more. */
  readonly limit: number;
}
export interface TotalHistoryPage {
  /** Oldest first. */
  readonly changes: readonly TotalHistoryEntry[];
  readonly hasOlder: boolean;
}

const AFTER_ANY = 2_147_483_647;

/** The newest changes of one metric's totals, or of one city's, with their causes. */
export async function readTotalHistory(
  tx: EntityManager,
  story: string,
  { metric, city, before = AFTER_ANY, limit }: TotalHistoryQuery,
): Promise<TotalHistoryPage> {
  const keys =
    city === undefined
      ? [metric, [`metrics/${metric}/citySum`, `metrics/${metric}/leading`]]
      : [`${metric}/${city}`, [`metrics/${metric}/cities/${city}/leading`]];
  // An event changes at most two of them: two more than the page tell where its last event ends, and what follows.
  const rows: (Omit<TotalHistoryEntry, keyof TotalChange> & { change: TotalChange })[] = await tx.query(
    `select e.seq, e.shown_at as "shownAt", e.update_id as "update", e.revision, e.decision_id as decision, change
     from total_versions v
       join events e on e.story_id = v.story_id and e.seq = v.seq
       cross join lateral jsonb_array_elements(e.changes) with ordinality as c(change, place)
     where v.story_id = $1 and v.key = $2 and change->>'key' = any($3) and v.seq < $4
     order by v.seq desc, c.place desc limit $5`,
    [story, ...keys, before, limit + 2],
  );
  const first = rows[limit - 1]?.seq ?? 0;
  const page = rows.filter(({ seq }) => seq >= first);
  const changes = page.reverse().map(({ change, ...entry }) => ({ ...entry, ...change }));
  return { changes, hasOlder: rows.length > page.length };
}

/** Ids of the updates whose figures make a metric's leading figures now, by city; under null the story's. */
export type Counting = ReadonlyMap<string | null, readonly string[]>;

/** Counted from what is recorded, without a lock: by the updates that name the metric and what was decided about them. */
export async function readCounting(tx: EntityManager, story: string, metric: string): Promise<Counting> {
  const [row]: { view: StoryView }[] = await tx.query(
    'select view from stories where id = $1 and head_seq > 0',
    [story],
  );
  if (!row) return new Map();
  const rules = rulesOf(row.view);
  const totals = new RunningTotals(rules);
  for (const decision of await decisionsAbout(tx, story, metric)) totals.apply(decision);
  for (const { head, figures } of await updatesNaming(tx, story, metric)) {
    const { id, revision, status, city, occurredAt } = head;
    totals.apply({ type: 'update', id, revision, status, city, occurredAt, figures });
  }
  return new Map([null, ...rules.cities].map((city) => [city, totals.counting(metric, city)]));
}

async function decisionsAbout(tx: EntityManager, story: string, metric: string): Promise<DecisionRecord[]> {
  const rows: { decision: DecisionRecord }[] = await tx.query(
    `select decision from decisions
     where story_id = $1 and (type = 'ruling' or type = 'preference' and decision->>'metric' = $2)`,
    [story, metric],
  );
  return rows.map(({ decision }) => decision);
}

/** With all their figures: rulings name a figure by its place among them. */
function updatesNaming(
  tx: EntityManager,
  story: string,
  metric: string,
): Promise<{ head: UpdateHead; figures: FigureClaim[] }[]> {
  return tx.query(
    `select u.head, r.figures from updates u join revisions r
       on r.story_id = u.story_id and r.update_id = u.id and r.revision = u.revision
     where u.story_id = $1 and u.head->>'status' = 'published'
       and r.figures @> jsonb_build_array(jsonb_build_object('metric', $2::text))
     order by u.occurred_at, u.first_seq`,
    [story, metric],
  );
}
