import { useContext } from 'preact/hooks';
import type { Outbox } from '#client/outbox/outbox';
import type { StoryView } from '#contract/story';
import { LanguageContext } from '../shell/language.js';
import type { Draft, PhotoDraft } from './draft.js';
import { Icon } from './icon.js';
import type { PanelName } from './panel-props.js';
import { PhotoChoice } from './photo-choice.js';
import { useReporterWords } from './reporter-words.js';
import { timeThere } from './said.js';
import { cityName, zoneOf } from './use-story.js';

interface ToolsProps {
  readonly draft: Draft;
  readonly story: StoryView;
  readonly panel: PanelName | null;
  readonly outbox: Outbox;
  readonly onPanel: (panel: PanelName) => void;
  readonly onPhoto: (photo: PhotoDraft) => void;
}

/** Where and when, and what can be added to the words. */
export function Tools({ draft, story, panel, outbox, onPanel, onPhoto }: ToolsProps) {
  const words = useReporterWords();
  const language = useContext(LanguageContext);
  const place = draft.city === null ? words.wholeStory : cityName(story, draft.city);
  const zone = zoneOf(story, draft.city);
  const time = draft.occurredAt === null ? words.now : timeThere(draft.occurredAt, zone, language);
  const chip = (name: PanelName, label: string, said: string) => (
    <button
      type="button"
      class="chip"
      aria-expanded={panel === name}
      aria-label={`${label}: ${said}`}
      onClick={() => onPanel(name)}
    >
      {said}
    </button>
  );
  const tool = (name: 'figure' | 'evidence', label: string) => (
    <button
      type="button"
      class="tool"
      aria-expanded={panel === name}
      aria-label={label}
      onClick={() => onPanel(name)}
    >
      <Icon name={name} />
    </button>
  );
  return (
    <div class="tools">
      {chip('city', words.city, place)}
      {chip('time', words.time, time)}
      <span class="added">
        {tool('figure', words.figure)}
        <PhotoChoice outbox={outbox} onAttached={onPhoto} />
        {tool('evidence', words.evidence)}
      </span>
    </div>
  );
}
