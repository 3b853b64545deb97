import { useCallback, useState } from 'preact/hooks';

const PREFIX = 'dateline-desk:';

/** What is being written, kept in this tab until it is sent or thrown away: through a reload, and signing in again. */
export function useKept<T>(key: string, usual: T): [T, (value: T) => void, () => void] {
  const [value, setValue] = useState<T>(() => keptAs(key) ?? usual);
  const keep = useCallback(
    (next: T) => {
      sessionStorage.setItem(PREFIX + key, JSON.stringify(next));
      setValue(next);
    },
    [key],
  );
  const drop = useCallback(() => sessionStorage.removeItem(PREFIX + key), [key]);
  return [value, keep, drop];
}

export function keptAs<T>(key: string): T | null {
  const kept = sessionStorage.getItem(PREFIX + key);
  return kept === null ? null : (JSON.parse(kept) as T);
}
