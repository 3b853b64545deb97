import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { EventRange, Frame } from '#contract/follow';
import { LIMITS } from '#contract/limits';
import { CodedError } from '#contract/problems';
import { isToFetch, sentForm } from '#contract/sent-form';
import type { Position } from '#contract/snapshot';
import type { TotalsPatch } from '#contract/totals';
import { type JournalEvent, type JournalRange, JournalReader } from '#journal/read/journal-reader';
import { Does } from '../access/access.guard.js';
import { Costly } from '../access/limits.js';
import { sendCached } from '../http/cached.js';
import { StoryName } from '../http/names.js';
import { malformed, wholeNumber } from '../http/query.js';
import { Positions } from '../stories/positions.js';

type RangeQuery = Readonly<Record<'epoch' | 'from' | 'to' | 'after', unknown>>;

type Range = Omit<JournalRange, 'head'> & { readonly head: Position };

/** What happened, by number. Numbers never change; bodies may be withheld later, so a range is always asked for again. */
@Controller('v1/stories/:story/events')
export class EventsController {
  constructor(
    private readonly positions: Positions,
    private readonly reader: JournalReader,
  ) {}

  @Get()
  @Does('story.read')
  @Costly()
  async range(
    @Param('story', StoryName) story: string,
    @Query() query: RangeQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { head, from, to, events } = await this.read(story, query);
    const frame = frameOf(head.epoch, { from, to }, events);
    const range: EventRange = { frame, totals: events.map(totalsOf), head: head.seq };
    sendCached(request, reply, {
      body: JSON.stringify(range),
      etag: `"${head.epoch}:${from}-${to}:r${lastWithholding(events)}:h${head.seq}"`,
      cache: 'public, max-age=0, s-maxage=1, must-revalidate',
    });
  }

  /** Only the journal says what is ahead, or of another epoch: Redis may have lost its last seconds. */
  private async read(story: string, query: RangeQuery): Promise<Range> {
    const here = await this.positions.current(story);
    if (query.after === `${here.seq}` && (query.epoch ?? here.epoch) === here.epoch)
      return { head: here, from: here.seq + 1, to: here.seq, events: [] }; // most polls end here
    const range = await this.reader.range(story, (head) => bounds(query, head));
    if (!range) throw new CodedError('story_not_found', `There is no story ${story}.`);
    this.positions.reached(story, range.head);
    return range;
  }
}

function bounds(query: RangeQuery, head: Position): { from: number; to: number } {
  if (query.epoch !== undefined && query.epoch !== head.epoch)
    throw new CodedError(
      'other_epoch',
      'The position is of another epoch. Take a snapshot and follow from there.',
    );
  const after = wholeNumber('after', query.after);
  const from = after === undefined ? wholeNumber('from', query.from) : after + 1;
  if (from === undefined || from < 1) throw malformed('from', 'must be 1 or more, or give after');
  if (from > head.seq + 1)
    throw new CodedError(
      'position_ahead',
      `The story is at ${head.seq}. Take a snapshot and follow from there.`,
    );
  const last = Math.min(head.seq, from + LIMITS.resumeEvents - 1);
  const to = after === undefined ? wholeNumber('to', query.to) : last;
  if (to === undefined) throw malformed('to', 'must be a number, or give after instead');
  if (after === undefined && to < from) throw malformed('to', 'must not be below from');
  if (to - from >= LIMITS.resumeEvents)
    throw new CodedError(
      'position_too_old',
      `A range holds at most ${LIMITS.resumeEvents} events. Take a snapshot, or ask in parts.`,
    );
  return { from, to: Math.min(to, head.seq) };
}

function frameOf(
  epoch: string,
  { from, to }: { from: number; to: number },
  events: readonly JournalEvent[],
): Frame {
  const patch: TotalsPatch = Object.assign({}, ...events.map(({ totals }) => totals));
  const frame = { epoch, from, to, events: events.map(({ event }) => sentForm(event)) };
  if (events.some((event) => totalsOf(event) === 'reload')) return { ...frame, totals: 'reload' };
  return Object.keys(patch).length === 0 ? frame : { ...frame, totals: patch };
}

/** As the log gives them. */
function totalsOf({ event, totals }: JournalEvent): TotalsPatch | 'reload' | null {
  if (isToFetch(sentForm(event))) return 'reload';
  if (Object.keys(totals).length === 0) return null;
  return Buffer.byteLength(JSON.stringify(totals)) > LIMITS.totalsBytes ? 'reload' : totals;
}

/** The number of the newest retraction or erasure that took a body out of this range, 0 when none did. */
function lastWithholding(events: readonly JournalEvent[]): number {
  return Math.max(0, ...events.map(({ withheldBy }) => withheldBy));
}
