import type { DataSource } from 'typeorm';
import type { StoryView } from '#contract/story';

/** The story itself as it is now. Null: no such story. */
export async function readStory(database: DataSource, story: string): Promise<StoryView | null> {
  const [row]: { view: StoryView }[] = await database.query(
    'select view from stories where id = $1 and view is not null',
    [story],
  );
  return row?.view ?? null;
}
