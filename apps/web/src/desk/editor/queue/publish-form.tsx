import { useState } from 'preact/hooks';
import { RefusedError } from '#client/refused-error';
import type { ListedDeskStory } from '#contract/desk';
import type { FilingView } from '#contract/filing';
import type { UpdateAtDesk } from '#contract/revision';
import type { City, Source } from '#contract/story';
import type { UpdateContent } from '#contract/update';
import { type Asked, useAsked } from '../../shell/asked.js';
import { useDesk } from '../../shell/at-desk.js';
import { useWords } from '../../shell/language.js';
import { useStory } from '../state/at-story.js';
import { contentDraft, contentOf } from '../update/content-draft.js';
import { Choice, Line } from '../update/controls.js';
import { isSame, useEditing } from '../update/editing.js';
import { EditingForm } from '../update/editing-form.js';
import { QUEUE_WORDS } from '../words-queue.js';
import { NewCity, type NewCityDraft, cityIn, newCity } from './new-city.js';
import { NewSource } from './new-source.js';
import { usePublishing } from './publishing.js';

interface PublishFormProps {
  readonly filing: FilingView;
  /** Of a correction: the update that the editor sees beside it. */
  readonly corrected: Asked<UpdateAtDesk>;
  readonly onClose: () => void;
}

/** Publishes it changed: in another city or story, with a city or a source that the story gets with it. */
export function PublishForm({ filing, corrected, onClose }: PublishFormProps) {
  const words = useWords(QUEUE_WORDS);
  const { story } = useStory();
  const publish = usePublishing(filing, corrected);
  const filed = (filing.content ?? {}) as Partial<UpdateContent>;
  const editing = useEditing(`publish:${filing.id}`, contentDraft(filed, story), filing.version);
  const isBehind = editing.isBehind && !isSame(editing.base, editing.newest); // its words are what counts
  const { draft, drop } = editing;
  const [where, setWhere] = useState(story.id);
  const isNewCity = draft.city !== '' && !story.cities.some(({ id }) => id === draft.city);
  const [named, setCity] = useState<NewCityDraft | null>(null);
  const city = named?.id === draft.city ? named : newCity(draft.city, story.timeZone);
  const strange = draft.figures.filter((figure) => !story.sources.some(({ id }) => id === figure.source));
  const [sources, setSources] = useState<Readonly<Record<string, Source>>>({});
  const [reason, setReason] = useState('');
  const [asksWhy, setAsksWhy] = useState(filing.reasons.some(({ code }) => code === 'figure_held'));
  const close = () => {
    drop();
    onClose();
  };
  const send = async () => {
    const added = strange.flatMap(({ source }) => sources[source] ?? []);
    const cities: City[] = isNewCity && where === story.id ? [cityIn(city)] : [];
    const add = cities.length + added.length > 0 && { add: { cities, sources: added } };
    const why = asksWhy && reason.trim() && { override: { reason } };
    const elsewhere = where !== story.id && { story: where };
    const said = { ...contentOf(draft, story), ...elsewhere, ...add, ...why };
    await publish(said).catch((error: unknown) => {
      if (error instanceof RefusedError && error.problem.code === 'figure_held') setAsksWhy(true);
      throw error;
    });
    drop();
  };
  return (
    <EditingForm
      editing={{ ...editing, isBehind }}
      told={{ said: words.filedAnew(filing.person), title: words.filedNow(filing.person), isOver: false }}
      label={`${words.placeAndPublish}: ${filed.text?.slice(0, 40) ?? ''}`}
      submit={words.publish}
      onSend={send}
      onCancel={close}
      onLeave={onClose}
    >
      {isNewCity && where === story.id && <NewCity city={city} onChange={setCity} />}
      {strange.map(({ source }) => (
        <NewSource
          key={source}
          source={sources[source] ?? null}
          id={source}
          onChange={(made) => setSources({ ...sources, [source]: made })}
        />
      ))}
      {!filing.corrects && <WhichStory where={where} onChoice={setWhere} />}
      {asksWhy && (
        <Line label={words.overrideWhy} value={reason} onText={setReason} required maxLength={1_000} />
      )}
    </EditingForm>
  );
}

interface WhichStoryProps {
  readonly where: string;
  readonly onChoice: (story: string) => void;
}

/** It may be meant for another live blog. */
function WhichStory({ where, onChoice }: WhichStoryProps) {
  const words = useWords(QUEUE_WORDS);
  const { api } = useDesk();
  const { value } = useAsked('stories', () => api.get<{ stories: ListedDeskStory[] }>('/v1/desk/stories'));
  const others = value?.stories.map(({ id, title }): [string, string] => [id, title]) ?? [];
  if (others.length < 2) return null;
  return <Choice label={words.otherStory} value={where} options={others} onChoice={onChoice} />;
}
