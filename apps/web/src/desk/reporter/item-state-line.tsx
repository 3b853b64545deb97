import type { ComponentChildren } from 'preact';
import { useContext } from 'preact/hooks';
import type { Item, Task } from '#client/outbox/item';
import type { ProblemDocument } from '#contract/problems';
import type { StoryView } from '#contract/story';
import { LanguageContext } from '../shell/language.js';
import { Icon } from './icon.js';
import { useReporterWords } from './reporter-words.js';
import { timeThere } from './said.js';
import { zoneOf } from './use-story.js';
import type { ReporterWords } from './words.js';

interface ItemStateLineProps {
  readonly item: Item;
  readonly story: StoryView;
  /** What was done, where it is not the post itself. */
  readonly what?: string | undefined;
}

/** As a messenger's ticks, in words too: where it is, and why it waits. */
export function ItemStateLine({ item, story, what }: ItemStateLineProps) {
  const words = useReporterWords();
  const language = useContext(LanguageContext);
  const said = saidState(item, words, (at) => timeThere(at, zoneOf(story, item.city), language));
  return (
    <p class="state" data-state={item.state.at}>
      <Icon name={item.state.at} />
      <span>
        {what && `${what}: `}
        {said}
        {item.photoProblem && ` ${words.photoRefused}`}
      </span>
    </p>
  );
}

function saidState(
  { state, task }: Item,
  words: ReporterWords,
  time: (at: string) => string,
): ComponentChildren {
  switch (state.at) {
    case 'phone':
      return isTakingBack(task) ? words.stillThere : words.onPhone;
    case 'sending':
      return words.sending;
    case 'live':
      return state.warnings.some(({ code }) => code === 'figure_held') ? words.figureHeld : words.live;
    case 'desk':
      return saidAtDesk(state, words, time);
    case 'withdrawn':
      return words.withdrawn;
    case 'refused':
      return saidRefused(state.problem, words);
    default:
      return state satisfies never;
  }
}

function saidRefused({ code, detail, title }: ProblemDocument, words: ReporterWords): ComponentChildren {
  const said = words.codes[code];
  if (said) return `${words.refused}: ${said}`;
  return (
    <>
      {words.refused}: {words.otherwise} <span lang="en">{detail ?? title}</span>
    </>
  );
}

const isTakingBack = ({ kind }: Task) => kind === 'undoing' || kind === 'retraction';

type AtDesk = Extract<Item['state'], { at: 'desk' }>;
function saidAtDesk(
  { status, reasons, publishAt, note }: AtDesk,
  words: ReporterWords,
  time: (at: string) => string,
): string {
  const because = (text: string) => (note ? `${text}: ${note}` : text);
  if (status === 'sent_back') return because(words.sentBack);
  if (status === 'discarded') return because(words.discarded);
  if (status === 'scheduled' && publishAt) return words.scheduled(time(publishAt));
  const why = [...new Set(reasons.map(({ code }) => words.reasons[code]))].join('; ');
  return why ? `${words.atDesk}: ${why}` : words.atDesk;
}
