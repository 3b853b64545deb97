import { RefusedError } from '#client/refused-error';
import { UnreachableError } from '#client/session';
import type { ProblemCode, ProblemDocument } from '#contract/problems';
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
  secret_spent: 'secretSpent',
  name_taken: 'nameTaken',
  unavailable: 'unreachable',
};

/** What went wrong, and what is still possible. Read out when it appears. */
export function WhyNot({ error }: { readonly error: unknown }) {
  const words = useWords(SHELL_WORDS);
  const known = error !== undefined && whyNot(error, words);
  return (
    <p class="why-not" role="alert">
      {known ?? (error instanceof RefusedError && <Otherwise problem={error.problem} />)}
    </p>
  );
}

/** Of a refusal that has no sentence of its own here: what can help, and then what the newsroom says of it, in English. */
function Otherwise({ problem }: { readonly problem: ProblemDocument }) {
  const words = useWords(SHELL_WORDS);
  return (
    <>
      {words.refused[problem.retry]} <span lang="en">{problem.detail ?? problem.title}</span>
    </>
  );
}

function whyNot(error: unknown, words: Words): string | undefined {
  if (error instanceof UnreachableError) return words.unreachable;
  if (!(error instanceof RefusedError)) return words.failed;
  const said = SAID[error.problem.code];
  const known = said && words[said];
  return typeof known === 'string' ? known : undefined;
}
