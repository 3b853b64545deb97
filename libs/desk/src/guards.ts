import type { DataSource } from 'typeorm';
import { type GuardSettings, NO_SETTINGS } from '#contract/guard';

/** What guards a story's figures. Null: there is no such story. */
export async function readGuard(database: DataSource, story: string): Promise<GuardSettings | null> {
  const [row]: { settings: GuardSettings | null }[] = await database.query(
    'select settings from stories left join guards on story_id = id where id = $1 and view is not null',
    [story],
  );
  return row ? (row.settings ?? NO_SETTINGS) : null;
}
