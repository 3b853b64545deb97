import type { DataSource } from 'typeorm';
import type { Restorable, WordsBefore } from '#domain/story/command';
import type { UpdateHead } from '#domain/story/state';
import type { Words } from './read/compose.js';

interface Row extends Omit<Words, 'presentation'> {
  readonly retraction: number;
  readonly revision: number;
  readonly head: UpdateHead;
  readonly city: string | null;
  readonly occurredAt: string;
}

/** What a restoration brings back: the last published revision below the retraction. Null: not retracted, or no such update. */
export async function readRestorable(
  database: DataSource,
  story: string,
  id: string,
): Promise<Restorable | null> {
  const [row]: Row[] = await database.query(
    `select u.revision as retraction, u.head, r.occurred_at as "occurredAt", r.*
     from updates u join lateral (
       select * from revisions where story_id = u.story_id and update_id = u.id and status = 'published' and revision < u.revision
       order by revision desc limit 1) r on true
     where u.story_id = $1 and u.id = $2 and u.head->>'status' = 'retracted'`,
    [story, id],
  );
  if (!row) return null;
  const { city, occurredAt, labels, evidence, media, confirmed, figures } = row;
  const words = {
    text: row.text ?? '',
    byline: row.byline ?? undefined,
    headline: row.headline ?? undefined,
  };
  const content = {
    city,
    occurredAt,
    labels,
    evidence,
    media,
    confirmed,
    figures,
    ...words,
    keyEvent: row.head.keyEvent,
  };
  const correctionNote = row.head.correctedAt === null ? null : row.note;
  return { retraction: row.retraction, revision: row.revision, content, correctionNote };
}

/**
 * The words that readers were told of last: as published, or by the last correction with a note or restoration. Silent fixes
 * since then don't count, so that several are no more than one may be. Undefined: readers see none.
 */
export async function readWordsNow(
  database: DataSource,
  story: string,
  id: string,
): Promise<WordsBefore | undefined> {
  const [row]: WordsBefore[] = await database.query(
    `select r.revision, coalesce(t.text, '') as text, t.headline, t.byline, t.labels, t.evidence, t.media, t.confirmed, r.note
     from updates u join revisions r on r.story_id = u.story_id and r.update_id = u.id and r.revision = u.revision
     join lateral (
       select max(revision) as told from (
         select e.revision, e.kind <> 'update.corrected' or c.note is distinct from lag(c.note) over (order by e.seq)
           or e.head->>'correctedAt' is distinct from lag(e.head->>'correctedAt') over (order by e.seq) as "isTold"
         from events e join revisions c
           on c.story_id = e.story_id and c.update_id = e.update_id and c.revision = e.revision
         where e.story_id = u.story_id and e.update_id = u.id
           and e.kind in ('update.posted', 'update.corrected', 'update.restored')) revised
       where "isTold"
     ) e on true
     join revisions t on t.story_id = u.story_id and t.update_id = u.id and t.revision = e.told
     where u.story_id = $1 and u.id = $2 and r.status = 'published'`,
    [story, id],
  );
  return row;
}
