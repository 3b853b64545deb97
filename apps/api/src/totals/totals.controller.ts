import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CodedError } from '#contract/problems';
import { toInstant } from '#domain/figures/instant';
import { JournalReader } from '#journal/read/journal-reader';
import { readTotalHistory, seqAt, type TotalHistoryEntry, totalsStateAt } from '#journal/read/totals-reader';
import { Journal } from '#journal/journal';
import { Does } from '../access/access.guard.js';
import { sendCached } from '../http/cached.js';
import { MetricName, StoryName } from '../http/names.js';
import { CityFilter, malformed, unknownCity, wholeNumber } from '../http/query.js';
import { Positions } from '../stories/positions.js';

@Controller('v1/stories/:story/totals')
export class TotalsController {
  constructor(
    private readonly positions: Positions,
    private readonly reader: JournalReader,
    private readonly journal: Journal,
  ) {}

  /** The whole state of the figures now, or exactly as it was at `seq`. `at` leads to the last `seq` shown by then. */
  @Get()
  @Does('story.read')
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
    const state = await this.reader.atOneMoment((tx) => totalsStateAt(tx, story, seq));
    sendCached(request, reply, {
      body: JSON.stringify(state),
      etag: `W/"${epoch}.${seq}.totals"`,
      cache: 'public, max-age=0, s-maxage=1, stale-while-revalidate=1',
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

  /** Every change of a metric's total, or of one city's, with its cause, and the updates that count now. */
  @Get(':metric/history')
  @Does('story.read')
  async history(
    @Param('story', StoryName) story: string,
    @Param('metric', MetricName) metric: string,
    @Query('city', CityFilter) city: string | undefined,
  ): Promise<{ metric: string; city: string | null; changes: TotalHistoryEntry[]; counting: string[] }> {
    await this.positions.current(story); // a name that nobody opened takes no place among the stories in memory
    const state = await this.journal.state(story);
    if (!state?.view) throw new CodedError('story_not_found', `There is no story ${story}.`);
    if (!Object.hasOwn(state.rules.metrics, metric))
      throw new CodedError('unknown_metric', `The story has no metric ${metric}.`);
    if (city !== undefined && !state.rules.cities.has(city)) throw unknownCity(story, city);
    const changes = await this.reader.atOneMoment((tx) => readTotalHistory(tx, story, metric, city));
    return { metric, city: city ?? null, changes, counting: state.totals.counting(metric, city ?? null) };
  }
}
