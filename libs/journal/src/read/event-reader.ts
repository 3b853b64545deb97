import type { DataSource, EntityManager } from 'typeorm';
import type { EventRow } from './compose.js';

const EVENTS = `
  select e.seq, e.kind, e.shown_at as "shownAt", e.cities, e.update_id as "update", u.withheld_seq as "withheldSeq",
    e.withholds, e.head, e.fields, e.pins, e.counts, e.changes, e.totals, e.hash, r.byline, r.headline, r.text,
    coalesce(r.labels, '[]') as labels, coalesce(r.evidence, '[]') as evidence, coalesce(r.media, '[]') as media,
    coalesce(r.confirmed, true) as confirmed, coalesce(r.figures, '[]') as figures, r.note, k.headline as "keyHeadline",
    g.settings->'metrics' as presentation
  from events e
    left join guards g on g.story_id = e.story_id
    left join updates u on u.story_id = e.story_id and u.id = e.update_id
    left join revisions r on r.story_id = e.story_id and r.update_id = e.update_id and r.revision = e.revision
    left join key_headlines k on k.story_id = e.story_id and k.update_id = e.update_id
  where e.story_id = $1`;

/** Events `from..to`, both included, oldest first, with their words as they may be read now. */
export function readEvents(
  db: DataSource | EntityManager,
  story: string,
  from: number,
  to: number,
): Promise<EventRow[]> {
  return db.query(`${EVENTS} and e.seq between $2 and $3 order by e.seq`, [story, from, to]);
}
