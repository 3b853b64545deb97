import { useCallback, useState } from 'preact/hooks';
import { useDesk } from '../../shell/at-desk.js';
import { keepIn } from '../../shell/keep-in.js';
import { WRITING } from '../../shell/leaving.js';

/**
 * What somebody is writing, kept in this tab until it is sent or thrown away: through a reload, and signing in again. It
 * goes with the tab, and with signing out.
 */
export function useKept<T>(name: string, usual: T): [T, (value: T) => void, () => void] {
  const key = `${useDesk().who.name}:${name}`;
  const [value, setValue] = useState<T>(() => keptAs(key) ?? usual);
  const keep = useCallback(
    (next: T) => {
      setValue(next);
      keepIn(sessionStorage, WRITING + key, JSON.stringify(next));
    },
    [key],
  );
  const drop = useCallback(() => sessionStorage.removeItem(WRITING + key), [key]);
  return [value, keep, drop];
}

function keptAs<T>(key: string): T | null {
  const kept = sessionStorage.getItem(WRITING + key);
  return kept === null ? null : (JSON.parse(kept) as T);
}
