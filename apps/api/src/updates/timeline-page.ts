import type { UpdateView } from '#contract/update';
import type { JournalReader } from '#journal/read/journal-reader';
import { hasCity, readTimeline, type TimelinePlace, type TimelineQuery } from '#journal/read/update-reader';
import { toInstant } from '#domain/figures/instant';
import { malformed, unknownCity, wholeNumber } from '../http/query.js';

const PAGE = 50;
const LARGEST_PAGE = 100;

export interface TimelinePage {
  readonly updates: readonly UpdateView[];
  /** Addresses of the neighbouring pages, as in the Link header. */
  readonly newer: string | null;
  readonly older: string | null;
}
export type PageQuery = Readonly<Record<'before' | 'after' | 'keyEvents' | 'limit', unknown>>;

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
  if (!match?.[1] || toInstant(match[1]) !== match[1])
    throw malformed(path, 'must be a cursor from a Link header or from "older"');
  return { occurredAt: match[1], firstSeq: Number(match[2]) };
}

/** A page of the timeline as its query asks. Throws CodedError `malformed`, `unknown_city`. */
export async function readTimelinePage(
  reader: JournalReader,
  story: string,
  { query, city }: { readonly query: PageQuery; readonly city: string | undefined },
): Promise<TimelinePage> {
  const asked = timelineQuery(query, city);
  const more = { ...asked, limit: asked.limit + 1 };
  return reader.atOneMoment(async (tx) => {
    if (city !== undefined && !(await hasCity(tx, story, city))) throw unknownCity(story, city);
    return pageOf(story, asked, await readTimeline(tx, story, more));
  });
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
