import type { FilingView } from '#contract/filing';
import { CodedError } from '#contract/problems';
import { FILING_STATES, type FilingState } from '#contract/waiting';
import type { FilingsQuery } from '#desk/filings/filings';
import type { Actor } from '#domain/story/command';
import { contentOf } from '#domain/story/decide-publication';
import { type Filing, filingView } from '#domain/story/filing';
import { isTheirs } from '#domain/story/permission';
import { malformed, wholeNumber } from '../http/query.js';

export interface PageQuery {
  readonly state?: unknown;
  readonly before?: unknown;
  readonly limit?: unknown;
}
export interface FilingsPage {
  readonly filings: readonly FilingView[];
  /** Address of those filed before; null when there are none. */
  readonly older: string | null;
}

const MOST = 100;
const CURSOR = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)?_([A-Za-z0-9._-]{1,80})$/;

export function queryOf({ state, before, limit }: PageQuery): FilingsQuery {
  const [, receivedAt = '', id] = typeof before === 'string' ? (CURSOR.exec(before) ?? []) : [];
  if (before !== undefined && id === undefined) throw malformed('before', 'must be a cursor from "older"');
  const most = wholeNumber('limit', limit) ?? MOST;
  if (most < 1 || most > MOST) throw malformed('limit', `must be 1 to ${MOST}`);
  return { state: stateOf(state), limit: most, before: id === undefined ? undefined : { receivedAt, id } };
}

function stateOf(text: unknown): FilingState | undefined {
  const state = FILING_STATES.find((name) => name === text);
  if (text !== undefined && !state) throw malformed('state', `must be one of ${FILING_STATES.join(', ')}`);
  return state;
}

export function pageOf(
  story: string,
  filings: readonly Filing[],
  { asked, actor }: { asked: FilingsQuery; actor: Actor },
): FilingsPage {
  const last = filings.length === asked.limit ? filings.at(-1) : undefined;
  const filter = asked.state === undefined ? '' : `&state=${asked.state}`;
  const cursor = last && `before=${last.receivedAt ?? ''}_${last.id}&limit=${asked.limit}${filter}`;
  return {
    filings: filings.filter((filing) => isWithin(actor, filing)).map(filingView),
    older: cursor ? `/v1/stories/${story}/filings?${cursor}` : null,
  };
}

/** Who is for some cities sees what is about those, and what they filed themselves. */
export function isWithin(actor: Actor, filing: Filing): boolean {
  const content = contentOf(filing);
  return filing.person === actor.name || content === null || isTheirs(actor, content);
}

export function checkWithin(actor: Actor, filing: Filing): void {
  if (!isWithin(actor, filing))
    throw new CodedError('filing_not_found', 'There is no filing with this id at this desk.');
}
