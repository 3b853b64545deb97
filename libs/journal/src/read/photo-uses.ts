import type { DataSource } from 'typeorm';

/** Newest revisions in which the photo $2 is named, in the form of their index. */
const NEWEST_WITH = `from updates u join revisions r
    on r.story_id = u.story_id and r.update_id = u.id and r.revision = u.revision
  where u.story_id = $1 and r.media <> '[]' and r.media @> jsonb_build_array(jsonb_build_object('photo', $2::text))`;

/** Ids of the updates that show the photo, or would if it was approved. A retracted update names none. */
export async function updatesWithPhoto(db: DataSource, story: string, photo: string): Promise<string[]> {
  const rows: { id: string }[] = await db.query(`select u.id ${NEWEST_WITH}`, [story, photo]);
  return rows.map(({ id }) => id);
}

export interface ErasedPhotos {
  readonly story: string;
  readonly photos: readonly string[];
}

/**
 * Photos that went with the words of an erased update: those it named, and that nothing of its story names any more; and
 * the same in the story that it was filed to, where they may have stayed or come to afterwards.
 */
export async function photosErasedWith(
  db: DataSource,
  story: string,
  update: string,
): Promise<ErasedPhotos[]> {
  const isNamed = (media: string) =>
    `${media} <> '[]' and ${media} @> jsonb_build_array(jsonb_build_object('photo', e.photo_id))`;
  return db.query(
    `with stories as (
       select $1::text as id union select story_id from filings where to_story = $1 and id = $2
     )
     select s.id as story, array_agg(e.photo_id) as photos from photo_erasures e cross join stories s
     where e.story_id = $1 and e.update_id = $2
       and not exists (select from revisions r where r.story_id = s.id and ${isNamed('r.media')})
       and (s.id = $1 or not exists (
         select from filings f where f.story_id = s.id and ${isNamed("coalesce(f.content->'media', '[]')")}))
     group by s.id`,
    [story, update],
  );
}

/** Whose filing takes a photo along: its sender's, by name where it is not there yet, or whoever's an editor named it in. */
export type TakenBy = { readonly sender: string } | 'its sender' | 'anybody';

/** The story in which an update was placed that names the photo $2 of $1, where nothing of $1 names it; null: none. */
export async function placedWith(
  db: DataSource,
  story: string,
  photo: string,
  by: TakenBy,
): Promise<string | null> {
  const names = (media: string) =>
    `${media} <> '[]' and ${media} @> jsonb_build_array(jsonb_build_object('photo', $2::text))`;
  const [row]: { story: string }[] = await db.query(
    `select f.to_story as story from filings f
     join updates u on u.story_id = f.to_story and u.id = f.id
     join revisions r on r.story_id = u.story_id and r.update_id = u.id and r.revision = u.revision
     where f.story_id = $1 and f.to_story <> $1 and ${names('r.media')}
       and ($4 or f.person = coalesce($3, (select uploaded_by from photos where story_id = $1 and id = $2)))
       and not exists (select from revisions r where r.story_id = $1 and ${names('r.media')})
       and not exists (select from filings f where f.story_id = $1 and ${names("coalesce(f.content->'media', '[]')")})
     limit 1`,
    [story, photo, typeof by === 'string' ? null : by.sender, by === 'anybody'],
  );
  return row?.story ?? null;
}
