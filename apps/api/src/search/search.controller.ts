import { Controller, Get, Header, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import type { FilingView } from '#contract/filing';
import type { Memberships } from '#contract/people';
import type { FoundUpdate, SearchPage } from '#contract/search';
import type { UpdateStatus } from '#contract/update';
import { type Filing, filingView } from '#domain/story/filing';
import { membershipIn } from '#domain/story/membership';
import { readDeskStories } from '#journal/read/desk-stories';
import { catchUpSearch } from '#journal/search/search-index';
import { type SearchQuery, searchUpdates } from '#journal/search/search-reader';
import {
  searchWaiting,
  WAITING_STATES,
  type WaitingQuery,
  type WaitingState,
} from '#journal/search/waiting-reader';
import { AskingSession } from '../access/actor.decorator.js';
import { Does } from '../access/access.guard.js';
import type { Session } from '../access/token-session.js';
import { isWithin } from '../filings/filings-page.js';
import { StoryName } from '../http/names.js';
import { AtTheDesk } from '../stories/at-the-desk.js';
import { type AskedSearch, olderAddress, searchQuery } from './search-form.js';

interface Place {
  readonly path: string;
  /** Null: every story. */
  readonly stories: readonly string[] | null;
}

type State = ReturnType<typeof searchQuery>['state'];
const isOfFilings = (state: State): state is WaitingState => WAITING_STATES.some((name) => name === state);
const isOfUpdates = (state: State): state is UpdateStatus => state !== undefined && !isOfFilings(state);

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
    who: Session,
    reply: FastifyReply,
  ): Promise<SearchPage> {
    const { state, ...query } = searchQuery(asked);
    const seenBy = who.role === 'reporter' ? who.name : undefined;
    const wanted = { ...query, stories, seenBy, within: citiesIn(stories ?? [], who.memberships) };
    const waiting = isOfUpdates(state) || query.before ? [] : await this.waiting({ ...wanted, state }, who);
    const read = isOfFilings(state) ? [] : await this.filed({ ...wanted, state, limit: query.limit + 1 });
    const updates = read.slice(0, query.limit);
    const last = updates.at(-1);
    const older = last && read.length > query.limit ? olderAddress(path, asked, last) : null;
    if (older) void reply.header('link', `<${older}>; rel="next"`);
    return { updates, waiting, older };
  }

  private async filed(query: SearchQuery): Promise<FoundUpdate[]> {
    if (query.words !== undefined) await this.catchUp(query.stories);
    return searchUpdates(this.database, query);
  }

  private async waiting(query: WaitingQuery, { name, role, memberships }: Session): Promise<FilingView[]> {
    const found = await searchWaiting(this.database, query);
    const isTheirs = (filing: Filing) => {
      const membership = membershipIn(memberships, filing.story);
      return membership !== undefined && isWithin({ name, role, ...membership }, filing);
    };
    return found.filter(isTheirs).map(filingView);
  }

  private async catchUp(stories: readonly string[] | null): Promise<void> {
    for (const story of stories ?? [null]) await catchUpSearch(this.database, story);
  }
}

/** By story, where somebody is for some cities only. */
function citiesIn(stories: readonly string[], memberships: Memberships): Record<string, readonly string[]> {
  const entries = stories.flatMap((story): [string, readonly string[]][] => {
    const cities = membershipIn(memberships, story)?.cities;
    return cities ? [[story, cities]] : [];
  });
  return Object.fromEntries(entries);
}
