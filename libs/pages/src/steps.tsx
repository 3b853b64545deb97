import type { Instant } from '#contract/figure';
import type { TotalChange } from '#contract/totals';
import { highEnd, type Saying } from './saying.js';
import { CITY_SUM } from './shown-metrics.js';

/** A total as it was shown from a moment on; null: none. */
export interface Step {
  readonly at: Instant;
  readonly figure: Saying | null;
}
export interface StepLine {
  /** Source id, or `city-sum`. */
  readonly source: string;
  readonly steps: readonly Step[];
}
type Change = Pick<TotalChange, 'key' | 'before' | 'after'> & { readonly shownAt: Instant };

/**
 * What a total was over the day, a line for each source that led and for the sum. A line stops where its source gave way to
 * another: nothing is known of it until it leads again.
 */
export function stepLines(changes: readonly Change[]): StepLine[] {
  const lines = new Map<string, Step[]>();
  const put = (source: string, at: Instant, figure: Saying | null) => {
    const steps = lines.get(source) ?? [];
    if (steps.at(-1)?.at === at) steps.pop();
    lines.set(source, [...steps, { at, figure }]);
  };
  for (const { key, before, after, shownAt } of changes) {
    const [from, to] = [before, after].map((value) => sourceIn(key, value));
    if (key.endsWith('/leading') && (from === CITY_SUM || to === CITY_SUM)) {
      if (from && from !== CITY_SUM) put(from, shownAt, null);
      if (to && to !== CITY_SUM) put(to, shownAt, after);
      continue;
    }
    if (from && from !== to) put(from, shownAt, null);
    if (to) put(to, shownAt, after);
  }
  return [...lines].map(([source, steps]) => ({ source, steps }));
}

function sourceIn(key: string, value: TotalChange['after']): string | undefined {
  if (!value) return undefined;
  return key.endsWith('/citySum') || !('source' in value) ? CITY_SUM : value.source;
}

/** A report speaks for so long; after that the line stops until the next. */
const HELD_MS = 2 * 60 * 60_000;

export interface Scale {
  readonly x: (at: Instant) => number;
  readonly y: (value: number) => number;
  /** Milliseconds to the drawing's units. */
  readonly held: number;
}
export function scaleOf(from: number, to: number, most: number, size: readonly [number, number]): Scale {
  const perMs = size[0] / Math.max(1, to - from);
  const x = (at: Instant) => Math.round(10 * (Date.parse(at) - from) * perMs) / 10;
  const y = (value: number) => Math.round(10 * size[1] * (1 - value / Math.max(1, most))) / 10;
  return { x, y, held: HELD_MS * perMs };
}

/** Path data: level from report to report, upright where the number changed, nothing where nothing was said. */
export function stepPath(steps: readonly Step[], { x, y, held }: Scale): string {
  let path = '';
  let open = false;
  for (const [index, { at, figure }] of steps.entries()) {
    const left = x(at);
    if (figure) path += open ? `V${y(highEnd(figure))}` : `M${left} ${y(highEnd(figure))}`;
    open = figure !== null;
    const next = steps[index + 1];
    if (!open || !next) continue;
    const right = Math.min(x(next.at), left + held);
    path += `H${Math.round(10 * right) / 10}`;
    open = right === x(next.at);
  }
  return path;
}
