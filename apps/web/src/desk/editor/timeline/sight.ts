import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

/**
 * Rows above and below what is in sight that are there already. After a leap they come a frame later: all rows are new
 * then, and these would be two of five (of 12 ms of processor, measured at a window of 900 px).
 */
const BEYOND = 8;

export interface Sight {
  readonly from: number;
  readonly to: number;
}

/** Which rows of a list are in sight, all of one height, a few more at both ends. */
export function useSight(list: RefObject<HTMLElement | null>, rowHeight: number, count: number): Sight {
  const [sight, setSight] = useState<Sight>({ from: 0, to: 60 });
  const shown = useRef(sight);
  useLayoutEffect(() => {
    const element = list.current;
    if (!element) return undefined;
    const look = () => {
      const first = Math.floor(element.scrollTop / rowHeight);
      const end = Math.max(first + 1, Math.ceil((element.scrollTop + element.clientHeight) / rowHeight));
      const { from, to } = shown.current;
      const isLeap = first >= to || end <= from;
      const beyond = isLeap ? 0 : BEYOND;
      const next = { from: Math.max(0, first - beyond), to: end + beyond };
      if (next.from === from && next.to === to) return;
      shown.current = next;
      setSight(next);
      if (isLeap) setTimeout(look); // a frame asked for here would be this one
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
