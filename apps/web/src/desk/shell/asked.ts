import { useCallback, useEffect, useState } from 'preact/hooks';

/** What was asked for: not there yet, there, or why not. What was there stays while it is asked for again. */
export interface Asked<T> {
  readonly value: T | undefined;
  readonly error: unknown;
  readonly again: () => void;
}

/** Asks when first shown, and again where `key` changes. Null: there is nothing to ask yet. */
export function useAsked<T>(key: string | null, ask: () => Promise<T>): Asked<T> {
  const [state, setState] = useState<{ key: string | null; value?: T; error?: unknown }>({ key });
  const [round, setRound] = useState(0);
  useEffect(() => {
    if (key === null) return undefined;
    let isWanted = true;
    ask().then(
      (value) => isWanted && setState({ key, value }),
      (error: unknown) => isWanted && setState((before) => ({ ...before, key, error })),
    );
    return () => {
      isWanted = false;
    };
  }, [key, round]);
  const again = useCallback(() => setRound((before) => before + 1), []);
  const isOfKey = state.key === key;
  return { value: isOfKey ? state.value : undefined, error: isOfKey ? state.error : undefined, again };
}
