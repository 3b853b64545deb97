import type { Instant } from '#contract/figure';
import { CodedError } from '#contract/problems';
import type { UpdateContent } from '#contract/update';
import { checkFigures } from '../figures/door.js';
import { storedFigures, storedInstant } from '../figures/stored.js';
import type { RevisionRecord, UpdateRecordKeys } from './plan.js';
import type { StoryState } from './state.js';

/** What is stored of an update's content: instants in UTC, nothing later than its arrival, every figure allowed here. */
export function admitted(state: StoryState, content: UpdateContent, receivedAt: Instant): UpdateContent {
  const { city, occurredAt, figures } = content;
  const problems = checkFigures(figures, { city, occurredAt, receivedAt, rules: state.rules });
  const [first] = problems;
  if (first) throw new CodedError(first.code, `${first.path}: ${first.message}`, problems);
  return stored(content, receivedAt);
}

/** What is stored of content that was found in order. */
export function stored(content: UpdateContent, receivedAt: Instant): UpdateContent {
  return {
    ...content,
    occurredAt: storedInstant(content.occurredAt, receivedAt) ?? receivedAt,
    figures: storedFigures(content.figures, receivedAt),
  };
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
  return { ...revision, text: null, headline: null, byline: null, note: null, evidence: [], media: [] };
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
    media: content.media ?? [],
    confirmed: content.confirmed ?? true,
    figures: content.figures,
    note,
  };
}
