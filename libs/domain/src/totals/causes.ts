import type { CitySum, Leading } from '#contract/figure';
import type { Cause, TotalChange } from '#contract/totals';
import type { UpdateStatus } from '#contract/update';
import { placeOf } from '../figures/claim.js';
import { compareFigures } from '../figures/strength.js';
import type { Delivery, UpdateFigures } from './delivery.js';
import type { MetricMove } from './running-metric.js';
import { isSame } from './same.js';
import { CITY_SUM } from './sums.js';

/** A delivery, and the status of the same update's newest revision before it; null: it is the first. */
export interface Occasion {
  readonly delivery: Delivery;
  readonly previous: UpdateStatus | null;
}
type Shown = Leading | null;

/** The shown totals of one metric that changed, each with its cause: cities by code point, their sum, the story's. */
export function changesOf(occasion: Occasion, { metric, cities, sums }: MetricMove): TotalChange[] {
  const inCities = [...cities].flatMap(([city, { before, after }]) =>
    change(`metrics/${metric}/cities/${city}/leading`, before?.leading, after?.leading, (was, is) =>
      causeOf(occasion, metric, city, was, is),
    ),
  );
  const { before, after } = sums ?? { before: null, after: null };
  const ofCities = () => inCities.find(({ cause }) => cause !== 'figure')?.cause ?? 'figure';
  const isSum = [before, after].every((state) => state === null || state.leading.source === CITY_SUM);
  return [
    ...inCities,
    ...change(`metrics/${metric}/citySum`, before?.citySum, after?.citySum, ofCities),
    ...change(`metrics/${metric}/leading`, before?.leading, after?.leading, (was, is) =>
      isSum ? ofCities() : causeOf(occasion, metric, null, was, is),
    ),
  ];
}

function change<T extends Leading | CitySum>(
  key: string,
  before: T | null = null,
  after: T | null = null,
  cause: (before: T | null, after: T | null) => Cause,
): TotalChange[] {
  return isSame(before, after) ? [] : [{ key, before, after, cause: cause(before, after) }];
}

function causeOf(
  occasion: Occasion,
  metric: string,
  city: string | null,
  before: Shown,
  after: Shown,
): Cause {
  const { delivery, previous } = occasion;
  if (delivery.type !== 'update') return delivery.type === 'ruling' ? 'ruling' : 'preference';
  if (previous !== null) return causeOfRevision(delivery.status, previous);
  if (before === null || after === null) return 'figure';
  if (states(delivery, metric, city, [before.source, after.source])) return 'revised';
  if (compareFigures(after, before) < 0) {
    return after.source === before.source ? 'own_count_replaces_sum' : 'source_preferred';
  }
  return after.low < before.low ? 'firm_replaces_round' : 'figure';
}

function causeOfRevision(status: UpdateStatus, previous: UpdateStatus): Cause {
  if (status === 'retracted') return 'retraction';
  return previous === 'retracted' ? 'restored' : 'correction';
}

/** Whether the update carries one of the sources' stated revision of its own total there. */
function states(update: UpdateFigures, metric: string, city: string | null, sources: string[]): boolean {
  return update.figures.some(
    (figure) =>
      figure.kind === 'revised' &&
      figure.metric === metric &&
      placeOf(figure, update.city) === city &&
      sources.includes(figure.source),
  );
}
