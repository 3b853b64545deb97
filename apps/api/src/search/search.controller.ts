import { Controller, Get, Header, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import type { Memberships, Role } from '#contract/people';
import type { SearchPage } from '#contract/search';
import { membershipIn } from '#domain/story/membership';
import { readDeskStories } from '#journal/read/desk-stories';
import { catchUpSearch } from '#journal/search/search-index';
import { searchUpdates } from '#journal/search/search-reader';
import { AskingSession } from '../access/actor.decorator.js';
import { Does } from '../access/access.guard.js';
import type { Session } from '../access/token-session.js';
import { StoryName } from '../http/names.js';
import { AtTheDesk } from '../stories/at-the-desk.js';
import { type AskedSearch, olderAddress, searchQuery } from './search-form.js';

interface Place {
  readonly path: string;
  /** Null: every story. */
  readonly stories: readonly string[] | null;
}

/** What the desk filed, found again. Reporters find what readers see, and what they filed themselves. */
@Controller('v1')
export class SearchController {
  constructor(
    private readonly database: DataSource,
    private readonly stories: AtTheDesk,
  ) {}

  @Get('stories/:story/search')
  @Does('update.search')
  @Header('cache-control', 'no-store')
  async inStory(
    @Param('story', StoryName) story: string,
    @Query() asked: AskedSearch,
    @AskingSession() who: Session,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SearchPage> {
    await this.stories.has(story);
    return this.search({ path: `/v1/stories/${story}/search`, stories: [story] }, asked, who, reply);
  }

  /** In all stories that the asker works in. */
  @Get('search')
  @Does('search.everywhere')
  @Header('cache-control', 'no-store')
  async everywhere(
    @Query() asked: AskedSearch,
    @AskingSession() who: Session,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SearchPage> {
    const stories = await this.storiesOf(who.memberships);
    return this.search({ path: '/v1/search', stories }, asked, who, reply);
  }

  private async storiesOf(memberships: Memberships): Promise<string[] | null> {
    if (memberships === null) return null;
    const all = await readDeskStories(this.database);
    return all.flatMap(({ id }) => (membershipIn(memberships, id) ? id : []));
  }

  private async search(
    { path, stories }: Place,
    asked: AskedSearch,
    { name, role }: { name: string; role: Role },
    reply: FastifyReply,
  ): Promise<SearchPage> {
    const query = searchQuery(asked);
    const seenBy = role === 'reporter' ? name : undefined;
    if (query.words !== undefined) await this.catchUp(stories);
    const wanted = { ...query, stories, seenBy, limit: query.limit + 1 };
    const read = await searchUpdates(this.database, wanted);
    const updates = read.slice(0, query.limit);
    const last = updates.at(-1);
    const older = last && read.length > query.limit ? olderAddress(path, asked, last) : null;
    if (older) void reply.header('link', `<${older}>; rel="next"`);
    return { updates, older };
  }

  private async catchUp(stories: readonly string[] | null): Promise<void> {
    for (const story of stories ?? [null]) await catchUpSearch(this.database, story);
  }
}
