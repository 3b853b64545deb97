import { useEffect, useState } from 'preact/hooks';
import { useReporterWords } from './reporter-words.js';

const STEPS = [1, 5, 10];
/** So long a slip of the thumb is taken back with one tap. */
export const UNDO_MS = 10_000;

interface AddingProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Counting with the thumb. */
export function Adding({ value, onChange }: AddingProps) {
  const words = useReporterWords();
  const [last, setLast] = useState<{ readonly step: number; readonly before: string } | null>(null);
  useEffect(() => {
    if (!last) return undefined;
    const timer = setTimeout(() => setLast(null), UNDO_MS);
    return () => clearTimeout(timer);
  }, [last]);
  const add = (step: number) => {
    setLast({ step, before: value });
    onChange(String(Number(value || 0) + step));
  };
  return (
    <p class="adding">
      <output>{value || '0'}</output>
      {STEPS.map((step) => (
        <button key={step} type="button" onClick={() => add(step)}>
          +{step}
        </button>
      ))}
      {last && (
        <button
          type="button"
          class="plain"
          aria-label={words.undoAdding(String(last.step))}
          onClick={() => {
            onChange(last.before);
            setLast(null);
          }}
        >
          {words.undo}
        </button>
      )}
    </p>
  );
}
