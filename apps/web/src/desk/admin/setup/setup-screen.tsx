import { useEffect, useState } from 'preact/hooks';
import { RefusedError } from '#client/refused-error';
import type { SetupView, StorySetup } from '#contract/story';
import { useAsked } from '../../shell/asked.js';
import { useDesk } from '../../shell/at-desk.js';
import { Field } from '../../shell/field.js';
import { useWords } from '../../shell/language.js';
import { useSending } from '../../shell/sending.js';
import { WhyNot } from '../../shell/why-not.js';
import { ADMIN_WORDS } from '../words.js';
import { GuardForm } from './guard-form.js';
import { withoutEmpty } from './new-story.js';
import { SetupForm } from './setup-form.js';

/** How a live blog is set up, and what guards its figures. What somebody else saved meanwhile is not overwritten. */
export function SetupScreen({ story }: { readonly story: string }) {
  const words = useWords(ADMIN_WORDS);
  const { api } = useDesk();
  const address = `/v1/stories/${encodeURIComponent(story)}`;
  const { value, error, again } = useAsked(story, () => api.get<SetupView>(`${address}/setup`));
  const [setup, setSetup] = useState<StorySetup | null>(null);
  const [isSaved, setIsSaved] = useState(false);
  useEffect(() => setSetup(value?.setup ?? null), [value]);
  const sending = useSending();
  const isStale = sending.error instanceof RefusedError && sending.error.problem.status === 412;
  const submit = async () => {
    if (!setup || !value) return;
    const body = withoutEmpty(setup);
    const isTaken = await sending.send(() => api.send('PUT', address, { body, ifMatch: value.version }));
    setIsSaved(isTaken);
    if (isTaken) again();
  };
  const change = (next: StorySetup) => {
    setIsSaved(false);
    setSetup(next);
  };
  return (
    <main class="sheet-page">
      <h1>{words.setup}</h1>
      <WhyNot error={error} />
      {setup && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
        >
          <Field
            label={words.title}
            value={setup.title}
            onText={(title) => change({ ...setup, title })}
            required
          />
          <SetupForm setup={setup} onChange={change} />
          {isStale ? <p role="alert">{words.newerSetup}</p> : <WhyNot error={sending.error} />}
          {isStale && (
            <button type="button" onClick={again}>
              {words.loadNewer}
            </button>
          )}
          <p role="status">{isSaved && words.saved}</p>
          <button type="submit" class="main" disabled={sending.isUnderWay}>
            {words.save}
          </button>
        </form>
      )}
      {value && <GuardForm story={story} setup={value.setup} />}
    </main>
  );
}
