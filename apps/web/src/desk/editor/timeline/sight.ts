import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';

/** Rows above and below what is in sight that are there already. */
const BEYOND = 8;

export interface Sight {
  readonly from: number;
  readonly to: number;
}

/** Which rows of a list are in sight, all of one height, a few more at both ends. */
export function useSight(list: RefObject<HTMLElement | null>, rowHeight: number, count: number): Sight {
  const [sight, setSight] = useState<Sight>({ from: 0, to: 60 });
  useLayoutEffect(() => {
    const element = list.current;
    if (!element) return undefined;
    const look = () => {
      const first = Math.floor(element.scrollTop / rowHeight);
      const last = Math.ceil((element.scrollTop + element.clientHeight) / rowHeight);
      const next = { from: Math.max(0, first - BEYOND), to: last + BEYOND };
      setSight((before) => (before.from === next.from && before.to === next.to ? before : next));
    };
    const resized = new ResizeObserver(look);
    resized.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    look();
    return () => {
      resized.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [rowHeight]);
  return { from: Math.min(sight.from, Math.max(0, count - 1)), to: Math.min(sight.to, count) };
}
