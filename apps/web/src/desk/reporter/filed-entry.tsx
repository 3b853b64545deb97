import { useContext, useState } from 'preact/hooks';
import { isSettled, type Item } from '#client/outbox/item';
import { LanguageContext } from '../shell/language.js';
import { Actions, isTheirs } from './actions.js';
import type { FiledEntryProps } from './filed-entry-props.js';
import { Icon } from './icon.js';
import { ItemStateLine } from './item-state-line.js';
import { useReporterWords } from './reporter-words.js';
import { saidFigure, timeThere } from './said.js';
import { UndoSoon } from './undo-soon.js';
import { cityName, zoneOf } from './use-story.js';

/** One thing that was filed, and where it is. */
export function FiledEntry(props: FiledEntryProps) {
  const { item, story, changes } = props;
  const words = useReporterWords();
  const language = useContext(LanguageContext);
  const [isOpen, setIsOpen] = useState(false);
  const { task, city } = item;
  const { at } = item.state;
  const said = 'text' in task.body ? task.body : null;
  const occurredAt = said?.occurredAt ?? item.composedAt;
  const place = city === null ? words.wholeStory : cityName(story, city);
  const time = timeThere(occurredAt, zoneOf(story, city), language);
  return (
    <li class="entry" data-state={item.state.at} id={`filed-${item.id}`}>
      <p class="meta">
        <b>{place}</b> <time dateTime={occurredAt}>{time}</time>
        {said?.media && said.media.length > 0 && <Icon name="photo" />}
        {said?.evidence && <Icon name="evidence" />}
      </p>
      {at !== 'withdrawn' && at !== 'sending' && (
        <button
          type="button"
          class="plain tool"
          aria-expanded={isOpen}
          aria-label={`${words.change}: ${said?.text.slice(0, 40) ?? ''}`}
          onClick={() => setIsOpen(!isOpen)}
        >
          <Icon name="more" />
        </button>
      )}
      {task.kind !== 'post' && <p class="meta">{words.changes[task.kind]}</p>}
      <p class="said">{said?.text ?? ('note' in task.body ? task.body.note : '')}</p>
      {said?.figures.map((figure, index) => (
        <p class="figure" key={index}>
          {saidFigure(figure, story, words, language)}
        </p>
      ))}
      <div class="entry-foot">
        <ItemStateLine item={item} story={story} />
        <UndoSoon {...props} />
      </div>
      {changes.map((change) => (
        <Change key={change.id} change={change} story={story} outbox={props.outbox} />
      ))}
      {(isOpen || isProblem(item)) && <Actions {...props} onDone={() => setIsOpen(false)} />}
    </li>
  );
}

/** What is being done to it, or was not taken. */
function Change({
  change,
  story,
  outbox,
}: Pick<FiledEntryProps, 'story' | 'outbox'> & { readonly change: Item }) {
  const words = useReporterWords();
  const { task } = change;
  return (
    <div class="entry-foot">
      <ItemStateLine
        item={change}
        story={story}
        what={task.kind === 'post' ? undefined : words.changes[task.kind]}
      />
      {isTheirs(change) && (
        <button type="button" class="plain" onClick={() => void outbox.take(change.order, isTheirs)}>
          {words.remove1}
        </button>
      )}
    </div>
  );
}

/** What its author has to look at shows at once what can be done. */
const isProblem = (item: Item) => !isSettled(item) && (item.state.at === 'refused' || isBack(item));
const isBack = ({ state }: Item) =>
  state.at === 'desk' && (state.status === 'sent_back' || state.status === 'discarded');
