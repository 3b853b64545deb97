import { useEffect } from 'preact/hooks';
import { useWords } from './language.js';
import { SHELL_WORDS } from './words.js';

interface CutOffProps {
  readonly said: string;
  readonly onAgain: () => void;
}

/** What the network did not let through: tried again when it is back, or as soon as somebody says so. */
export function CutOff({ said, onAgain }: CutOffProps) {
  const words = useWords(SHELL_WORDS);
  useEffect(() => {
    addEventListener('online', onAgain);
    return () => removeEventListener('online', onAgain);
  }, []);
  return (
    <main class="door">
      <p role="alert">{said}</p>
      <button type="button" class="main" onClick={onAgain}>
        {words.tryAgain}
      </button>
    </main>
  );
}
