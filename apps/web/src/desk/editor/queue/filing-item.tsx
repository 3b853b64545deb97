import { useContext, useState } from 'preact/hooks';
import type { FilingView } from '#contract/filing';
import type { UpdateAtDesk } from '#contract/revision';
import type { UpdateContent } from '#contract/update';
import { Markdown } from '#pages/markdown';
import type { Asked } from '../../shell/asked.js';
import { LanguageContext, useWords } from '../../shell/language.js';
import { useSending } from '../../shell/sending.js';
import { Refused } from '../room/refused.js';
import { useStory } from '../state/at-story.js';
import { timeIn } from '../state/moments.js';
import { useSaying } from '../state/said.js';
import { Media } from '../update/photos.js';
import { QUEUE_WORDS } from '../words-queue.js';
import { CorrectionOf, useCorrected } from './correction-of.js';
import { Parting } from './parting.js';
import { PublishForm } from './publish-form.js';
import { usePublishing } from './publishing.js';

type Doing = 'publish' | 'send back' | 'discard' | null;

/** Something filed: what it says, why it waits, and what becomes of it. */
export function FilingItem({ filing }: { readonly filing: FilingView }) {
  const words = useWords(QUEUE_WORDS);
  const sending = useSending();
  const [doing, setDoing] = useState<Doing>(null);
  const none = () => setDoing(null);
  const canGoAsFiled = filing.reasons.every(({ code }) => AS_FILED.has(code));
  const corrected = useCorrected(filing);
  const publish = usePublishing(filing, corrected);
  const asFiled = async () => {
    const isDone = await sending.send(() => publish({}));
    if (!isDone) corrected.again(); // what it corrects may be another by now
  };
  const toggle = (what: Doing) => setDoing(doing === what ? null : what);
  return (
    <>
      <Filed filing={filing} corrected={corrected} />
      <p class="acts">
        {canGoAsFiled && (
          <button
            type="button"
            class="small main"
            disabled={sending.isUnderWay || (filing.corrects !== null && !corrected.value)}
            onClick={() => void asFiled()}
          >
            {filing.state === 'scheduled' ? words.publishNow : words.publish}
          </button>
        )}
        <Toggle
          name={canGoAsFiled ? words.change : words.placeAndPublish}
          isMain={!canGoAsFiled}
          isOpen={doing === 'publish'}
          onToggle={() => toggle('publish')}
        />
        <Toggle name={words.sendBack} isOpen={doing === 'send back'} onToggle={() => toggle('send back')} />
        <Toggle name={words.discard} isOpen={doing === 'discard'} onToggle={() => toggle('discard')} />
      </p>
      <Refused error={sending.error} />
      {doing === 'publish' && <PublishForm filing={filing} corrected={corrected} onClose={none} />}
      {doing === 'send back' && <Parting filing={filing} way="sending-back" onClose={none} />}
      {doing === 'discard' && <Parting filing={filing} way="discarding" onClose={none} />}
    </>
  );
}

interface ToggleProps {
  readonly name: string;
  readonly isMain?: boolean;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

/** Opens a form below, or closes it. */
function Toggle({ name, isMain = false, isOpen, onToggle }: ToggleProps) {
  return (
    <button type="button" class={isMain ? 'small main' : 'small'} aria-expanded={isOpen} onClick={onToggle}>
      {name}
    </button>
  );
}

/** An editor's word is all that these wait for. */
const AS_FILED: ReadonlySet<string> = new Set([
  'review',
  'safety_delay',
  'publish_at',
  'story_paused',
  'account_closed',
  'stale_revision',
]);

interface FiledProps {
  readonly filing: FilingView;
  readonly corrected: Asked<UpdateAtDesk>;
}

function Filed({ filing, corrected }: FiledProps) {
  const words = useWords(QUEUE_WORDS);
  const language = useContext(LanguageContext);
  const { story } = useStory();
  const saying = useSaying(story);
  const content = (filing.content ?? {}) as Partial<UpdateContent>;
  const { occurredAt, headline, text, figures = [], media = [], city } = content;
  return (
    <>
      <p class="soft">
        <b>{saying.city(city ?? null)}</b> {occurredAt && timeIn(story, occurredAt, language)} ·{' '}
        {filing.person}
        {filing.late && ` · ${words.late}`}
        {filing.saidOccurredAt && ` · ${words.clockSetRight(timeIn(story, filing.saidOccurredAt, language))}`}
      </p>
      {filing.reasons
        .filter(({ code }) => code !== 'review')
        .map(({ code, path }) => (
          <p key={`${code} ${path}`} class="reason">
            {words.reasons[code]}
            {path && <NamedBy path={path} content={content} />}
          </p>
        ))}
      {filing.publishAt && (
        <p class="reason calm">{words.goesOut(timeIn(story, filing.publishAt, language))}</p>
      )}
      {headline && <b>{headline}</b>}
      {filing.corrects ? (
        <CorrectionOf corrects={filing.corrects} content={content} corrected={corrected} />
      ) : (
        <div class="text">
          <Markdown text={text ?? ''} />
        </div>
      )}
      {figures.map((claim, place) => (
        <p class="figure" key={`${place} ${claim.source}`}>
          {saying.whole(claim)}
        </p>
      ))}
      <Media media={media} />
    </>
  );
}

/** What a reason is about: `figures.0.source` is that figure's source. */
function NamedBy({ path, content }: { readonly path: string; readonly content: Partial<UpdateContent> }) {
  const value = path
    .split('.')
    .reduce<unknown>(
      (at, name) => (typeof at === 'object' && at !== null ? Reflect.get(at, name) : undefined),
      content,
    );
  return typeof value === 'string' || typeof value === 'number' ? <b> {value}</b> : null;
}
