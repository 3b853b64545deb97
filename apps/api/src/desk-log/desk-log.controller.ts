import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { DeskLogPage } from '#contract/desk';
import { readDeskLog } from '#desk/desk-log-reader';
import type { Actor } from '#domain/story/command';
import { Asking } from '../access/actor.decorator.js';
import { Does } from '../access/access.guard.js';
import { StoryName } from '../http/names.js';
import { malformed, wholeNumber } from '../http/query.js';
import { AtTheDesk } from '../stories/at-the-desk.js';

const PAGE = 100;
const LARGEST_PAGE = 500;

/** What happened at a story's desk. Reporters are given what concerns what they filed, editors for some cities that and what is about those. */
@Controller('v1/stories/:story/desk-log')
export class DeskLogController {
  constructor(
    private readonly database: DataSource,
    private readonly stories: AtTheDesk,
  ) {}

  @Get()
  @Does('desk_log.read')
  @Header('cache-control', 'no-store')
  async read(
    @Param('story', StoryName) story: string,
    @Query() asked: Readonly<Record<'after' | 'limit', unknown>>,
    @Asking() { name, role, cities }: Actor,
  ): Promise<DeskLogPage> {
    const limit = wholeNumber('limit', asked.limit) ?? PAGE;
    if (limit < 1 || limit > LARGEST_PAGE) throw malformed('limit', `must be 1 to ${LARGEST_PAGE}`);
    const after = wholeNumber('after', asked.after);
    await this.stories.has(story);
    return readDeskLog(this.database, story, {
      ...{ after, limit },
      concerns: role === 'reporter' || cities ? name : undefined,
      within: role === 'reporter' ? undefined : (cities ?? undefined),
    });
  }
}
