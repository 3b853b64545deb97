import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CodedError } from '#contract/problems';
import { JournalReader } from '#journal/read/journal-reader';
import { readUpdate } from '#journal/read/update-history';
import { Does } from '../access/access.guard.js';
import { Costly } from '../access/limits.js';
import { sendCached } from '../http/cached.js';
import { StoryName, UpdateName } from '../http/names.js';
import { CityFilter } from '../http/query.js';
import { Positions } from '../stories/positions.js';
import { type PageQuery, readTimelinePage } from './timeline-page.js';

const CACHE = 'public, max-age=0, s-maxage=1, must-revalidate';

@Controller('v1/stories/:story/updates')
export class ReadUpdatesController {
  constructor(
    private readonly positions: Positions,
    private readonly reader: JournalReader,
  ) {}

  @Get()
  @Does('update.read')
  @Costly()
  async page(
    @Param('story', StoryName) story: string,
    @Query('city', CityFilter) city: string | undefined,
    @Query() query: PageQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { epoch, seq } = await this.positions.current(story);
    const page = await readTimelinePage(this.reader, story, { query, city });
    const links = [
      page.newer && `<${page.newer}>; rel="prev"`,
      page.older && `<${page.older}>; rel="next"`,
    ].filter(Boolean);
    if (links.length) void reply.header('link', links.join(', '));
    sendCached(request, reply, { body: JSON.stringify(page), etag: `W/"${epoch}.${seq}"`, cache: CACHE });
  }

  /** An update with its revisions, newest first; revisions that were withdrawn say only that they were. */
  @Get(':id')
  @Does('update.read')
  @Costly()
  async one(
    @Param('story', StoryName) story: string,
    @Param('id', UpdateName) id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { epoch, seq } = await this.positions.current(story);
    const found = await this.reader.atOneMoment((tx) => readUpdate(tx, story, id));
    if (!found) throw new CodedError('update_not_found', `There is no update ${id} in story ${story}.`);
    // An older revision that arrives late takes no number, and is one more to read.
    const etag = `W/"${epoch}.${seq}.${found.revisions.length}"`;
    sendCached(request, reply, { body: JSON.stringify(found), etag, cache: CACHE });
  }
}
