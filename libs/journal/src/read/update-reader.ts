import type { EntityManager } from 'typeorm';
import type { UpdateView } from '#contract/update';
import type { UpdateHead } from '#domain/story/state';
import { updateView, type Words } from './compose.js';

export interface UpdateRow extends Words {
  readonly head: UpdateHead;
}
export const UPDATE_COLUMNS = `u.head, r.byline, r.headline, r.text, r.labels, r.evidence, r.media, r.confirmed, r.figures, r.note,
  k.headline as "keyHeadline", g.settings->'metrics' as presentation`;
export const UPDATES = `from updates u join revisions r
  on r.story_id = u.story_id and r.update_id = u.id and r.revision = u.revision
  left join key_headlines k on k.story_id = u.story_id and k.update_id = u.id
  left join guards g on g.story_id = u.story_id`;

/** A place in the timeline: below it come earlier moments, and of the same moment earlier arrivals. */
export interface TimelinePlace {
  readonly occurredAt: string;
  readonly firstSeq: number;
}
export interface TimelineQuery {
  readonly before?: TimelinePlace;
  readonly after?: TimelinePlace;
  readonly city?: string;
  readonly keyEvents?: boolean;
  readonly limit: number;
}

/** Whether the story has the city. */
export async function hasCity(db: EntityManager, story: string, city: string): Promise<boolean> {
  const [row] = await db.query(
    `select 1 from stories where id = $1 and view->'cities' @> jsonb_build_array(jsonb_build_object('id', $2::text))`,
    [story, city],
  );
  return row !== undefined;
}

/** An update without its words. Null: no such update in this story. */
export async function readFiled(
  db: EntityManager,
  story: string,
  id: string,
): Promise<Pick<UpdateRow, 'head' | 'figures'> | null> {
  const [row] = await db.query(`select u.head, r.figures ${UPDATES} where u.story_id = $1 and u.id = $2`, [
    story,
    id,
  ]);
  return row ?? null;
}

/** Those of the updates that readers see, newest first. */
export async function readUpdates(
  db: EntityManager,
  story: string,
  ids: readonly string[],
): Promise<UpdateView[]> {
  const rows: UpdateRow[] = await db.query(
    `select ${UPDATE_COLUMNS} ${UPDATES} where u.story_id = $1 and u.id = any($2)
     order by u.occurred_at desc, u.first_seq desc`,
    [story, ids],
  );
  return rows.map((row) => updateView(row.head, row));
}

/** Updates in timeline order, newest first; with `after` the ones just above that place. */
export async function readTimeline(
  db: EntityManager,
  story: string,
  query: TimelineQuery,
): Promise<UpdateView[]> {
  const values: unknown[] = [story];
  const value = (v: unknown) => `$${values.push(v)}`;
  const bound = (place: TimelinePlace, sign: '<' | '>') =>
    `(u.occurred_at, u.first_seq) ${sign} (${value(place.occurredAt)}, ${value(place.firstSeq)}::integer)`;
  const conditions = [
    'u.story_id = $1',
    ...(query.before ? [bound(query.before, '<')] : []),
    ...(query.after ? [bound(query.after, '>')] : []),
    ...(query.city === undefined ? [] : [`(u.cities = '{}' or ${value(query.city)} = any(u.cities))`]),
    ...(query.keyEvents ? [`u.key_event and u.head->>'status' = 'published'`] : []),
  ];
  const order = query.after ? 'asc' : 'desc';
  const rows: UpdateRow[] = await db.query(
    `select ${UPDATE_COLUMNS} ${UPDATES} where ${conditions.join(' and ')}
     order by u.occurred_at ${order}, u.first_seq ${order} limit ${value(query.limit)}`,
    values,
  );
  const views = rows.map((row) => updateView(row.head, row));
  return query.after ? views.reverse() : views;
}
