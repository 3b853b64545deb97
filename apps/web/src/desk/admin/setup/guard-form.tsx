import { useEffect, useId, useState } from 'preact/hooks';
import type { GuardSettings, GuardView } from '#contract/guard';
import { presentationOf, SHOWS, type Shows } from '#contract/presentation';
import { DEFAULT_METRICS, type StorySetup } from '#contract/story';
import { useAsked } from '../../shell/asked.js';
import { useDesk } from '../../shell/at-desk.js';
import { useWords } from '../../shell/language.js';
import { useSending } from '../../shell/sending.js';
import { WhyNot } from '../../shell/why-not.js';
import { ADMIN_WORDS } from '../words.js';
import { metricsOf, withShows } from './guarded.js';
import { SourceGuards } from './source-guards.js';

interface GuardFormProps {
  readonly story: string;
  readonly setup: StorySetup;
}

/** What readers see of each metric, and which figures wait for a second person. */
export function GuardForm({ story, setup }: GuardFormProps) {
  const words = useWords(ADMIN_WORDS);
  const { api } = useDesk();
  const address = `/v1/stories/${encodeURIComponent(story)}/guard`;
  const { value, error, again } = useAsked(story, () => api.get<GuardView>(address));
  const [guard, setGuard] = useState<GuardSettings | null>(null);
  const [isSaved, setIsSaved] = useState(false);
  useEffect(() => setGuard(value ?? null), [value]);
  const sending = useSending();
  const submit = async () => {
    if (!guard || !value) return;
    const body = { requestId: crypto.randomUUID(), sources: guard.sources, metrics: guard.metrics };
    const isTaken = await sending.send(() => api.send('PUT', address, { body, ifMatch: value.version }));
    setIsSaved(isTaken);
    if (isTaken) again();
  };
  if (!guard) return <WhyNot error={error} />;
  const metrics = setup.metrics ?? DEFAULT_METRICS;
  const change = (next: GuardSettings) => {
    setIsSaved(false);
    setGuard(next);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <section>
        <h2>{words.metrics}</h2>
        {metricsOf(metrics).map((metric) => (
          <ShowsOf
            key={metric}
            metric={metric}
            value={presentationOf({ metrics, presentation: guard.metrics }, metric).shows}
            onChange={(shows) => change(withShows(guard, { metrics, metric, shows }))}
          />
        ))}
      </section>
      <section>
        <h2>{words.bounds}</h2>
        <p class="hint">{words.boundsWhy}</p>
        <SourceGuards sources={setup.sources} metrics={metricsOf(metrics)} guard={guard} onChange={change} />
      </section>
      <WhyNot error={sending.error} />
      <p role="status">{isSaved && words.saved}</p>
      <button type="submit" class="main" disabled={sending.isUnderWay}>
        {words.save}
      </button>
    </form>
  );
}

interface ShowsOfProps {
  readonly metric: string;
  readonly value: Shows;
  readonly onChange: (shows: Shows) => void;
}

function ShowsOf({ metric, value, onChange }: ShowsOfProps) {
  const words = useWords(ADMIN_WORDS);
  const id = useId();
  return (
    <p class="field">
      <label for={id}>{words.readersSee(words.metricNames[metric] ?? metric)}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.currentTarget.value as Shows)}>
        {SHOWS.map((shows) => (
          <option key={shows} value={shows}>
            {words.shows[shows]}
          </option>
        ))}
      </select>
    </p>
  );
}
