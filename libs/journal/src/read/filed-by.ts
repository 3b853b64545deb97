import type { DataSource } from 'typeorm';

export interface FiledUpdate {
  readonly story: string;
  readonly id: string;
  /** Their last revision of it. */
  readonly revision: number;
  readonly isPublished: boolean;
  /** Somebody else's, of which their correction is the newest wording. Null: their own. */
  readonly filedBy: string | null;
}

/**
 * All that somebody filed in any story, and what they corrected last, the newest wording of theirs first. Looks through
 * the whole record: for emergencies.
 */
export function readFiledBy(database: DataSource, author: string): Promise<FiledUpdate[]> {
  return database.query(
    `with own as (
       select story_id, update_id, max(revision) as revision from revisions
       where author = $1 and status = 'published' group by story_id, update_id
     ), written as (
       select own.*, min(e.recorded_at) as at, min(e.seq) as seq
       from own join events e using (story_id, update_id, revision) group by story_id, update_id, revision
     )
     select u.story_id as story, u.id, coalesce(w.revision, 0) as revision, head->>'status' = 'published' as "isPublished",
       nullif(head->>'author', $1) as "filedBy"
     from updates u left join written w on w.story_id = u.story_id and w.update_id = u.id
     where head->>'author' = $1 or w.revision = (
       select max(r.revision) from revisions r
       where r.story_id = u.story_id and r.update_id = u.id and r.status = 'published')
     order by w.at desc nulls last, w.seq desc, u.id`,
    [author],
  );
}
