import { Controller, Get, Param, Query, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LIMITS } from '#contract/limits';
import { JournalReader } from '#journal/read/journal-reader';
import { renderStoriesPage } from '#pages/stories-page';
import { pageHref } from '#pages/links';
import { renderStoryPage } from '#pages/story-page';
import { Does } from '../access/access.guard.js';
import { sendShared } from '../http/cached.js';
import { StoryName } from '../http/names.js';
import { originOf } from '../http/origin.js';
import { CityFilter } from '../http/query.js';
import { Snapshots } from '../stories/snapshots.js';
import { StoryList } from '../stories/story-list.js';
import { type PageQuery, readTimelinePage } from '../updates/timeline-page.js';
import { builtAssets } from './page-files.js';
import { HTML_TYPE, pageHeaders } from './page-headers.js';
import { PageProblemFilter } from './page-problem.filter.js';
import { StoryPages } from './story-pages.js';

const CACHE = 'public, max-age=0, s-maxage=1, stale-while-revalidate=1';

@Controller()
@UseFilters(PageProblemFilter)
export class PagesController {
  private readonly assets = builtAssets();

  constructor(
    private readonly pages: StoryPages,
    private readonly snapshots: Snapshots,
    private readonly reader: JournalReader,
    private readonly list: StoryList,
  ) {}

  @Get()
  @Does('page.read')
  async stories(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const stories = await this.list.get();
    const html = renderStoriesPage({ stories, origin: originOf(request), assets: this.assets });
    void pageHeaders(reply).header('cache-control', CACHE).send(html);
  }

  /** The reader page; with `before` or `after` a page further down the timeline, which does not go live. */
  @Get('stories/:story')
  @Does('page.read')
  async story(
    @Param('story', StoryName) story: string,
    @Query('city', CityFilter) city: string | undefined,
    @Query() query: PageQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const page = { cache: CACHE, type: HTML_TYPE };
    const origin = originOf(request);
    if (query.before === undefined && query.after === undefined)
      return sendShared(request, pageHeaders(reply), await this.pages.page({ story, city, origin }), page);
    const html = await this.furtherPage({ story, city, origin }, query);
    void pageHeaders(reply).header('cache-control', CACHE).send(html);
  }

  private async furtherPage(
    place: { story: string; city: string | undefined; origin: string },
    query: PageQuery,
  ): Promise<string> {
    const { story, city, origin } = place;
    const { snapshot } = await this.snapshots.get(story, city);
    const asked = { ...query, limit: String(LIMITS.firstUpdates) };
    const { updates, newer, older } = await readTimelinePage(this.reader, story, { query: asked, city });
    const href = (address: string | null) => (address === null ? undefined : pageHref(story, address));
    const page = { updates, newerHref: href(newer), olderHref: href(older) };
    return renderStoryPage({ snapshot, city, origin, assets: this.assets, page });
  }
}
