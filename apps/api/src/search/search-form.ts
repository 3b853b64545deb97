import { NAME } from '#contract/names';
import type { FoundUpdate } from '#contract/search';
import { toInstant } from '#domain/figures/instant';
import type { SearchPlace, SearchQuery } from '#journal/search/search-reader';
import { WAITING_STATES } from '#journal/search/waiting-reader';
import { malformed, wholeNumber } from '../http/query.js';

const PAGE = 50;
const LARGEST_PAGE = 100;
const WORDS_LENGTH = 200;
const FIELDS = ['q', 'state', 'city', 'reporter', 'source', 'limit'] as const;

const STATES = ['published', 'retracted', ...WAITING_STATES] as const;
type Asked = Omit<SearchQuery, 'stories' | 'seenBy' | 'state'> & {
  readonly state: (typeof STATES)[number] | undefined;
};

export type AskedSearch = Readonly<Record<(typeof FIELDS)[number] | 'before', unknown>>;

/** What to look for, in stories that are named elsewhere. Throws CodedError `malformed`. */
export function searchQuery(asked: AskedSearch): Asked {
  const limit = wholeNumber('limit', asked.limit) ?? PAGE;
  if (limit < 1 || limit > LARGEST_PAGE) throw malformed('limit', `must be 1 to ${LARGEST_PAGE}`);
  return {
    words: text('q', asked.q, /\P{White_Space}/u),
    state: stateOf(asked.state),
    city: text('city', asked.city, NAME),
    reporter: text('reporter', asked.reporter, /^\P{Cc}+$/u),
    source: text('source', asked.source, NAME),
    before: placeIn(asked.before),
    limit,
  };
}

function stateOf(given: unknown): Asked['state'] {
  const state = STATES.find((name) => name === given);
  if (given !== undefined && !state) throw malformed('state', `must be one of ${STATES.join(', ')}`);
  return state;
}

function text(path: string, given: unknown, form: RegExp): string | undefined {
  if (given === undefined) return undefined;
  const isText = typeof given === 'string' && given.length <= WORDS_LENGTH && !given.includes('\0');
  if (!isText || !given.isWellFormed() || !form.test(given))
    throw malformed(path, `must be a text of at most ${WORDS_LENGTH} characters`);
  return given;
}

function placeIn(cursor: unknown): SearchPlace | undefined {
  if (cursor === undefined) return undefined;
  const read = typeof cursor === 'string' ? Buffer.from(cursor, 'base64url').toString('utf8') : '';
  const [occurredAt = '', story = '', id = '', ...more] = read.split(' ');
  if (more.length || toInstant(occurredAt) !== occurredAt || !NAME.test(story) || !NAME.test(id))
    throw malformed('before', 'must be a cursor from a Link header, or from "older"');
  return { occurredAt, story, id };
}

/** The address of the page after this one, at `path`. */
export function olderAddress(path: string, asked: AskedSearch, { story, update }: FoundUpdate): string {
  const cursor = Buffer.from(`${update.occurredAt} ${story} ${update.id}`).toString('base64url');
  const kept = FIELDS.flatMap((field) => (asked[field] === undefined ? [] : [[field, `${asked[field]}`]]));
  return `${path}?${new URLSearchParams([...kept, ['before', cursor]])}`;
}
