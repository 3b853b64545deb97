import { Controller, Get, Param, Query, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CodedError } from '#contract/problems';
import { JournalReader } from '#journal/read/journal-reader';
import { readUpdates } from '#journal/read/update-reader';
import { renderFigurePage } from '#pages/figure-page';
import { figureHref } from '#pages/links';
import { isShown, shownToReaders } from '#pages/shown-metrics';
import { stepLines } from '#pages/steps';
import { Does } from '../access/access.guard.js';
import { Costly } from '../access/limits.js';
import { MetricName, StoryName } from '../http/names.js';
import { originOf } from '../http/origin.js';
import { CityFilter, wholeNumber } from '../http/query.js';
import { Snapshots } from '../stories/snapshots.js';
import { TotalHistories } from '../totals/total-histories.js';
import { Backgrounds } from './backgrounds.js';
import { pageHeaders } from './page-headers.js';
import { speechOf } from './page-language.js';
import { PageProblemFilter } from './page-problem.filter.js';
import { drawnChart, StoryPages } from './story-pages.js';

const CACHE = 'public, max-age=0, s-maxage=5, stale-while-revalidate=10';
const CHANGES = 200;
const MOST_COUNTING = 200;

interface Place {
  readonly story: string;
  readonly metric: string;
  readonly city: string | undefined;
}
type FigureQuery = Readonly<Record<'lang' | 'before', unknown>>;

/** Where a total comes from: one tap from the number, without JavaScript. */
@Controller('stories/:story/figures/:metric')
@UseFilters(PageProblemFilter)
export class FigurePagesController {
  constructor(
    private readonly pages: StoryPages,
    private readonly snapshots: Snapshots,
    private readonly histories: TotalHistories,
    private readonly backgrounds: Backgrounds,
    private readonly reader: JournalReader,
  ) {}

  @Get()
  @Does('page.read')
  @Costly()
  async figure(
    @Param('story', StoryName) story: string,
    @Param('metric', MetricName) metric: string,
    @Query() query: FigureQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.send({ story, metric, city: undefined }, query, request, reply);
  }

  @Get(':city')
  @Does('page.read')
  @Costly()
  async inCity(
    @Param('story', StoryName) story: string,
    @Param('metric', MetricName) metric: string,
    @Param('city', CityFilter) city: string,
    @Query() query: FigureQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.send({ story, metric, city }, query, request, reply);
  }

  private async send(
    place: Place,
    { lang, before: below }: FigureQuery,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    const { story, metric, city } = place;
    const speech = speechOf(lang);
    const before = wholeNumber('before', below);
    const { snapshot } = await this.snapshots.get(story, city);
    if (!isShown(snapshot.story, metric))
      throw new CodedError('unknown_metric', `The story has no metric ${metric}.`);
    const { history } = await this.histories.page(story, { metric, city, before, limit: CHANGES });
    const changes = shownToReaders(history.changes, snapshot.story, metric);
    const counting = await this.reader.atOneMoment((tx) =>
      readUpdates(tx, story, history.counting.slice(-MOST_COUNTING)),
    );
    const older = changes[0] && history.older ? String(changes[0].seq) : undefined;
    const { background } = await this.backgrounds.get(snapshot, city);
    const chart = drawnChart(snapshot.story, { drawn: { metric, lines: stepLines(changes) } }, speech);
    const html = renderFigurePage(
      {
        ...{ snapshot, metric, city, changes, counting, background, chart },
        ...{ origin: originOf(request), assets: this.pages.assets[speech.words.language], now: Date.now() },
        olderHref: older && figureHref(story, metric, { city, lang: speech.lang, before: older }),
      },
      speech,
    );
    void pageHeaders(reply).header('cache-control', CACHE).send(html);
  }
}
