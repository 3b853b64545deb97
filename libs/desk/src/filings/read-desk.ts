import type { PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import { type DeskSettings, type DeskSettingsView, NO_DESK_SETTINGS } from '#contract/filing';
import { CodedError } from '#contract/problems';

/** How a story's desk works, and the ids of all that was ever filed there and did not go straight to readers. */
export async function readDesk(
  tx: PoolClient,
  story: string,
): Promise<{ desk: DeskSettingsView; filed: Set<string> }> {
  const { rows } = await tx.query(
    `select (select jsonb_build_object('version', version, 'settings', settings) from desk_settings where story_id = $1) as desk,
       (select coalesce(jsonb_agg(id), '[]') from filings where story_id = $1 and received_at <> '') as filed`,
    [story],
  );
  const { desk, filed } = rows[0];
  return {
    desk: desk ? { ...desk.settings, version: desk.version } : NO_DESK_SETTINGS,
    filed: new Set(filed),
  };
}

/** Throws CodedError `story_not_found`. */
export async function readSettings(database: DataSource, story: string): Promise<DeskSettingsView> {
  const [row]: { version: number | null; settings: DeskSettings }[] = await database.query(
    `select desk_settings.version, settings from stories left join desk_settings on story_id = stories.id
     where stories.id = $1 and view is not null`,
    [story],
  );
  if (!row) throw new CodedError('story_not_found', `There is no story ${story}; an editor can open it.`);
  const { version, settings } = row;
  return version === null ? NO_DESK_SETTINGS : { ...settings, version };
}
