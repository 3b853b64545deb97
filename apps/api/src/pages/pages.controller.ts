import { Controller, Get, Param, Query, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LIMITS } from '#contract/limits';
import { CodedError } from '#contract/problems';
import { JournalReader } from '#journal/read/journal-reader';
import { readFiled } from '#journal/read/update-reader';
import { entryId, pageHref, storyHref } from '#pages/links';
import { renderStoriesPage } from '#pages/stories-page';
import { renderStoryPage } from '#pages/story-page';
import { Does } from '../access/access.guard.js';
import { sendShared } from '../http/cached.js';
import { StoryName, UpdateName } from '../http/names.js';
import { originOf } from '../http/origin.js';
import { CityFilter } from '../http/query.js';
import { Snapshots } from '../stories/snapshots.js';
import { StoryList } from '../stories/story-list.js';
import { type PageQuery, readTimelinePage } from '../updates/timeline-page.js';
import { HTML_TYPE, pageHeaders } from './page-headers.js';
import { speechOf } from './page-language.js';
import { PageProblemFilter } from './page-problem.filter.js';
import { type AskedPage, StoryPages } from './story-pages.js';

const CACHE = 'public, max-age=0, s-maxage=1, stale-while-revalidate=1';
/** Every open page may ask for a chart after each change of a total: caches answer most of them. */
const CHART_CACHE = 'public, max-age=10, s-maxage=20, stale-while-revalidate=60';

type StoryQuery = PageQuery & Readonly<Record<'city' | 'lang' | 'update', unknown>>;

@Controller()
@UseFilters(PageProblemFilter)
export class PagesController {
  constructor(
    private readonly pages: StoryPages,
    private readonly snapshots: Snapshots,
    private readonly reader: JournalReader,
    private readonly list: StoryList,
  ) {}

  @Get()
  @Does('page.read')
  async stories(
    @Query('lang') lang: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const speech = speechOf(lang);
    const stories = await this.list.get();
    const assets = this.pages.assets[speech.words.language];
    const html = renderStoriesPage({ stories, origin: originOf(request), assets }, speech);
    void pageHeaders(reply).header('cache-control', CACHE).send(html);
  }

  /** The reader page. A form without JavaScript sends the city as a field: it is led to the city's page. */
  @Get('stories/:story')
  @Does('page.read')
  async story(
    @Param('story', StoryName) story: string,
    @Query() query: StoryQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (!query.city) return this.send({ story, city: undefined }, query, request, reply);
    const city = CityFilter.transform(query.city);
    return this.lead(reply, storyHref(story, { ...wayOf(query), city }));
  }

  @Get('stories/:story/:city')
  @Does('page.read')
  async city(
    @Param('story', StoryName) story: string,
    @Param('city', CityFilter) city: string,
    @Query() query: StoryQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.send({ story, city }, query, request, reply);
  }

  /** The step chart of a page, for those that are open while its total changes. */
  @Get('charts/:story')
  @Does('page.read')
  async chart(
    @Param('story', StoryName) story: string,
    @Query('city', CityFilter) city: string | undefined,
    @Query('lang') lang: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const html = await this.pages.chart({ story, city, speech: speechOf(lang) });
    void pageHeaders(reply).header('cache-control', CHART_CACHE).send(html);
  }

  /** The newest updates; or, by `before`, `after` or the `update` that is looked for, a page that does not go live. */
  private async send(
    place: Pick<AskedPage, 'story' | 'city'>,
    query: StoryQuery,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    const speech = speechOf(query.lang);
    const asked = { ...place, keyEvents: query.keyEvents === 'true', origin: originOf(request), speech };
    const isFurther = query.before !== undefined || query.after !== undefined;
    const found = isFurther ? null : await this.placeOf(asked, query.update);
    if (found) return this.lead(reply, found);
    if (!isFurther) {
      const page = { cache: CACHE, type: HTML_TYPE };
      return sendShared(request, pageHeaders(reply), await this.pages.page(asked), page);
    }
    void pageHeaders(reply)
      .header('cache-control', CACHE)
      .send(await this.furtherPage(asked, query));
  }

  /** Where an update is that the first page does not hold. Throws CodedError `update_not_found`. */
  private async placeOf({ story, city, speech }: AskedPage, asked: unknown): Promise<string | null> {
    if (typeof asked !== 'string') return null;
    const id = UpdateName.transform(asked);
    const { snapshot } = await this.snapshots.get(story, city);
    if (snapshot.updates.some((update) => update.id === id)) return null;
    const filed = await this.reader.atOneMoment((tx) => readFiled(tx, story, id));
    if (!filed) throw new CodedError('update_not_found', 'There is no such update in this live blog.');
    const { occurredAt, firstSeq } = filed.head;
    const before = `${occurredAt}_${firstSeq + 1}`;
    return `${storyHref(story, { before, lang: speech.lang })}#${entryId(id)}`;
  }

  private lead(reply: FastifyReply, location: string): void {
    void pageHeaders(reply).status(302).header('cache-control', CACHE).header('location', location).send('');
  }

  private async furtherPage(asked: AskedPage, query: StoryQuery): Promise<string> {
    const { story, city, origin, speech, keyEvents } = asked;
    const { snapshot } = await this.snapshots.get(story, city);
    const { before, after } = query;
    const limit = String(LIMITS.firstUpdates);
    const found = await readTimelinePage(this.reader, story, {
      query: { before, after, limit, keyEvents: keyEvents ? 'true' : undefined },
      city,
    });
    const href = (address: string | null) =>
      address === null ? undefined : pageHref(story, address, speech.lang);
    const page = { updates: found.updates, newerHref: href(found.newer), olderHref: href(found.older) };
    const assets = this.pages.assets[speech.words.language];
    return renderStoryPage({ snapshot, city, origin, assets, page, now: Date.now() }, speech);
  }
}

function wayOf({ lang, keyEvents, before, after, update }: StoryQuery) {
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
  return {
    ...{ lang: text(lang), before: text(before), after: text(after), update: text(update) },
    keyEvents: keyEvents === 'true' ? ('true' as const) : undefined,
  };
}
