import { Controller, Get, Param } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { PreferenceView } from '#contract/decision';
import { readPreferences } from '#journal/read/preference-reader';
import { Does } from '../access/access.guard.js';
import { StoryName } from '../http/names.js';

@Controller('v1/stories/:story/preferences')
export class PreferencesController {
  constructor(private readonly database: DataSource) {}

  /** Whose figures lead where somebody decided that. */
  @Get()
  @Does('preference.read')
  async preferences(
    @Param('story', StoryName) story: string,
  ): Promise<{ preferences: readonly PreferenceView[] }> {
    return { preferences: await readPreferences(this.database, story) };
  }
}
