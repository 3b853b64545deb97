import type { DataSource, EntityManager } from 'typeorm';

/** Events in one step: their revisions are held against erasure meanwhile, for some tens of milliseconds. */
const AT_ONCE = 500;

/** `russian` stems what is written in Latin letters as English: one configuration for texts in either, and in both. */
const CONFIGURATION = 'russian';
export const WORDS_OF = (text: string): string => `to_tsvector('${CONFIGURATION}', ${text})`;
/** Each word as a beginning: Russian stems of one word may differ by a letter (`вокзал` is `вокза`, `вокзалу` is `вокзал`). */
export const QUERY_OF = (text: string): string =>
  `regexp_replace(websearch_to_tsquery('${CONFIGURATION}', ${text})::text, '''(?=$|[ )])', ''':*', 'g')::tsquery`;

/** Brings what can be searched up to what is recorded: of one story, or of all. */
export async function catchUpSearch(database: DataSource, story: string | null): Promise<void> {
  const behind: { id: string }[] = await database.query(
    `select s.id from stories s left join search_marks m on m.story_id = s.id
     where s.head_seq > coalesce(m.seq, 0) and ($1::text is null or s.id = $1)`,
    [story],
  );
  for (const { id } of behind) while (await database.transaction((tx) => step(tx, id)));
}

/** Whether there is more. Who comes at the same time waits here, and finds it done. */
async function step(tx: EntityManager, story: string): Promise<boolean> {
  await tx.query('insert into search_marks (story_id, seq) values ($1, 0) on conflict do nothing', [story]);
  const [mark]: { seq: number }[] = await tx.query(
    'select seq from search_marks where story_id = $1 for update',
    [story],
  );
  const [last]: { seq: number | null; updates: string[] }[] = await tx.query(
    `select max(seq) as seq, coalesce(array_agg(distinct update_id) filter (where update_id is not null), '{}') as updates
     from (select seq, update_id from events where story_id = $1 and seq > $2 order by seq limit ${AT_ONCE}) as next`,
    [story, mark?.seq ?? 0],
  );
  if (!last?.seq) return false;
  await index(tx, story, last.updates);
  await tx.query('update search_marks set seq = $2 where story_id = $1', [story, last.seq]);
  return true;
}

/** The rows are held: an erasure is either seen here, or finds what is written here and takes it out. */
async function index(tx: EntityManager, story: string, updates: readonly string[]): Promise<void> {
  await tx.query(
    `with newest as materialized (
       select r.update_id, r.headline, r.text from unnest($2::text[]) as wanted(id)
       cross join lateral (
         select * from revisions r where r.story_id = $1 and r.update_id = wanted.id and r.status = 'published'
         order by r.revision desc limit 1 for share
       ) r
     )
     insert into search_words (story_id, update_id, words)
     select $1, update_id, case when text is not null
       then ${WORDS_OF(`coalesce(headline, '') || ' ' || text`)} end from newest
     on conflict (story_id, update_id) do update set words = excluded.words`,
    [story, updates],
  );
}
