import type { DataSource } from 'typeorm';

/** Who filed or corrected anything in the story, and whose filings wait there: names as they signed. Looks through all. */
export async function readAuthors(database: DataSource, story: string): Promise<string[]> {
  const rows: { name: string }[] = await database.query(
    `select author as name from revisions where story_id = $1
     union select person from filings where story_id = $1 order by name`,
    [story],
  );
  return rows.map(({ name }) => name);
}
