import type { ComponentChildren, RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { useWords } from '../../shell/language.js';
import { useSending } from '../../shell/sending.js';
import { ROOM_WORDS } from '../words-room.js';
import { Refused } from './refused.js';

interface WritingProps {
  /** What the form is for, to those who hear it. */
  readonly label: string;
  readonly submit: string;
  /** What is written stays in the fields when this rejects. */
  readonly onSend: () => Promise<unknown>;
  /** Throws away what is written. */
  readonly onCancel?: (() => void) | undefined;
  /** Leaves it, and keeps what is written for the next time. */
  readonly onLeave?: (() => void) | undefined;
  readonly isBad?: boolean;
  readonly isBlocked?: boolean;
  readonly children?: ComponentChildren;
  /** False: the keyboard stays where it is when the form appears. */
  readonly takesFocus?: boolean;
}

/** A form that is sent by Ctrl+Enter and left by Escape; the keyboard goes back to where it was. */
export function Writing(props: WritingProps) {
  const { label, submit, onSend, onCancel, onLeave = onCancel } = props;
  const { isBad, isBlocked, children, takesFocus = true } = props;
  const words = useWords(ROOM_WORDS);
  const form = useRef<HTMLFormElement>(null);
  const { isUnderWay, error, send } = useSending();
  useFocusWithin(form, takesFocus);
  const keepFocus = useFocusAfter(form, isUnderWay);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.current?.requestSubmit();
    } else if (event.key === 'Escape' && onLeave) {
      event.stopPropagation();
      onLeave();
    }
  };
  return (
    <form
      class="writing"
      aria-label={label}
      tabIndex={-1}
      ref={form}
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        if (isUnderWay || isBlocked) return;
        keepFocus();
        void send(onSend);
      }}
    >
      <fieldset class="fields" disabled={isUnderWay}>
        {children}
      </fieldset>
      <div class="send">
        <Refused error={error} />
        <p class="acts">
          <button
            type="submit"
            class={isBad ? 'bad' : 'main'}
            disabled={isUnderWay || isBlocked}
            title={words.byCtrlEnter}
          >
            {submit}
          </button>
          {isBlocked && <span>{words.blocked}</span>}
          {onCancel && (
            <button type="button" class="plain" onClick={onCancel}>
              {words.cancel}
            </button>
          )}
        </p>
      </div>
    </form>
  );
}

/** The keyboard comes with what appears, to its first field if it has one, and goes back to where it was. */
export function useFocusWithin(form: RefObject<HTMLElement | null>, takesFocus = true): void {
  useLayoutEffect(() => {
    if (!takesFocus) return undefined;
    const before = document.activeElement;
    (form.current?.querySelector<HTMLElement>('textarea, input, select') ?? form.current)?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
}

/**
 * What is disabled loses the keyboard. The form has it until the answer is there, so that what somebody goes on to type
 * is no single key; then it comes back, unless it went elsewhere.
 */
function useFocusAfter(form: RefObject<HTMLElement | null>, isUnderWay: boolean): () => void {
  const focused = useRef<Element | null>(null);
  useLayoutEffect(() => {
    const before = focused.current;
    const isHere = document.activeElement === form.current;
    if (!isUnderWay && isHere && before instanceof HTMLElement) before.focus({ preventScroll: true });
  }, [isUnderWay]);
  return () => {
    focused.current = document.activeElement;
    form.current?.focus({ preventScroll: true });
  };
}
