import type { DataSource } from 'typeorm';
import { CLOCK } from '#domain/story/command';

export interface FiledUpdate {
  readonly story: string;
  readonly id: string;
  /** The last revision of it that they wrote or let go. */
  readonly revision: number;
  readonly isPublished: boolean;
  /** Somebody else's, of which the newest wording is theirs, or went to readers on their word. Null: their own. */
  readonly filedBy: string | null;
}

/**
 * All that somebody filed in any story, and what they corrected or let go last, the newest of it first. Who let a
 * wording go at once is the actor of its event; where that is the clock, who the filing says. Looks through the whole record:
 * for emergencies.
 */
export function readFiledBy(database: DataSource, author: string): Promise<FiledUpdate[]> {
  return database.query(
    `with own as (
       select distinct on (story_id, update_id) story_id, update_id, revision, e.recorded_at as at, e.seq
       from events e join revisions r using (story_id, update_id, revision)
       where e.kind in ('update.posted', 'update.corrected', 'update.restored') and (
         r.author = $1 or e.actor = $1 or e.actor = $2 and (story_id, e.seq) in (
           select published_story, published_seq from filings where let_go_by = $1 and published_seq > 0))
       order by story_id, update_id, revision desc
     )
     select u.story_id as story, u.id, coalesce(w.revision, 0) as revision, head->>'status' = 'published' as "isPublished",
       nullif(head->>'author', $1) as "filedBy"
     from updates u left join own w on w.story_id = u.story_id and w.update_id = u.id
     where head->>'author' = $1 or w.revision = (
       select max(r.revision) from revisions r
       where r.story_id = u.story_id and r.update_id = u.id and r.status = 'published')
     order by w.at desc nulls last, w.seq desc, u.id`,
    [author, CLOCK.name],
  );
}
