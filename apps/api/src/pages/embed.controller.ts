import { Controller, Get, Param, Query, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { PROBLEMS } from '#contract/problems';
import { renderEmbedPage } from '#pages/embed-page';
import { Does } from '../access/access.guard.js';
import { StoryName } from '../http/names.js';
import { knownProblem } from '../http/problem.filter.js';
import { CityFilter } from '../http/query.js';
import { Snapshots } from '../stories/snapshots.js';
import { Backgrounds } from './backgrounds.js';
import { builtAssets } from './page-files.js';
import { embedPageHeaders } from './page-headers.js';
import { speechOf } from './page-language.js';
import { PageProblemFilter } from './page-problem.filter.js';

const CACHE = 'public, max-age=0, s-maxage=1, stale-while-revalidate=1';
/** The stable address leads to the newest build: so long until every page has it. */
const FILE_CACHE = 'public, max-age=300';
const THEMES = ['light', 'dark'] as const;

/** What other sites show of a story: the file with the elements, and a page for an iframe. */
@Controller('embed')
@UseFilters(PageProblemFilter)
export class EmbedController {
  private readonly assets = builtAssets('src/embed.ts');

  constructor(
    private readonly snapshots: Snapshots,
    private readonly backgrounds: Backgrounds,
  ) {}

  /** `v1`: elements and attributes stay as they are; what would break a page of elsewhere gets another number. */
  @Get('v1.js')
  @Does('page.read')
  file(@Res() reply: FastifyReply): void {
    void reply
      .status(302)
      .header('location', this.assets.script)
      .header('access-control-allow-origin', '*')
      .header('cache-control', FILE_CACHE)
      .send('');
  }

  @Get(':story')
  @Does('page.read')
  async page(
    @Param('story', StoryName) story: string,
    @Query('city', CityFilter) city: string | undefined,
    @Query() { theme, lang }: Readonly<Record<'theme' | 'lang', unknown>>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { words } = speechOf(lang);
    const status = await this.statusOf(story, city);
    const html = renderEmbedPage({
      ...{ story, city, words, assets: this.assets },
      theme: THEMES.find((known) => known === theme),
      gateway: process.env['GATEWAY_URL'],
    });
    const cache = status === 200 ? CACHE : 'no-store';
    void embedPageHeaders(reply).status(status).header('cache-control', cache).send(html);
  }

  /** Whose figures lead, and why totals last changed: what elements need beside the stream. */
  @Get(':story/background')
  @Does('page.read')
  async background(
    @Param('story', StoryName) story: string,
    @Query('city', CityFilter) city: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    void reply.header('access-control-allow-origin', '*'); // of a refusal too: the page that asks is another site's
    const { snapshot } = await this.snapshots.get(story, city);
    const { background } = await this.backgrounds.get(snapshot, city);
    void reply
      .header('cache-control', CACHE)
      .header('content-type', 'application/json; charset=utf-8')
      .send(JSON.stringify(background));
  }

  /** Where there is nothing to show, the element says so: another page of ours could not be looked at in a frame. */
  private async statusOf(story: string, city: string | undefined): Promise<number> {
    try {
      await this.snapshots.get(story, city);
      return 200;
    } catch (error) {
      const known = knownProblem(error);
      if (!known) throw error;
      return PROBLEMS[known.code].status === 503 ? 503 : 404;
    }
  }
}
