import { SILENT_FIX_SECONDS } from '#contract/limits';
import { CodedError } from '#contract/problems';
import type { UpdateContent } from '#contract/update';
import { addSeconds } from '../figures/instant.js';
import { isSame } from '../totals/same.js';
import { claimsOf } from '../totals/update-claims.js';
import type { WordsBefore } from './command.js';
import { difference } from './difference.js';
import type { StoryState, UpdateHead } from './state.js';

/** Letters that a typing error changes in one place: one is missing, two are swapped, a comma. */
const LETTERS = 2;
const PLACES = 10;

/**
 * Throws CodedError `not_a_typo` unless only letters are mended, soon after publication: readers who were told something
 * else are told that it was.
 */
export function checkTypo(
  state: StoryState,
  head: UpdateHead,
  {
    before,
    after,
    now,
  }: { readonly before: WordsBefore; readonly after: UpdateContent; readonly now: string },
): void {
  const until = addSeconds(head.publishedAt, SILENT_FIX_SECONDS);
  if (now > until) throw notATypo(`It was published more than ${SILENT_FIX_SECONDS / 60} minutes ago.`);
  if (after.city !== head.city || after.occurredAt !== head.occurredAt)
    throw notATypo('Its city or its time is another one.');
  if ((after.keyEvent ?? false) !== head.keyEvent)
    throw notATypo('It is a key event in one of the two only.');
  if (!isSame(claims(state, head, state.totals.figuresOf(head.id)), claims(state, head, after.figures)))
    throw notATypo('Its figures are other ones.');
  if (!isSame(beside(before), beside(after))) throw notATypo('Its labels, evidence or media are other ones.');
  for (const field of ['text', 'headline', 'byline'] as const)
    if (!isMended(before[field] ?? '', after[field] ?? ''))
      throw notATypo(`More than letters of its ${field} would change.`);
}

type Beside = Pick<UpdateContent, 'labels' | 'evidence' | 'media' | 'confirmed'>;
const claims = (state: StoryState, head: UpdateHead, figures: UpdateContent['figures']) => {
  const { id, revision, city, occurredAt } = head;
  return claimsOf(
    { type: 'update', id, revision, status: 'published', city, occurredAt, figures },
    state.rules,
  );
};
const beside = ({ labels = [], evidence = [], media = [], confirmed = true }: Partial<Beside>) => ({
  ...{ labels, evidence, media, confirmed },
});

const notATypo = (why: string) =>
  new CodedError('not_a_typo', `${why} Send correctionNote, which readers see, and leave out silent.`);

/** Every changed place differs by a letter or two, and no digit does. */
function isMended(before: string, after: string): boolean {
  if (digits(before) !== digits(after)) return false;
  const parts = difference(before, after);
  const places = parts.filter(({ kind }, place) => kind !== 'same' && parts[place - 1]?.kind !== 'removed');
  if (places.length > PLACES) return false;
  return parts.every(({ kind, text }, place) => {
    if (kind === 'same') return true;
    if (kind === 'added' && parts[place - 1]?.kind === 'removed') return true; // looked at with what it replaced
    const next = parts[place + 1];
    const [from, to] = kind === 'added' ? ['', text] : [text, next?.kind === 'added' ? next.text : ''];
    return areNear(from, to);
  });
}

const digits = (text: string): string => text.replaceAll(/\D+/g, ' ').trim();

/** Letters to change, add or leave out to make one of the other: at most LETTERS. */
function areNear(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > LETTERS || a.length > 1_000) return false;
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const changed = (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(changed, (above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    above = row;
  }
  return (above[b.length] ?? 0) <= LETTERS;
}
