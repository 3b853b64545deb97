import type { MetricPresentation } from '#contract/presentation';
import type { MetricSums, ShownSums, TotalChange, TotalsPatch, TotalsState } from '#contract/totals';
import { CITY_SUM } from './sums.js';
import { type StoredCity, whatIsNamed } from './stored-total.js';
import { cityView } from './views.js';

/** What the desk has decided about showing metrics; what it said nothing about is in every encoding, whole. */
export type Presentation = Readonly<Record<string, MetricPresentation>> | undefined;

/** Readers are given nothing of it, in totals or in updates. */
export function isOfDesk(metric: string, presentation: Presentation | null | undefined): boolean {
  return presentation?.[metric]?.shows === 'desk';
}

/** A stored total in the form readers hold: cities without their single sources, nothing that the desk withholds. */
export function shownTotal(key: string, value: unknown, presentation: Presentation): TotalsPatch[string] {
  const named = whatIsNamed(key);
  if (value === null || named.of === 'counts' || named.of === 'pinned') return value as TotalsPatch[string];
  const decided = presentation?.[named.metric];
  if (isOfDesk(named.metric, presentation)) return null;
  return named.of === 'city' ? cityView(value as StoredCity) : shownSums(value as MetricSums, decided);
}

export function shownSums(sums: MetricSums, decided: MetricPresentation | undefined): ShownSums {
  if (!withholdsSum(decided)) return sums;
  const leading = sums.leading.source === CITY_SUM ? null : sums.leading;
  return { ...sums, citySum: null, leading, citySumExceedsClaim: false };
}

/** The whole state without what the desk withholds. */
export function shownState(state: TotalsState, presentation: Presentation): unknown {
  if (!presentation) return state;
  const shown = Object.entries(state.metrics).filter(([metric]) => !isOfDesk(metric, presentation));
  const metrics = shown.map(([metric, { cities, ...sums }]) => {
    return [metric, { ...shownSums(sums, presentation[metric]), cities }];
  });
  return { ...state, metrics: Object.fromEntries(metrics) };
}

/** Changes of shown totals without those of what the desk withholds. */
export function shownChanges<T extends TotalChange>(
  changes: readonly T[],
  presentation: Presentation,
): readonly T[] {
  return presentation ? changes.filter((change) => isShown(change, presentation)) : changes;
}

function isShown({ key, before, after }: TotalChange, presentation: NonNullable<Presentation>): boolean {
  const [, metric = '', part] = key.split('/');
  const decided = presentation[metric];
  if (!decided || decided.shows === 'desk') return !decided;
  if (!withholdsSum(decided) || part === 'cities') return true;
  return (
    part !== 'citySum' &&
    ![before, after].some((total) => total && 'source' in total && total.source === CITY_SUM)
  );
}

function withholdsSum(decided: MetricPresentation | undefined): boolean {
  return decided !== undefined && (decided.sumSuspended || decided.shows !== 'city_sum');
}
