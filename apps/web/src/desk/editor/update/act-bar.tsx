import type { UpdateAtDesk } from '#contract/revision';
import { useDesk } from '../../shell/at-desk.js';
import { useWords } from '../../shell/language.js';
import type { SendingState } from '../../shell/sending.js';
import { useStory } from '../state/at-story.js';
import { UPDATE_WORDS } from '../words-update.js';
import { useActs } from './acts.js';
import type { Mode } from './opened.js';

interface ActsProps {
  readonly found: UpdateAtDesk;
  readonly mode: Mode;
  readonly onMode: (mode: Mode) => void;
  readonly onClose: () => void;
  readonly sending: SendingState;
}
interface Choice {
  readonly mode: Mode;
  readonly name: string;
  /** The single key that does the same. */
  readonly key?: string;
}

/** What can be done with it now, each with its key. */
export function Acts({ found, mode, onMode, onClose, sending }: ActsProps) {
  const words = useWords(UPDATE_WORDS);
  const { who } = useDesk();
  const { update } = found;
  const isOut = update.status === 'published';
  const isKey = isOut && update.keyEvent;
  const ofPublished: Choice[] = [
    { mode: 'pin', name: words.pinWhere },
    { mode: 'edit', name: words.edit, key: 'e' },
    { mode: 'retract', name: words.retract, key: 'x' },
    { mode: 'key', name: isKey ? words.keyEventIs : words.makeKeyEvent, key: 'i' },
    { mode: 'merge', name: words.merge, key: 'm' },
  ];
  const choices: Choice[] = [
    ...(isOut ? ofPublished : []),
    { mode: 'history', name: words.history, key: 'h' },
    ...(who.role === 'admin' ? [{ mode: 'erase' as const, name: words.erase }] : []),
  ];
  return (
    <div class="acts bar" role="toolbar" aria-label={words.acts}>
      {isOut ? <PinToggle found={found} sending={sending} /> : <Restore found={found} sending={sending} />}
      {choices.map((choice) => (
        <button
          key={choice.mode}
          type="button"
          class={choice.mode === 'erase' ? 'bad' : ''}
          aria-keyshortcuts={choice.key}
          aria-expanded={mode === choice.mode}
          onClick={() => onMode(mode === choice.mode ? 'read' : choice.mode)}
        >
          {choice.name}
          {choice.key && <kbd>{choice.key}</kbd>}
        </button>
      ))}
      <button type="button" class="plain close" aria-label={words.close} onClick={onClose}>
        ✕
      </button>
    </div>
  );
}

type ActProps = Pick<ActsProps, 'found' | 'sending'>;

function PinToggle({ found: { update }, sending }: ActProps) {
  const words = useWords(UPDATE_WORDS);
  const { snapshot } = useStory();
  const acts = useActs();
  const isOnBoard = snapshot?.pins.some(({ id }) => id === update.id) ?? false;
  const isPinned = isOnBoard || (update.status === 'published' && update.pin !== undefined);
  const toggle = () => void sending.send(() => acts.togglePin(update.id));
  return (
    <button type="button" aria-keyshortcuts="p" aria-pressed={isPinned} onClick={toggle}>
      {isPinned ? words.unpin : words.pin}
      <kbd>p</kbd>
    </button>
  );
}

function Restore({ found: { update }, sending }: ActProps) {
  const words = useWords(UPDATE_WORDS);
  const acts = useActs();
  const restore = () => void sending.send(() => acts.restore(update.id, update.revision));
  return (
    <button type="button" aria-keyshortcuts="r" onClick={restore}>
      {words.restore}
      <kbd>r</kbd>
    </button>
  );
}
