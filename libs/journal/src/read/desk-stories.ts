import type { DataSource } from 'typeorm';
import type { DeskStory, ListedDeskStory } from '#contract/desk';

const COLUMNS = `id, view->>'title' as title, view->>'standfirst' as standfirst, view->>'date' as date,
  view->>'timeZone' as "timeZone", view->>'status' as status`;
/** A draft that was refused leaves a row without a view. */
const THERE = 'view is not null';

/** Every story, drafts and archived ones too, the newest day first. For the desk. */
export function readDeskStories(database: DataSource): Promise<ListedDeskStory[]> {
  return database.query(
    `select ${COLUMNS} from stories where ${THERE} order by view->>'date' desc nulls last, id`,
  );
}

/** One story as it is set up, whether or not readers see it. Null: there is none. */
export async function readDeskStory(database: DataSource, story: string): Promise<DeskStory | null> {
  const [row] = await database.query(
    `select view, epoch, head_seq as seq from stories where id = $1 and ${THERE}`,
    [story],
  );
  if (!row) return null;
  return { story: row.view, position: row.seq > 0 ? { epoch: row.epoch, seq: row.seq } : null };
}

/** Whether the desk has a story of this name. */
export async function isAtTheDesk(database: DataSource, story: string): Promise<boolean> {
  const [row] = await database.query(`select 1 from stories where id = $1 and ${THERE}`, [story]);
  return row !== undefined;
}
