import { useEffect, useRef } from 'preact/hooks';
import { keepIn } from '../../shell/keep-in.js';

const KEPT_AS = 'dateline-single-keys';

/** Whether a letter alone does something. Off for those who dictate, or whose hands slip. */
export function singleKeysAreOn(): boolean {
  return localStorage.getItem(KEPT_AS) !== 'off';
}
export function keepSingleKeys(isOn: boolean): void {
  keepIn(localStorage, KEPT_AS, isOn ? 'on' : 'off');
}

export type KeyActs = Readonly<Record<string, (() => void) | undefined>>;

/** Single keys, wherever the keyboard is but in a field. */
export function useKeys(acts: KeyActs, isOn: boolean): void {
  const current = useRef(acts);
  current.current = acts;
  useEffect(() => {
    if (!isOn) return undefined;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target))
        return;
      const act = current.current[lettersOf(event)];
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [isOn]);
}

/** With a Russian layout the keys are where they were: named by place, but `?` and `/` by what they write. */
function lettersOf({ key, code }: KeyboardEvent): string {
  if (key === '?' || key === '/') return key;
  return /^Key[A-Z]$/.test(code) ? code.slice(3).toLowerCase() : key;
}

function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('dialog, .writing, .choosing')) return true;
  return (
    target.isContentEditable ||
    (target.matches('input, textarea, select') && !target.matches('[type=checkbox]'))
  );
}
