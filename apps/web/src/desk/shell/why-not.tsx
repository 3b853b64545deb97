import { RefusedError } from '#client/refused-error';
import { UnreachableError } from '#client/session';
import type { ProblemCode } from '#contract/problems';
import { useWords } from './language.js';
import { SHELL_WORDS } from './words.js';

type Words = (typeof SHELL_WORDS)['en'];
const SAID: Partial<Record<ProblemCode, keyof Words>> = {
  wrong_password: 'wrongPassword',
  session_over: 'sessionOver',
  not_signed_in: 'sessionOver',
  not_allowed: 'notAllowed',
  too_many_requests: 'tooMany',
  story_not_found: 'noSuchStory',
  unavailable: 'unreachable',
};

/** What went wrong, and what is still possible. Read out when it appears. */
export function WhyNot({ error }: { readonly error: unknown }) {
  const words = useWords(SHELL_WORDS);
  return (
    <p class="why-not" role="alert">
      {error !== undefined && whyNot(error, words)}
    </p>
  );
}

function whyNot(error: unknown, words: Words): string {
  if (error instanceof UnreachableError) return words.unreachable;
  if (!(error instanceof RefusedError)) return words.failed;
  const said = SAID[error.problem.code];
  const known = said && words[said];
  return typeof known === 'string' ? known : `${words.failed} ${error.message}`;
}
