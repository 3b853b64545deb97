import { FUTURE_TOLERANCE_SECONDS } from '#contract/limits';
import type { FigureClaim, Instant } from '#contract/figure';
import { CodedError } from '#contract/problems';
import type { UpdateContent } from '#contract/update';
import { checkFigures } from '../figures/door.js';
import { addSeconds, toInstant } from '../figures/instant.js';
import type { RevisionRecord, UpdateRecordKeys } from './plan.js';
import type { StoryState } from './state.js';

/** What is stored of an update's content: instants in UTC, nothing later than its arrival, every figure allowed here. */
export function admitted(state: StoryState, content: UpdateContent, receivedAt: Instant): UpdateContent {
  const occurredAt = notLaterThan(receivedAt, content.occurredAt, 'occurredAt');
  if (content.city !== null && !state.rules.cities.has(content.city))
    throw new CodedError(
      'unknown_city',
      `The story has no city ${content.city}. An editor can add it to the story.`,
      [{ path: 'city', message: 'is not one of the story’s cities' }],
    );
  const problems = checkFigures(content.figures, { city: content.city, receivedAt, rules: state.rules });
  const [first] = problems;
  if (first) throw new CodedError(first.code, `${first.path}: ${first.message}`, problems);
  const figures = content.figures.map((claim, index) => withInstant(claim, receivedAt, index));
  return { ...content, occurredAt, figures };
}

function withInstant(claim: FigureClaim, receivedAt: Instant, index: number): FigureClaim {
  if (claim.asOf === undefined) return claim;
  return { ...claim, asOf: notLaterThan(receivedAt, claim.asOf, `figures.${index}.asOf`) };
}

/** A clock that is up to two minutes fast is set right, once, when stored; one in the future would win every "latest". */
function notLaterThan(receivedAt: Instant, said: string, path: string): Instant {
  const at = toInstant(said);
  if (at === null)
    throw new CodedError('malformed', `${path} is no instant with an offset, as 2021-01-23T15:00:00+03:00.`, [
      { path, message: 'must be an ISO 8601 instant with an offset' },
    ]);
  if (at > addSeconds(receivedAt, FUTURE_TOLERANCE_SECONDS))
    throw new CodedError(
      'in_the_future',
      `${path} is later than the moment it reached us, ${receivedAt}. Check the clock and send it again with a new id.`,
      [{ path, message: `must not be later than ${receivedAt}` }],
    );
  return at > receivedAt ? receivedAt : at;
}

export function citiesOf(content: Pick<UpdateContent, 'city' | 'figures'>): string[] {
  const named = content.figures.flatMap((claim) => (claim.scope ? [] : (claim.city ?? [])));
  return [...new Set(content.city === null ? named : [content.city, ...named])].sort();
}

/** Cities concerned by a change: those before and after; everybody (empty) when either side was everybody's. */
export function eitherCities(before: readonly string[], after: readonly string[]): readonly string[] {
  if (before.length === 0 || after.length === 0) return [];
  return [...new Set([...before, ...after])].sort();
}

/** What an erasure leaves of a revision: its number, times, place and figures. */
export function withoutWords(revision: RevisionRecord): RevisionRecord {
  return { ...revision, text: null, headline: null, byline: null, note: null, evidence: [] };
}

export function revisionRecord(
  keys: UpdateRecordKeys,
  content: UpdateContent,
  note: string | null,
): RevisionRecord {
  return {
    ...keys,
    city: content.city,
    occurredAt: content.occurredAt,
    byline: content.byline ?? null,
    headline: content.headline ?? null,
    text: content.text,
    labels: content.labels ?? [],
    evidence: content.evidence ?? [],
    confirmed: content.confirmed ?? true,
    figures: content.figures,
    note,
  };
}
