import type { Figure, Leading } from '#contract/figure';
import type { SourceKind } from '#contract/story';
import type { CityTotals } from '#contract/totals';
import { byCodePoint, compareFigures, greatest } from '../figures/strength.js';
import type { SourceFigure } from './rule.js';

/** Figures by source, about one city or the whole story. */
export type Figures = ReadonlyMap<string, SourceFigure>;
/** What decides which source leads: the editors' order, and who is who. */
export interface Preferred {
  readonly order: readonly string[];
  readonly kinds: ReadonlyMap<string, SourceKind>;
}
type Entry = readonly [source: string, figure: SourceFigure];

/** Null where nobody has a figure. */
export function cityTotals(figures: Figures, preferred: Preferred): CityTotals | null {
  const leading = leadingOf(figures, preferred);
  return leading && { leading, sources: bySource(figures), range: rangeOf(figures) };
}

/** The first preferred source that has a figure; else the strongest of anyone but organisers; else theirs. */
export function leadingOf(figures: Figures, { order, kinds }: Preferred): Leading | null {
  const entries = [...figures];
  const isWanted = (want: string) => (source: string) =>
    source === want || `kind:${kinds.get(source)}` === want;
  const candidates = [...order.map(isWanted), (source: string) => kinds.get(source) !== 'organiser'];
  for (const isCandidate of [...candidates, () => true]) {
    const best = greatest(
      entries.filter(([source]) => isCandidate(source)),
      compareEntries,
    );
    if (best) return leadBy(...best);
  }
  return null;
}

/** A source's figure as a leading one: without what only its source's list shows. */
export function leadBy(source: string, figure: Figure): Leading {
  const { low, high, qualifier, words, label, asOf } = figure;
  return { source, low, high, qualifier, words, label, asOf };
}

/** A null prototype, since any text may be a source's or city's id. Keys by code point: one state, one text. */
export function bySource<F>(figures: ReadonlyMap<string, F>): Readonly<Record<string, F>> {
  return record([...figures].sort(([a], [b]) => byCodePoint(a, b)));
}

export function record<T>(entries: Iterable<readonly [key: string, value: T]>): Record<string, T> {
  const object: Record<string, T> = Object.create(null);
  for (const [key, value] of entries) object[key] = value;
  return object;
}

function rangeOf(figures: Figures): CityTotals['range'] {
  const whole = [...figures].filter(([, figure]) => !('partial' in figure && figure.partial));
  const strongest = greatest(whole, compareEntries);
  const weakest = greatest(whole, (a, b) => compareEntries(b, a));
  return weakest && strongest && whole.length > 1 ? [weakest[0], strongest[0]] : null;
}

function compareEntries([a, figureA]: Entry, [b, figureB]: Entry): number {
  return compareFigures(figureA, figureB) || byCodePoint(a, b);
}
