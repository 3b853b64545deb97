import type { ComponentChildren } from 'preact';
import { useWords } from '../../shell/language.js';
import { BOARD_WORDS } from '../words-board.js';

interface MeanwhileProps {
  readonly onMine: () => void;
  readonly onTheirs: () => void;
  /** What somebody else saved. */
  readonly children: ComponentChildren;
}

/** Somebody saved the same while it was written: theirs, and the choice. */
export function Meanwhile({ onMine, onTheirs, children }: MeanwhileProps) {
  const words = useWords(BOARD_WORDS);
  return (
    <section class="conflict" aria-label={words.changedMeanwhile}>
      <p role="alert">{words.changedMeanwhile}</p>
      <p class="said">{children}</p>
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
