import { useContext } from 'preact/hooks';
import { LanguageContext, useWords } from '../../shell/language.js';
import { SHELL_WORDS } from '../../shell/words.js';
import { useStory } from '../state/at-story.js';
import { timeIn } from '../state/moments.js';
import { ROOM_WORDS } from '../words-room.js';

interface HeadProps {
  readonly onCompose: () => void;
  readonly onHelp: () => void;
}

/** One line over the panes: what this is, how it stands, and whether what is shown is of now. */
export function Head({ onCompose, onHelp }: HeadProps) {
  const words = useWords(ROOM_WORDS);
  const shell = useWords(SHELL_WORDS);
  const { story, readers } = useStory();
  return (
    <header class="head">
      <h1>{story.title}</h1>
      <span class="status" data-status={story.status}>
        {shell.statuses[story.status]}
      </span>
      <LineState />
      {readers !== null && <span class="soft readers">{words.readers(readers)}</span>}
      {story.status !== 'draft' && (
        <a class="readers" href={`/stories/${story.id}`} target="_blank" rel="noreferrer">
          {words.readersPage}
        </a>
      )}
      <span class="acts">
        <button type="button" class="main" aria-keyshortcuts="n" onClick={onCompose}>
          {words.newUpdate}
          <kbd>n</kbd>
        </button>
        <button type="button" aria-keyshortcuts="?" onClick={onHelp}>
          {words.help}
          <kbd>?</kbd>
        </button>
      </span>
    </header>
  );
}

function LineState() {
  const words = useWords(ROOM_WORDS);
  const language = useContext(LanguageContext);
  const { story, line } = useStory();
  if (story.status === 'draft') return null;
  return (
    <span class="line-state" role="status" data-state={line.state}>
      {line.state === 'offline'
        ? words.offline(timeIn(story, line.since, language))
        : words.lines[line.state]}
    </span>
  );
}
