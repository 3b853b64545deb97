import fc from 'fast-check';
import { COUNTER_KINDS, FIGURE_STATES, type FigureClaim, QUALIFIERS, WORD_FLOORS } from '#contract/figure';
import { DEFAULT_METRICS, type SourceKind } from '#contract/story';
import type { StoryRules } from '../src/figures/rules.js';
import type { Decision, Delivery, UpdateFigures } from '../src/totals/delivery.js';

export const RULES: StoryRules = {
  cities: new Set(),
  sources: new Map<string, SourceKind>([
    ['own', 'own'],
    ['ovd-info', 'monitor'],
    ['mbk', 'media'],
    ['police', 'official'],
    ['organisers', 'organiser'],
    ['constructor', 'organiser'],
  ]),
  metrics: DEFAULT_METRICS,
};

// Few ids, moments, counts and places, so that ties, chains and overtakings are the rule.
const updateId = fc.constantFrom('a', 'Z', 'u1', 'u10', 'u2', '\u{1f600}', '\uff5e');
const city = fc.constantFrom('spb', 'spb', 'moscow', 'constructor');
const cityOrNone = fc.option(city, { freq: 4 });
const source = fc.constantFrom('police', 'own', 'police', 'own', ...RULES.sources.keys());
const metric = fc.constantFrom('arrests', 'arrests', 'crowd', 'released');
const moment = fc
  .tuple(fc.constantFrom(11, 12), fc.constantFrom(0, 0, 1, 59), fc.constantFrom(0, 0, 10, 59))
  .map((parts) => `2021-01-23T${parts.map((part) => String(part).padStart(2, '0')).join(':')}Z`);
const count = fc.constantFrom(0, 1, 5, 9, 10, 11, 90, 95, 98, 100, 101, 110, 1000, Number.MAX_SAFE_INTEGER);
const value: fc.Arbitrary<Partial<FigureClaim>> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ value: count, qualifier: fc.constantFrom(...QUALIFIERS) }) },
  fc.tuple(count, count).map(([a, b]) => ({ low: Math.min(a, b), high: Math.max(a, b) })),
  fc.constantFrom(...Object.keys(WORD_FLOORS)).map((words) => ({ words }) as Partial<FigureClaim>),
);
const figure: fc.Arbitrary<FigureClaim> = fc
  .record({
    metric,
    source,
    value,
    kind: fc.constantFrom(undefined, 'new' as const, ...COUNTER_KINDS),
    place: fc.oneof(
      { weight: 5, arbitrary: fc.constant({}) },
      { weight: 2, arbitrary: city.map((id) => ({ city: id })) },
      fc.constant({ scope: 'story' as const }),
    ),
    asOf: fc.option(moment, { nil: undefined, freq: 4 }),
    state: fc.constantFrom(undefined, undefined, undefined, ...FIGURE_STATES),
  })
  .map(({ value: said, kind, place, ...rest }) => {
    return { ...rest, ...said, ...place, ...(rest.metric === 'crowd' ? {} : { kind }) };
  });
const update: fc.Arbitrary<UpdateFigures> = fc
  .record({
    type: fc.constant('update' as const),
    id: updateId,
    revision: fc.constantFrom(1, 1, 1, 2, 2, 3, 4),
    status: fc.constantFrom('published', 'published', 'published', 'retracted'),
    city: cityOrNone,
    occurredAt: moment,
    figures: fc.array(figure, { maxLength: 4 }),
  })
  .map((one) => ({ ...one, figures: one.figures.map((said) => placedSomewhere(said, one.city)) }));
const decision: fc.Arbitrary<Decision> = fc.oneof(
  fc.record({
    type: fc.constant('preference' as const),
    id: fc.uuid(),
    decidedAt: moment,
    metric,
    city: cityOrNone,
    order: fc.constantFrom([], ['police'], ['kind:organiser'], ['kind:media', 'own'], ['nobody', 'ovd-info']),
  }),
  fc.record({
    type: fc.constant('pin' as const),
    id: fc.uuid(),
    decidedAt: moment,
    updateId,
    pinned: fc.boolean(),
  }),
  fc.record({
    type: fc.constant('ruling' as const),
    id: fc.uuid(),
    decidedAt: moment,
    updateId,
    figure: fc.constantFrom(0, 0, 1, 2),
    state: fc.constantFrom(...FIGURE_STATES),
  }),
);
export const day: fc.Arbitrary<Delivery[]> = fc
  .array(fc.oneof({ weight: 3, arbitrary: update as fc.Arbitrary<Delivery> }, decision), { maxLength: 25 })
  .map(withoutContradictions);
export const repeatsAndOrder = fc.tuple(
  fc.array(fc.nat(), { maxLength: 5 }),
  fc.array(fc.nat(), { minLength: 40 }),
);

/** One source counts in one city within a minute or two, an update for each figure, in any order of ids. */
export const quickCount: fc.Arbitrary<Delivery[]> = fc
  .array(fc.record({ value, kind: fc.constantFrom(...COUNTER_KINDS), occurredAt: moment, rank: fc.nat() }))
  .map((posts) =>
    posts.map(({ value: said, kind, occurredAt, rank }, index) => {
      const figures = [{ metric: 'arrests', source: 'police', kind, ...said }];
      const id = `${rank} ${index}`;
      return { type: 'update', id, revision: 1, status: 'published', city: 'spb', occurredAt, figures };
    }),
  );

export function reordered<T>(items: readonly T[], repeats: readonly number[], order: readonly number[]): T[] {
  const repeated = items.length === 0 ? [] : repeats.map((index) => items[index % items.length] as T);
  const all = [...items, ...repeated].map((item, index) => ({ item, rank: order[index] ?? 0 }));
  return all.toSorted((a, b) => a.rank - b.rank).map(({ item }) => item);
}

/** A figure of an update without a city names one itself. */
function placedSomewhere(said: FigureClaim, cityOfUpdate: string | null): FigureClaim {
  return (cityOfUpdate ?? said.city ?? said.scope) ? said : { ...said, city: 'spb' };
}

/** Two contents under one id and revision are refused before they get here: the first stands for both. */
function withoutContradictions(deliveries: readonly Delivery[]): Delivery[] {
  const first = new Map<string, Delivery>();
  return deliveries.map((delivery) => {
    if (delivery.type !== 'update') return delivery;
    const key = `${delivery.revision} ${delivery.id}`;
    first.set(key, first.get(key) ?? delivery);
    return first.get(key) ?? delivery;
  });
}
