import { useEffect, useState } from 'preact/hooks';
import { isUnsent, type Item } from '#client/outbox/item';
import { useDesk } from '../shell/at-desk.js';
import { useReporterWords } from './reporter-words.js';

/** Why something is still on the phone, where it is; and, for who cannot see the ticks, what became of what was sent. */
export function LineState({ items }: { readonly items: readonly Item[] }) {
  const words = useReporterWords();
  const { sending, isOver, signInAgain, outbox, isFull } = useDesk();
  const isOnline = useOnline();
  const unsent = items.filter(isUnsent).length;
  const isOut = isOver || sending === 'signed_out';
  const isWaiting = sending === 'waiting' && unsent > 0;
  return (
    <div class="line">
      {isOut && (
        <p class="line-state" role="alert">
          {words.signedOut(unsent)}
          <button type="button" onClick={signInAgain}>
            {words.signIn}
          </button>
        </p>
      )}
      {!isOut && !isOnline && <p class="line-state">{words.offline(unsent)}</p>}
      {!isOut && isOnline && isWaiting && <p class="line-state">{words.waiting(unsent)}</p>}
      {!isFull && outbox?.isFull && <p class="line-state">{words.full(unsent)}</p>}
      <p class="unseen" role="status">
        <Announced items={items} />
      </p>
    </div>
  );
}

function Announced({ items }: { readonly items: readonly Item[] }) {
  const words = useReporterWords();
  const counts = (['live', 'desk', 'refused'] as const).map(
    (at) => items.filter(({ state }) => state.at === at).length,
  );
  const [before, setBefore] = useState(counts);
  const [text, setText] = useState('');
  const key = counts.join();
  useEffect(() => {
    const [live = 0, desk = 0, refused = 0] = counts.map((count, at) => count - (before[at] ?? 0));
    setBefore(counts);
    if (items.length > 0 && before.some((count) => count > 0)) setText(words.announced(live, desk, refused));
  }, [key]);
  return <>{text}</>;
}

function useOnline(): boolean {
  const [isOnline, setIsOnline] = useState(navigator.onLine);
  useEffect(() => {
    const look = () => setIsOnline(navigator.onLine);
    for (const event of ['online', 'offline']) addEventListener(event, look);
    return () => {
      for (const event of ['online', 'offline']) removeEventListener(event, look);
    };
  }, []);
  return isOnline;
}
