import type { PoolClient } from 'pg';
import type { FigureClaim } from '#contract/figure';
import { readDesk } from '#desk/filings/read-desk';
import { NO_SETTINGS } from '#contract/guard';
import type { StoryView } from '#contract/story';
import { rulesOf } from '#domain/story/record';
import type { DecisionRecord } from '#domain/story/plan';
import type { StoryState, UpdateHead } from '#domain/story/state';
import { Timeline } from '#domain/story/timeline';
import { RunningTotals } from '#domain/totals/running-totals';
import { loadAccounts } from './load-accounts.js';
import { loadBases } from './load-bases.js';
import type { LockedStory } from './lock-story.js';

interface CurrentUpdate {
  readonly head: UpdateHead;
  readonly figures: readonly FigureClaim[];
}

/** Reads all that a story's next decision depends on. Needed once per process and story, and after another process wrote. */
export async function loadState(tx: PoolClient, story: string, locked: LockedStory): Promise<StoryState> {
  const { rows } = await tx.query(
    'select view, settings from stories left join guards on story_id = id where id = $1',
    [story],
  );
  const view: StoryView | null = rows[0]?.view ?? null;
  const rules = view ? rulesOf(view) : { cities: new Set<string>(), sources: new Map(), metrics: {} };
  const totals = new RunningTotals(rules);
  const updates = new Map<string, UpdateHead>();
  const timeline = new Timeline();
  for (const decision of await decisionsOf(tx, story)) totals.apply(decision);
  for (const { head, figures } of await currentUpdates(tx, story)) {
    const { id, revision, status, city, occurredAt } = head;
    totals.apply({ type: 'update', id, revision, status, city, occurredAt, figures });
    updates.set(id, head);
    timeline.put(head);
  }
  return {
    id: story,
    head: locked.head,
    view,
    rules,
    updates,
    totals,
    pins: locked.pins,
    version: locked.version,
    timeline,
    ...(await readDesk(tx, story)),
    guard: rows[0]?.settings ?? NO_SETTINGS,
    bases: await loadBases(tx, story, locked),
    accounts: await loadAccounts(tx, story, locked),
  };
}

async function decisionsOf(tx: PoolClient, story: string): Promise<DecisionRecord[]> {
  const { rows } = await tx.query('select decision from decisions where story_id = $1', [story]);
  return rows.map((row) => row.decision);
}

/** Oldest first: then nearly every figure takes the short way into the totals. */
async function currentUpdates(tx: PoolClient, story: string): Promise<CurrentUpdate[]> {
  const { rows } = await tx.query(
    `select u.head, r.figures from updates u join revisions r
       on r.story_id = u.story_id and r.update_id = u.id and r.revision = u.revision
     where u.story_id = $1 order by u.occurred_at, u.first_seq`,
    [story],
  );
  return rows;
}
