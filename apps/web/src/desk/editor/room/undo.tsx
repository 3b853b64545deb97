import { useEffect, useRef } from 'preact/hooks';
import { RefusedError } from '#client/refused-error';
import { useWords } from '../../shell/language.js';
import { useSending } from '../../shell/sending.js';
import { ROOM_WORDS } from '../words-room.js';
import type { AfterUndo } from '../state/at-story.js';
import { Refused } from './refused.js';

/** Seconds in which what was done is taken back with one key. */
export const UNDO_SECONDS = 10;

export interface Done extends AfterUndo {
  readonly id: number;
  readonly sentence: string;
  readonly undo?: (() => Promise<unknown>) | undefined;
  /** It was not done. */
  readonly error?: unknown;
}
interface DoneBarProps {
  readonly done: Done;
  readonly onUndone: () => void;
  readonly onGone: () => void;
}

/** What was just done, and for ten seconds the way back; where that failed, until it is dismissed. */
export function DoneBar({ done, onUndone, onGone }: DoneBarProps) {
  const words = useWords(ROOM_WORDS);
  const { isUnderWay, error, send } = useSending();
  const gone = useRef(onGone);
  gone.current = onGone;
  useEffect(() => {
    if (isUnderWay || error !== undefined) return undefined;
    const timer = setTimeout(() => gone.current(), UNDO_SECONDS * 1_000);
    return () => clearTimeout(timer);
  }, [isUnderWay, error]);
  const { undo, retract } = done;
  const problem = error instanceof RefusedError ? error.problem : undefined;
  const isTooLate = problem?.code === 'too_late_to_undo' && retract !== undefined;
  const act = () => {
    if (!isTooLate) return void (undo && send(undo).then((isTaken) => isTaken && onUndone()));
    retract();
    return onGone();
  };
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
          onClick={act}
        >
          {isTooLate ? words.retract : words.undo}
          <kbd>u</kbd>
        </button>
      )}
      <button type="button" class="plain small" aria-label={words.dismiss} onClick={() => onGone()}>
        ✕
      </button>
      {problem?.status === 412 ? (
        <p role="alert">{words.notUndone}</p>
      ) : (
        <Refused error={error ?? done.error} />
      )}
      {error === undefined && <span class="sand" />}
    </aside>
  );
}
