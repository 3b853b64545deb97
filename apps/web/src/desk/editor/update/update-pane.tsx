import { useContext, useEffect, useRef } from 'preact/hooks';
import type { UpdateAtDesk } from '#contract/revision';
import { Markdown } from '#pages/markdown';
import { LanguageContext, useWords } from '../../shell/language.js';
import { useSending } from '../../shell/sending.js';
import { Refused } from '../room/refused.js';
import { useFocusWithin } from '../room/writing.js';
import { useStory } from '../state/at-story.js';
import { useLive } from '../state/live.js';
import { localTime, timeIn, timeOn, zoneName } from '../state/moments.js';
import { useSaying } from '../state/said.js';
import { UPDATE_WORDS } from '../words-update.js';
import { Acts } from './act-bar.js';
import { EditForm } from './edit-form.js';
import { EraseForm, RetractForm } from './end-forms.js';
import { Figures } from './figures.js';
import { History } from './history.js';
import { KeyEventForm, PinForm } from './mark-forms.js';
import { MergeForm } from './merge-form.js';
import type { Mode, Opened } from './opened.js';
import { Media } from './photos.js';

interface UpdatePaneProps {
  readonly opened: Opened;
  readonly onMode: (mode: Mode) => void;
  readonly onClose: () => void;
}

/** One update as the desk has it, and everything that can be done with it. */
export function UpdatePane({ opened, onMode, onClose }: UpdatePaneProps) {
  const { id, mode } = opened;
  const words = useWords(UPDATE_WORDS);
  const {
    value: found,
    error,
    again,
  } = useLive<UpdateAtDesk>(`/updates/${id}/desk`, /^(update|pin|pins|key_event|photo|ruling|figure)\./, id);
  const sending = useSending();
  const pane = useRef<HTMLElement>(null);
  useEffect(() => pane.current?.scrollTo(0, 0), [id]);
  const back = () => onMode('read');
  return (
    <section class="opened" aria-label={words.openUpdate} ref={pane} data-mode={mode}>
      {!found && <Refused error={error} />}
      {!found && error === undefined && WRITTEN.has(mode) && <Awaited />}
      {found && (
        <>
          <Acts found={found} mode={mode} onMode={onMode} onClose={onClose} sending={sending} />
          <Refused error={sending.error} />
          {mode === 'edit' ? (
            <EditForm key={id} found={found} again={again} onClose={back} />
          ) : (
            <Reading found={found} />
          )}
          {mode === 'retract' && <RetractForm found={found} onClose={back} />}
          {mode === 'erase' && <EraseForm found={found} onClose={back} />}
          {mode === 'pin' && <PinForm found={found} onClose={back} />}
          {mode === 'key' && <KeyEventForm found={found} onClose={back} />}
          {mode === 'merge' && <MergeForm found={found} again={again} onClose={back} />}
          {mode === 'history' && <History found={found} />}
        </>
      )}
    </section>
  );
}

/** In these somebody goes on to type at once. */
const WRITTEN: ReadonlySet<Mode> = new Set(['edit', 'retract', 'merge', 'pin', 'key', 'erase']);

/** Has the keyboard until the form is there: what is typed meanwhile is no single keys. */
function Awaited() {
  const words = useWords(UPDATE_WORDS);
  const place = useRef<HTMLParagraphElement>(null);
  useFocusWithin(place);
  return (
    <p class="writing" tabIndex={-1} ref={place} role="status">
      {words.opening}
    </p>
  );
}

/** Its newest words, also of what is retracted. */
function Reading({ found }: { readonly found: UpdateAtDesk }) {
  const words = useWords(UPDATE_WORDS);
  const language = useContext(LanguageContext);
  const { story } = useStory();
  const saying = useSaying(story);
  const { update, author } = found;
  const said = found.revisions.find(({ status }) => status === 'published');
  const zone = story.cities.find(({ id }) => id === update.city)?.timeZone ?? story.timeZone;
  const there = timeOn(story.date, update.occurredAt, zone, language);
  const isOtherClock = localTime(update.occurredAt, zone) !== localTime(update.occurredAt, story.timeZone);
  const here = timeIn(story, update.occurredAt, language);
  return (
    <article class="reading">
      <p class="soft">
        <b>{saying.city(update.city)}</b> {here}
        {isOtherClock && ` (${there} ${zoneName(zone)})`} · {words.filedBy(author)} ·{' '}
        {words.revision(update.revision)}
        {update.lateArrival && ` · ${words.late}`}
      </p>
      {update.status === 'retracted' && (
        <p class="bad-note">{words.wasWithdrawn(timeIn(story, update.retractedAt, language), update.note)}</p>
      )}
      {update.status === 'published' && update.correctionNote && (
        <p class="warn-note">{words.correctedWith(update.correctionNote)}</p>
      )}
      {said?.status === 'published' ? (
        <>
          {said.headline && <h3>{said.headline}</h3>}
          <div class="text">
            <Markdown text={said.text} />
          </div>
          {said.byline && <p class="soft">{said.byline}</p>}
          <Figures update={update.id} revision={update.revision} figures={said.figures} author={author} />
          <Media media={said.media} />
          {said.evidence.map(({ url, quote }) => (
            <p class="soft" key={`${url} ${quote}`}>
              {words.evidence} {quote && `“${quote}” `}
              {url && (
                <a href={url} target="_blank" rel="noreferrer noopener">
                  {url}
                </a>
              )}
            </p>
          ))}
        </>
      ) : (
        <p class="soft">{words.wordsErased}</p>
      )}
    </article>
  );
}
