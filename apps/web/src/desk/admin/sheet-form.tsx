import type { ComponentChildren } from 'preact';
import { useWords } from '../shell/language.js';
import { useSending } from '../shell/sending.js';
import { WhyNot } from '../shell/why-not.js';
import { ADMIN_WORDS } from './words.js';

interface SheetFormProps {
  readonly submit: string;
  /** What is typed stays in the fields when this rejects. */
  readonly onSend: () => Promise<unknown>;
  readonly onCancel?: () => void;
  readonly isBad?: boolean;
  readonly children: ComponentChildren;
}

/** A form of the admins' sheets: its fields, why it was not taken, and what sends or leaves it. */
export function SheetForm({ submit, onSend, onCancel, isBad = false, children }: SheetFormProps) {
  const words = useWords(ADMIN_WORDS);
  const { isUnderWay, error, send } = useSending();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void send(onSend);
      }}
    >
      {children}
      <WhyNot error={error} />
      <p class="acts">
        <button type="submit" class={isBad ? 'bad' : 'main'} disabled={isUnderWay}>
          {submit}
        </button>
        {onCancel && (
          <button type="button" onClick={onCancel}>
            {words.cancel}
          </button>
        )}
      </p>
    </form>
  );
}
