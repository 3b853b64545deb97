import type { ComponentChildren } from 'preact';
import { useWords } from '../../shell/language.js';
import { ROOM_WORDS } from '../words-room.js';

interface MeanwhileProps {
  /** Who changed what. */
  readonly said: string;
  readonly onMine: () => void;
  readonly onTheirs: () => void;
  /** What somebody else saved. */
  readonly children: ComponentChildren;
}

/** Somebody saved the same while it was written: theirs, and the choice. Nothing of either is lost. */
export function Meanwhile({ said, onMine, onTheirs, children }: MeanwhileProps) {
  const words = useWords(ROOM_WORDS);
  return (
    <section class="conflict" aria-label={said}>
      <p role="alert">{said}</p>
      {children}
      <p class="acts">
        <button type="button" class="main" onClick={onMine}>
          {words.goOnWithMine}
        </button>
        <button type="button" onClick={onTheirs}>
          {words.takeTheirs}
        </button>
      </p>
    </section>
  );
}
