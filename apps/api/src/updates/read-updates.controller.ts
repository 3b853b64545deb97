import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CodedError } from '#contract/problems';
import type { UpdateView } from '#contract/update';
import { JournalReader } from '#journal/read/journal-reader';
import { readTimeline, type TimelinePlace, type TimelineQuery } from '#journal/read/update-reader';
import { readUpdate } from '#journal/read/update-history';
import { Does } from '../access/access.guard.js';
import { sendCached } from '../http/cached.js';
import { StoryName, UpdateName } from '../http/names.js';
import { CityFilter, malformed, wholeNumber } from '../http/query.js';
import { Positions } from '../stories/positions.js';

const PAGE = 50;
const LARGEST_PAGE = 100;
const CACHE = 'public, max-age=0, s-maxage=1, must-revalidate';

export interface TimelinePage {
  readonly updates: readonly UpdateView[];
  /** Addresses of the neighbouring pages, as in the Link header. */
  readonly newer: string | null;
  readonly older: string | null;
}
type PageQuery = Readonly<Record<'before' | 'after' | 'keyEvents' | 'limit', unknown>>;

@Controller('v1/stories/:story/updates')
export class ReadUpdatesController {
  constructor(
    private readonly positions: Positions,
    private readonly reader: JournalReader,
  ) {}

  @Get()
  @Does('update.read')
  async page(
    @Param('story', StoryName) story: string,
    @Query('city', CityFilter) city: string | undefined,
    @Query() query: PageQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { epoch, seq } = await this.positions.current(story);
    const asked = timelineQuery(query, city);
    const page = await this.reader.atOneMoment(async (tx) =>
      pageOf(story, asked, await readTimeline(tx, story, { ...asked, limit: asked.limit + 1 })),
    );
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
  async one(
    @Param('story', StoryName) story: string,
    @Param('id', UpdateName) id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { epoch, seq } = await this.positions.current(story);
    const found = await this.reader.atOneMoment((tx) => readUpdate(tx, story, id));
    if (!found) throw new CodedError('update_not_found', `There is no update ${id} in story ${story}.`);
    sendCached(request, reply, { body: JSON.stringify(found), etag: `W/"${epoch}.${seq}"`, cache: CACHE });
  }
}

function timelineQuery(
  { before, after, keyEvents, limit }: PageQuery,
  city: string | undefined,
): TimelineQuery {
  const size = wholeNumber('limit', limit) ?? PAGE;
  if (size < 1 || size > LARGEST_PAGE) throw malformed('limit', `must be 1 to ${LARGEST_PAGE}`);
  if (before !== undefined && after !== undefined)
    throw malformed('after', 'cannot be given together with before');
  if (keyEvents !== undefined && keyEvents !== 'true' && keyEvents !== 'false')
    throw malformed('keyEvents', 'must be true or false');
  return {
    before: place('before', before),
    after: place('after', after),
    city,
    keyEvents: keyEvents === 'true',
    limit: size,
  };
}

function place(path: string, cursor: unknown): TimelinePlace | undefined {
  if (cursor === undefined) return undefined;
  const match =
    typeof cursor === 'string' ? /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)_(\d{1,9})$/.exec(cursor) : null;
  if (!match?.[1]) throw malformed(path, 'must be a cursor from a Link header or from "older"');
  return { occurredAt: match[1], firstSeq: Number(match[2]) };
}

/** One more than the page was read: it tells whether there is more in that direction. */
function pageOf(story: string, query: TimelineQuery, read: readonly UpdateView[]): TimelinePage {
  const hasMore = read.length > query.limit;
  const updates = query.after ? read.slice(-query.limit) : read.slice(0, query.limit);
  const address = (name: 'before' | 'after', at: UpdateView | undefined) => {
    if (!at) return null;
    const filters = new URLSearchParams({
      [name]: `${at.occurredAt}_${at.firstSeq}`,
      limit: String(query.limit),
    });
    if (query.city !== undefined) filters.set('city', query.city);
    if (query.keyEvents) filters.set('keyEvents', 'true');
    return `/v1/stories/${story}/updates?${filters}`;
  };
  const hasNewer = query.after ? hasMore : query.before !== undefined;
  const hasOlder = query.after ? true : hasMore;
  return {
    updates,
    newer: hasNewer ? address('after', updates[0]) : null,
    older: hasOlder ? address('before', updates.at(-1)) : null,
  };
}
