import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CodedError } from '#contract/problems';
import { toInstant } from '#domain/figures/instant';
import { versionOf } from '#domain/story/version';
import { shownState } from '#domain/totals/shown-sums';
import { JournalReader } from '#journal/read/journal-reader';
import { readPresentation } from '#journal/read/presentation-reader';
import { seqAt, totalsStateAt } from '#journal/read/totals-reader';
import { Does } from '../access/access.guard.js';
import { Costly } from '../access/limits.js';
import { sendCached } from '../http/cached.js';
import { MetricName, StoryName } from '../http/names.js';
import { CityFilter, malformed, wholeNumber } from '../http/query.js';
import { Positions } from '../stories/positions.js';
import { TotalHistories } from './total-histories.js';

const CACHE = 'public, max-age=0, s-maxage=1, stale-while-revalidate=1';
const LARGEST_PAGE = 500;

@Controller('v1/stories/:story/totals')
export class TotalsController {
  constructor(
    private readonly positions: Positions,
    private readonly reader: JournalReader,
    private readonly histories: TotalHistories,
  ) {}

  /** The whole state of the figures now, or exactly as it was at `seq`. `at` leads to the last `seq` shown by then. */
  @Get()
  @Does('story.read')
  @Costly()
  async totals(
    @Param('story', StoryName) story: string,
    @Query('at') at: string | undefined,
    @Query('seq') seqText: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const asked = wholeNumber('seq', seqText);
    const { epoch, seq: head } = await this.positions.reaching(story, asked ?? 0);
    if (at !== undefined) return this.leadToSeq(story, at, reply);
    const seq = asked ?? head;
    if (seq > head) throw new CodedError('position_ahead', `The story is at ${head}; it has no ${seq} yet.`);
    const { state, presentation } = await this.reader.atOneMoment(async (tx) => ({
      state: await totalsStateAt(tx, story, seq),
      presentation: await readPresentation(tx, story),
    }));
    const shown = presentation ? `.${versionOf(presentation)}` : '';
    sendCached(request, reply, {
      body: JSON.stringify(shownState(state, presentation)),
      etag: `W/"${epoch}.${seq}.totals${shown}"`,
      cache: CACHE,
    });
  }

  private async leadToSeq(story: string, at: string, reply: FastifyReply): Promise<void> {
    const instant = toInstant(at);
    if (instant === null) throw malformed('at', 'must be an instant with an offset, as 2021-01-23T14:04:30Z');
    const seq = await this.reader.atOneMoment((tx) => seqAt(tx, story, instant));
    void reply
      .status(302)
      .header('location', `/v1/stories/${story}/totals?seq=${seq}`)
      .header('cache-control', 'no-cache')
      .send();
  }

  /**
   * The newest changes of a metric's total, or of one city's, oldest first, each with its cause; and the updates that
   * count now. `before` goes on below a page, `older` is the address of that; `limit` is 1 to 500.
   */
  @Get(':metric/history')
  @Does('story.read')
  @Costly()
  async history(
    @Param('story', StoryName) story: string,
    @Param('metric', MetricName) metric: string,
    @Query('city', CityFilter) city: string | undefined,
    @Query() { before, limit }: Readonly<Record<'before' | 'limit', unknown>>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const size = wholeNumber('limit', limit) ?? LARGEST_PAGE;
    if (size < 1 || size > LARGEST_PAGE) throw malformed('limit', `must be 1 to ${LARGEST_PAGE}`);
    const asked = { metric, city, before: wholeNumber('before', before), limit: size };
    const { position, history } = await this.histories.page(story, asked);
    sendCached(request, reply, {
      body: JSON.stringify(history),
      etag: `W/"${position.epoch}.${position.seq}.history"`,
      cache: CACHE,
    });
  }
}
