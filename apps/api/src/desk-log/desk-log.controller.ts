import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { DeskLogPage } from '#contract/desk';
import { CodedError } from '#contract/problems';
import { readDeskLog } from '#desk/desk-log-reader';
import type { Actor } from '#domain/story/command';
import { isAtTheDesk } from '#journal/read/desk-stories';
import { Asking } from '../access/actor.decorator.js';
import { Does } from '../access/access.guard.js';
import { StoryName } from '../http/names.js';
import { malformed, wholeNumber } from '../http/query.js';

const PAGE = 100;
const LARGEST_PAGE = 500;

/** What happened at a story's desk. Reporters are given what concerns what they filed. */
@Controller('v1/stories/:story/desk-log')
export class DeskLogController {
  constructor(private readonly database: DataSource) {}

  @Get()
  @Does('desk_log.read')
  @Header('cache-control', 'no-store')
  async read(
    @Param('story', StoryName) story: string,
    @Query() asked: Readonly<Record<'after' | 'limit', unknown>>,
    @Asking() { name, role }: Actor,
  ): Promise<DeskLogPage> {
    const limit = wholeNumber('limit', asked.limit) ?? PAGE;
    if (limit < 1 || limit > LARGEST_PAGE) throw malformed('limit', `must be 1 to ${LARGEST_PAGE}`);
    const after = wholeNumber('after', asked.after);
    if (!(await isAtTheDesk(this.database, story)))
      throw new CodedError('story_not_found', `There is no story ${story}.`);
    return readDeskLog(this.database, story, {
      ...{ after, limit },
      concerns: role === 'reporter' ? name : undefined,
    });
  }
}
