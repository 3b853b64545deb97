import { SILENT_FIX_SECONDS } from '#contract/limits';
import { CodedError } from '#contract/problems';
import type { UpdateContent } from '#contract/update';
import { addSeconds } from '../figures/instant.js';
import { isSame } from '../totals/same.js';
import { claimsOf } from '../totals/update-claims.js';
import type { WordsBefore } from './command.js';
import { isMended } from './mended.js';
import type { StoryState, UpdateHead } from './state.js';

/**
 * Throws CodedError `not_a_typo` unless only slips of the keys are mended, soon after publication: readers who were told something
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
  if ((before.byline ?? '') !== (after.byline ?? '')) throw notATypo('Its byline is another one.');
  for (const field of ['text', 'headline'] as const)
    if (!isMended(before[field] ?? '', after[field] ?? ''))
      throw notATypo(`More than slips of the keys would change in its ${field}.`);
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
