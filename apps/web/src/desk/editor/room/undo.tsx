import { useEffect, useRef } from 'preact/hooks';
import { useWords } from '../../shell/language.js';
import { useSending } from '../../shell/sending.js';
import { ROOM_WORDS } from '../words-room.js';
import { Refused } from './refused.js';

/** Seconds in which what was done is taken back with one key. */
export const UNDO_SECONDS = 10;

export interface Done {
  readonly id: number;
  readonly sentence: string;
  readonly undo?: (() => Promise<unknown>) | undefined;
  /** It was not done. */
  readonly error?: unknown;
}
interface DoneBarProps {
  readonly done: Done;
  readonly onGone: (sentence?: string) => void;
}

/** What was just done, and for ten seconds the way back. */
export function DoneBar({ done, onGone }: DoneBarProps) {
  const words = useWords(ROOM_WORDS);
  const { isUnderWay, error, send } = useSending();
  const gone = useRef(onGone);
  gone.current = onGone;
  useEffect(() => {
    const timer = setTimeout(() => gone.current(), UNDO_SECONDS * 1_000);
    return () => clearTimeout(timer);
  }, [done.id]);
  const { undo } = done;
  return (
    <aside class="done-bar" aria-label={done.sentence}>
      <span>{done.sentence}</span>
      {undo && (
        <button
          type="button"
          id="desk-undo"
          class="small"
          aria-keyshortcuts="u"
          disabled={isUnderWay}
          onClick={() => void send(undo).then((isTaken) => isTaken && onGone(words.undone))}
        >
          {words.undo}
          <kbd>u</kbd>
        </button>
      )}
      <button type="button" class="plain small" aria-label={words.dismiss} onClick={() => onGone()}>
        ✕
      </button>
      <Refused error={error ?? done.error} />
      <span key={done.id} class="sand" />
    </aside>
  );
}
