import { useState } from 'preact/hooks';
import { NAME } from '#contract/names';
import type { StorySetup } from '#contract/story';
import { useDesk } from '../../shell/at-desk.js';
import { Field } from '../../shell/field.js';
import { useWords } from '../../shell/language.js';
import { useRoute } from '../../shell/route.js';
import { useSending } from '../../shell/sending.js';
import { WhyNot } from '../../shell/why-not.js';
import { ADMIN_WORDS } from '../words.js';
import { emptySetup, idOf, onFirstCitysClock } from './a-setup.js';
import { AddressTakenError, openStory } from './new-story.js';
import { SetupForm } from './setup-form.js';

/** `2026-11-23` on this device's clock. */
function today(): string {
  const now = new Date();
  const two = (n: number) => String(n).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** Opens a live blog. */
export function NewStoryScreen() {
  const words = useWords(ADMIN_WORDS);
  const { api } = useDesk();
  const { go } = useRoute();
  const [start] = useState(() => emptySetup(today(), Intl.DateTimeFormat().resolvedOptions().timeZone));
  const [setup, setSetup] = useState(start);
  const [typed, setTyped] = useState<string | null>(null);
  const [isDraft, setIsDraft] = useState(false);
  const { isUnderWay, error, send } = useSending();
  const story = typed ?? idOf(setup.title);
  const submit = async () => {
    const opened: StorySetup = { ...setup, ...(isDraft && { status: 'draft' }) };
    if (await send(() => openStory(api, story, opened))) go({ story, screen: '' });
  };
  return (
    <main class="sheet-page">
      <h1>{words.newStory}</h1>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Field
          label={words.title}
          value={setup.title}
          onText={(title) => setSetup((before) => ({ ...before, title }))}
          maxLength={300}
          required
        />
        <Field
          label={words.address}
          hint={words.addressRule}
          value={story}
          onText={setTyped}
          maxLength={80}
          required
        />
        <SetupForm setup={setup} onChange={(next) => setSetup(onFirstCitysClock(next, start.timeZone))} />
        <label class="tick">
          <input
            type="checkbox"
            checked={isDraft}
            onChange={(event) => setIsDraft(event.currentTarget.checked)}
          />{' '}
          {words.asDraft}
        </label>
        {error instanceof AddressTakenError ? (
          <p role="alert">{words.addressTaken}</p>
        ) : (
          <WhyNot error={error} />
        )}
        <button type="submit" class="main" disabled={isUnderWay || !NAME.test(story)}>
          {words.open}
        </button>
      </form>
    </main>
  );
}
