import type { UpdateAtDesk } from '#contract/revision';
import { useWords } from '../../shell/language.js';
import { Writing } from '../room/writing.js';
import { useStory } from '../state/at-story.js';
import { useKept } from '../state/kept.js';
import { UPDATE_WORDS } from '../words-update.js';
import { useActs } from './acts.js';
import { Area } from './controls.js';

interface EndFormProps {
  readonly found: UpdateAtDesk;
  readonly onClose: () => void;
}

/** Takes it from readers, with the reason that they see. */
export function RetractForm({ found: { update }, onClose }: EndFormProps) {
  const words = useWords(UPDATE_WORDS);
  const { story, writes, done } = useStory();
  const acts = useActs();
  const [note, keep, drop] = useKept(`retract:${story.id}:${update.id}`, '');
  const close = () => {
    drop();
    onClose();
  };
  const send = async () => {
    const path = `/updates/${update.id}/retraction`;
    const { revision } = await writes.send('POST', path, { note }, update.revision);
    done(words.wasRetracted, () => acts.restore(update.id, revision ?? update.revision + 1));
    close();
  };
  return (
    <Writing
      label={words.retract}
      submit={words.retractNow}
      onSend={send}
      onCancel={close}
      onLeave={onClose}
      isBad
    >
      <Area label={words.retractWhy} value={note} onText={keep} rows={2} required />
    </Writing>
  );
}

/** Removes the words for ever. */
export function EraseForm({ found: { update }, onClose }: EndFormProps) {
  const words = useWords(UPDATE_WORDS);
  const { writes, say } = useStory();
  const send = async () => {
    await writes.send('POST', `/updates/${update.id}/erasure`);
    say(words.wasErased);
    onClose();
  };
  return (
    <Writing label={words.erase} submit={words.eraseNow} onSend={send} onCancel={onClose} isBad>
      <p class="bad-note">{words.eraseMeans}</p>
    </Writing>
  );
}
