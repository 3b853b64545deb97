import type { EntityManager } from 'typeorm';
import type { KeyEvent } from '#contract/event';
import { LIMITS } from '#contract/limits';
import type { Snapshot } from '#contract/snapshot';
import type { StoryView } from '#contract/story';
import type { StoryCounts, TotalsPatch, TotalsView } from '#contract/totals';
import { patchForCity, patchTotals } from '#contract/totals-patch';
import type { PublishedUpdate, UpdateView } from '#contract/update';
import { byTimeline, concerns, isPinnedOn, keyEventOf, olderAddress } from '#contract/view';
import { shownTotal } from '#domain/totals/shown-sums';
import { updateView } from './compose.js';
import { totalsAt } from './totals-reader.js';
import { readTimeline, UPDATE_COLUMNS, UPDATES, type UpdateRow } from './update-reader.js';

const NO_COUNTS: StoryCounts = { updates: { published: 0, retracted: 0, corrected: 0 }, citiesReporting: 0 };

/** The story at its head, for everyone or for one city's followers. One REPEATABLE READ transaction. Null: no such story. */
export async function readSnapshot(
  tx: EntityManager,
  story: string,
  city?: string,
): Promise<Snapshot | null> {
  const [row] = await tx.query(
    'select epoch, head_seq, pins, view from stories where id = $1 and head_seq > 0',
    [story],
  );
  if (!row) return null;
  const view: StoryView = row.view;
  const first = await readTimeline(tx, story, { city, limit: LIMITS.firstUpdates + 1 });
  const updates = first.slice(0, LIMITS.firstUpdates);
  const last = updates.at(-1);
  return {
    story: view,
    position: { epoch: row.epoch, seq: row.head_seq },
    totals: await readTotalsView(tx, { story: view, seq: row.head_seq }, city),
    pins: await readPins(tx, story, { order: row.pins, city }),
    keyEvents: await readKeyEvents(tx, story, city),
    updates,
    lateArrivals: await readLateArrivals(tx, story, updates, city),
    older: last && first.length > updates.length ? olderAddress(story, last, city) : null,
  };
}

async function readTotalsView(
  tx: EntityManager,
  { story, seq }: { readonly story: StoryView; readonly seq: number },
  city?: string,
): Promise<TotalsView> {
  const { counts, values } = await totalsAt(tx, story.id, seq);
  const patch: TotalsPatch = {
    counts: counts ?? NO_COUNTS,
    ...Object.fromEntries(
      [...values].map(([key, value]) => [key, shownTotal(key, value, story.presentation)]),
    ),
  };
  return patchTotals({ ...NO_COUNTS, metrics: {} }, city === undefined ? patch : patchForCity(patch, city));
}

async function readPins(
  tx: EntityManager,
  story: string,
  { order, city }: { readonly order: readonly string[]; readonly city: string | undefined },
): Promise<PublishedUpdate[]> {
  if (order.length === 0) return [];
  const rows: UpdateRow[] = await tx.query(
    `select ${UPDATE_COLUMNS} ${UPDATES} where u.story_id = $1 and u.id = any($2)`,
    [story, order],
  );
  const found = new Map(rows.map((row) => [row.head.id, updateView(row.head, row)]));
  return order.flatMap((id) => {
    const update = found.get(id);
    return update?.status === 'published' && concerns(update, city) && isPinnedOn(update, city)
      ? [update]
      : [];
  });
}

async function readKeyEvents(tx: EntityManager, story: string, city?: string): Promise<KeyEvent[]> {
  const rows: UpdateRow[] = await tx.query(
    `select ${UPDATE_COLUMNS} ${UPDATES} where u.story_id = $1 and u.key_event and u.head->>'status' = 'published'`,
    [story],
  );
  return rows
    .map((row) => updateView(row.head, row))
    .filter((update): update is PublishedUpdate => update.status === 'published' && concerns(update, city))
    .map(keyEventOf)
    .toSorted(byTimeline);
}

async function readLateArrivals(
  tx: EntityManager,
  story: string,
  shown: readonly UpdateView[],
  city?: string,
): Promise<UpdateView[]> {
  const rows: UpdateRow[] = await tx.query(
    `select ${UPDATE_COLUMNS} ${UPDATES} where u.story_id = $1 and u.late_arrival and not u.id = any($2)
       and ($3::text is null or u.cities = '{}' or $3 = any(u.cities))
     order by u.first_seq desc limit ${LIMITS.lateArrivals}`,
    [story, shown.map(({ id }) => id), city ?? null],
  );
  return rows.map((row) => updateView(row.head, row));
}
