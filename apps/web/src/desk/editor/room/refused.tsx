import { RefusedError } from '#client/refused-error';
import { useWords } from '../../shell/language.js';
import { WhyNot } from '../../shell/why-not.js';
import { REFUSED_WORDS } from '../words-refused.js';

/** Why what was sent was not taken, what is still possible, and which fields it is about; of a form, what it has to be. */
export function Refused({ error }: { readonly error: unknown }) {
  const words = useWords(REFUSED_WORDS);
  const problem = error instanceof RefusedError ? error.problem : undefined;
  const said = problem && words.codes[problem.code];
  if (!said) return <WhyNot error={error} />;
  return (
    <div class="why-not" role="alert">
      <p>{said}</p>
      {problem.fields?.map(({ path, message }) => (
        <p key={path}>
          <code>{path}</code>
          {problem.code === 'malformed' && <span lang="en"> {message}</span>}
        </p>
      ))}
    </div>
  );
}
