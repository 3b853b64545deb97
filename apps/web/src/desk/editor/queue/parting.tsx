import { RefusedError } from '#client/refused-error';
import type { FilingView } from '#contract/filing';
import { useWords } from '../../shell/language.js';
import { Writing } from '../room/writing.js';
import { useStory } from '../state/at-story.js';
import { useKept } from '../state/kept.js';
import { Area } from '../update/controls.js';
import { QUEUE_WORDS } from '../words-queue.js';

interface PartingProps {
  readonly filing: FilingView;
  readonly way: 'sending-back' | 'discarding';
  readonly onClose: () => void;
}

/**
 * Gives it back to its author, or puts an end to it, with a note for who filed it: what was there when the note was begun.
 * What was filed anew meanwhile is refused once, and stands above by then.
 */
export function Parting({ filing, way, onClose }: PartingProps) {
  const words = useWords(QUEUE_WORDS);
  const { writes, say } = useStory();
  const [{ note, version }, keep, drop] = useKept(`parting:${way}:${filing.id}`, {
    note: '',
    version: filing.version,
  });
  const isBack = way === 'sending-back';
  const close = () => {
    drop();
    onClose();
  };
  const send = async () => {
    const path = `/filings/${filing.id}/${way}`;
    await writes.send('POST', path, note.trim() ? { note } : {}, version).catch((error: unknown) => {
      if (error instanceof RefusedError) keep({ note, version: filing.version });
      throw error;
    });
    drop();
    say(isBack ? words.wasSentBack : words.wasDiscarded);
  };
  const name = isBack ? words.sendBack : words.discard;
  return (
    <Writing
      label={name}
      submit={isBack ? words.sendBackNow : words.discardNow}
      onSend={send}
      onCancel={close}
      onLeave={onClose}
      isBad={!isBack}
    >
      <Area
        label={words.noteTo(filing.person)}
        value={note}
        onText={(text) => keep({ note: text, version })}
        rows={2}
        required={isBack}
      />
    </Writing>
  );
}
