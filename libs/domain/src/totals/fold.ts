import type { CityTotals, MetricTotals, MetricType, TotalsState } from '#contract/totals';
import type { PlacedClaim } from '../figures/claim.js';
import { metricType, type StoryRules } from '../figures/rules.js';
import { byCodePoint } from '../figures/strength.js';
import { Decisions } from './decisions.js';
import type { Delivery, UpdateFigures } from './delivery.js';
import { ledgerFor } from './ledger.js';
import { cityTotals, type Figures, record } from './place.js';
import type { SourceFigure } from './rule.js';
import { metricSums } from './sums.js';
import { claimsOf } from './update-claims.js';

/**
 * The totals of a story: a pure function of the newest revisions and the editors' decisions, the same for any order
 * of deliveries and any repeats. Throws a coded error on what the door refuses.
 */
export function fold(deliveries: Iterable<Delivery>, rules: StoryRules): TotalsState {
  const { updates, decisions } = newest(deliveries);
  const published = updates.filter((update) => update.status === 'published');
  const counted = published.flatMap((update) => countedClaims(update, decisions, rules));
  const metrics = [...groupBy(counted, (claim) => claim.metric)].map(
    ([metric, claims]) => [metric, metricTotals(metric, claims, decisions, rules)] as const,
  );
  const live = new Set(published.map((update) => update.id));
  return {
    metrics: record(sorted(metrics)),
    updates: {
      published: published.length,
      retracted: updates.length - published.length,
      corrected: published.filter((update) => update.revision > 1).length,
    },
    citiesReporting: new Set([...published, ...counted].flatMap(({ city }) => city || [])).size,
    pinned: decisions.pinned().filter((id) => live.has(id)),
  };
}

function newest(deliveries: Iterable<Delivery>) {
  const updates = new Map<string, UpdateFigures>();
  const decisions = new Decisions();
  for (const delivery of deliveries) {
    if (delivery.type !== 'update') decisions.take(delivery);
    else if ((updates.get(delivery.id)?.revision ?? 0) < delivery.revision)
      updates.set(delivery.id, delivery);
  }
  return { updates: [...updates.values()], decisions };
}

function countedClaims(update: UpdateFigures, decisions: Decisions, rules: StoryRules): PlacedClaim[] {
  return claimsOf(update, rules).filter(
    ({ state }, index) => (decisions.ruling(update.id, index) ?? state) === 'counted',
  );
}

function metricTotals(
  metric: string,
  claims: readonly PlacedClaim[],
  decisions: Decisions,
  rules: StoryRules,
): MetricTotals {
  const type = metricType(rules, metric) ?? 'counter';
  const preferred = (city: string | null) => ({ order: decisions.order(metric, city), kinds: rules.sources });
  const places = groupBy(claims, (claim) => claim.city);
  const figures = (city: string | null) => figuresOf(type, places.get(city) ?? []);
  const cities: [string, CityTotals][] = [];
  for (const city of places.keys()) {
    const totals = city === null ? null : cityTotals(figures(city), preferred(city));
    if (city !== null && totals) cities.push([city, totals]);
  }
  const leading = cities.map(([, totals]) => totals.leading);
  const sums = metricSums(type, leading, figures(null), preferred(null));
  if (!sums) throw new Error(`Claims about ${metric} add up to no figure.`);
  return { ...sums, cities: record(sorted(cities)) };
}

function figuresOf(type: MetricType, claims: readonly PlacedClaim[]): Figures {
  const figures = new Map<string, SourceFigure>();
  for (const [source, said] of groupBy(claims, (claim) => claim.source)) {
    const ledger = ledgerFor(type);
    for (const { claim } of said) ledger.add(claim);
    const figure = ledger.figure();
    if (figure) figures.set(source, figure);
  }
  return figures;
}

function groupBy<T, K>(items: readonly T[], key: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}

function sorted<T extends readonly [key: string, value: unknown]>(entries: readonly T[]): T[] {
  return entries.toSorted(([a], [b]) => byCodePoint(a, b));
}
