import fc from 'fast-check';
import type { Figure, FigureClaim } from '#contract/figure';
import { DEFAULT_METRICS, type SourceKind } from '#contract/story';
import { day, quickCount, reordered, repeatsAndOrder, RULES as ANY_DAY } from '../../test/any-day.js';
import type { PlacedClaim } from '../figures/claim.js';
import { label } from '../figures/interval.js';
import { compareStrength } from '../figures/strength.js';
import type { StoryRules } from '../figures/rules.js';
import type { Delivery, RulingDecision, UpdateFigures } from './delivery.js';
import { fold } from './fold.js';
import { RunningTotals } from './running-totals.js';
import type { StoredCity } from './stored-total.js';
import { claimsOf } from './update-claims.js';
import { assembleState, patchOf } from './views.js';

const RULES: StoryRules = {
  cities: new Set(['spb', 'omsk']),
  sources: new Map<string, SourceKind>([
    ['own', 'own'],
    ['police', 'official'],
  ]),
  metrics: DEFAULT_METRICS,
};
type Said = Partial<FigureClaim>;

function update(id: string, time: string, said: Said, more: Partial<UpdateFigures> = {}): UpdateFigures {
  const occurredAt = `2021-01-23T${time}:00Z`;
  const figures = [{ metric: 'arrests', source: 'own', ...said }];
  const base = { type: 'update', revision: 1, status: 'published', city: 'spb' } as const;
  return { ...base, id, occurredAt, figures, ...more };
}
function ruling(id: string, time: string, state: RulingDecision['state']): RulingDecision {
  return { type: 'ruling', id, decidedAt: `2021-01-23T${time}:00Z`, updateId: 'low', figure: 0, state };
}
function totalsAfter(...deliveries: Delivery[]): RunningTotals {
  const totals = new RunningTotals(RULES);
  for (const delivery of deliveries) totals.apply(delivery);
  return totals;
}
const sent = (totals: RunningTotals, key = 'arrests/spb') =>
  (patchOf(totals, [key])[key] as StoredCity | null)?.laterLower?.label;

const HIGH = update('high', '12:00', { value: 1_000 });
const LOW = update('low', '13:00', { value: 899 });

describe('a source that says less later', () => {
  test('is told of beside its higher figure when it is more than a tenth lower', () => {
    expect(sent(totalsAfter(HIGH, LOW))).toBe('899');
    expect(sent(totalsAfter(HIGH, update('low', '13:00', { value: 900 })))).toBeUndefined();
    expect(sent(totalsAfter(HIGH, update('low', '13:00', { low: 10, high: 899 })))).toBe('10–899');
    expect(sent(totalsAfter(HIGH, update('low', '13:00', { low: 10, high: 900 })))).toBeUndefined();
    const atMost = update('high', '12:00', { value: 1_000, qualifier: 'up_to' });
    expect(sent(totalsAfter(atMost, update('low', '13:00', { value: 500, qualifier: 'up_to' })))).toBe(
      'up to 500',
    );
  });

  test.each<[string, Delivery]>([
    ['before', update('low', '11:00', { value: 10 })],
    ['at the same moment', update('low', '12:00', { value: 10 })],
    ['elsewhere', update('low', '13:00', { value: 10 }, { city: 'omsk' })],
    ['of the whole story', update('low', '13:00', { value: 10, scope: 'story' })],
    ['as an increment', update('low', '13:00', { value: 10, kind: 'new' })],
    ['of what a reporter saw', update('low', '13:00', { value: 10, kind: 'seen' })],
    ['as another source', update('low', '13:00', { value: 10, source: 'police' })],
    ['in words', update('low', '13:00', { words: 'dozens' })],
    ['and is not believed', update('low', '13:00', { value: 10, state: 'refused' })],
    ['and stands for it itself', update('low', '13:00', { value: 10, kind: 'revised' })],
  ])('is not by what was said %s', (_, delivery) => {
    expect(sent(totalsAfter(HIGH, delivery))).toBeUndefined();
  });

  test('is told of by the last that it said, and not at all once that is near its higher figure again', () => {
    expect(sent(totalsAfter(HIGH, LOW, update('u3', '14:00', { value: 700 })))).toBe('700');
    expect(sent(totalsAfter(HIGH, LOW, update('u3', '12:30', { value: 700 })))).toBe('899');
    expect(sent(totalsAfter(HIGH, LOW, update('u3', '14:00', { value: 950 })))).toBeUndefined();
    expect(sent(totalsAfter(HIGH, LOW, update('u3', '14:00', { value: 5, kind: 'new' })))).toBeUndefined();
  });

  test('is told of by what counts of it: corrected, retracted, restored, ruled on', () => {
    const totals = totalsAfter(HIGH, LOW);
    const steps: [Delivery, string | undefined][] = [
      [{ ...LOW, revision: 2, figures: [{ metric: 'arrests', source: 'own', value: 990 }] }, undefined],
      [{ ...LOW, revision: 3 }, '899'],
      [{ ...LOW, revision: 4, status: 'retracted', figures: [] }, undefined],
      [{ ...LOW, revision: 5 }, '899'],
      [ruling('r1', '13:00', 'held'), undefined],
      [ruling('r2', '13:01', 'counted'), '899'],
    ];
    for (const [delivery, told] of steps) {
      const { touched, changes } = totals.apply(delivery);
      expect([touched.has('arrests/spb'), changes, sent(totals)]).toEqual([true, [], told]);
    }
  });

  test('is told of where it is the one whose figure is shown', () => {
    const prefer = (order: string[], time: string): Delivery => {
      const decidedAt = `2021-01-23T${time}:00Z`;
      return { type: 'preference', id: time, decidedAt, metric: 'arrests', city: null, order };
    };
    const totals = totalsAfter(HIGH, LOW, update('u3', '12:00', { value: 40, source: 'police' }));
    totals.apply(prefer(['police'], '13:00'));
    expect(sent(totals)).toBeUndefined();
    totals.apply(prefer([], '13:10'));
    expect(sent(totals)).toBe('899');
  });

  test('is told of beside every claim of the whole story', () => {
    const claim = (id: string, time: string, source: string, value: number) =>
      update(id, time, { source, value, scope: 'story' }, { city: null });
    const totals = totalsAfter(claim('a', '12:00', 'own', 1_090), claim('b', '12:00', 'police', 400));
    expect(totals.valueOf('arrests')).not.toHaveProperty('laterLower');
    totals.apply(claim('c', '13:00', 'police', 300));
    expect(patchOf(totals, ['arrests'])['arrests']).toMatchObject({
      laterLower: { police: { label: '300', asOf: '2021-01-23T13:00:00Z' } },
    });
  });

  test('is not told of in the totals, which have the form that the law gives them', () => {
    const claims = [HIGH, LOW].map((said) => ({
      ...said,
      id: `${said.id} of all`,
      figures: said.figures.map((figure) => ({ ...figure, scope: 'story' as const })),
    }));
    const totals = totalsAfter(HIGH, LOW, ...claims);
    expect(JSON.stringify([...totals.values()]).match(/laterLower/g)).toHaveLength(2);
    expect(JSON.stringify(totals.state())).not.toContain('laterLower');
    expect(assembleState(totals.values())).toEqual(totals.state());
  });
});

describe('what is told of any day', () => {
  test('is what a search through all newest revisions finds, at every step, in any order and with repeats', () => {
    let found = 0;
    fc.assert(
      fc.property(fc.oneof(day, quickCount), repeatsAndOrder, (deliveries, seeds) => {
        for (const received of [deliveries, reordered(deliveries, ...seeds)]) {
          const totals = new RunningTotals(ANY_DAY);
          for (const [index, delivery] of received.entries()) {
            totals.apply(delivery);
            const searched = search(received.slice(0, index + 1));
            expect(toldIn(totals)).toEqual(searched);
            found += Object.keys(searched).length;
          }
        }
      }),
      { numRuns: 400 },
    );
    expect(found).toBeGreaterThan(100);
  });
});

function toldIn(totals: RunningTotals): Record<string, string> {
  const told = [...totals.values()].flatMap(([key, stored]): [string, Figure | undefined][] => {
    if ('sources' in stored) return [[`${key} ${stored.leading.source}`, stored.laterLower]];
    if (!('storyWide' in stored)) return [];
    return Object.entries(stored.laterLower ?? {}).map(([source, figure]) => [`${key} ${source}`, figure]);
  });
  return Object.fromEntries(
    told.flatMap(([key, figure]) => (figure ? [[key, `${figure.label} ${figure.asOf}`]] : [])),
  );
}

/** Slowly: of each figure that is shown everything that its source said there. */
function search(deliveries: readonly Delivery[]): Record<string, string> {
  const { metrics } = fold(deliveries, ANY_DAY);
  const shown = Object.entries(metrics).flatMap(([metric, { type, cities, storyWide }]) => [
    ...(type === 'gauge' ? [] : Object.entries(storyWide)).map(([source, figure]) => ({
      ...{ metric, city: null, source, figure },
    })),
    ...(type === 'gauge' ? [] : Object.entries(cities)).map(([city, { leading }]) => ({
      ...{ metric, city, source: leading.source, figure: leading },
    })),
  ]);
  const counted = countedIn(deliveries);
  const told = shown.flatMap(({ metric, city, source, figure }) => {
    const later = counted
      .filter((said) => said.metric === metric && said.city === city && said.source === source)
      .map(({ claim }) => claim)
      .filter(({ kind, asOf }) => kind === 'so_far' && asOf > figure.asOf)
      .sort((a, b) => (a.asOf === b.asOf ? compareStrength(b, a) : a.asOf < b.asOf ? 1 : -1));
    const [last] = later;
    const least = figure.qualifier === 'up_to' ? (figure.high ?? 0) : figure.low;
    if (!last || last.words || BigInt(last.high ?? last.low) * 10n >= BigInt(least) * 9n) return [];
    return [[`${city === null ? metric : `${metric}/${city}`} ${source}`, `${label(last)} ${last.asOf}`]];
  });
  return Object.fromEntries(told);
}

function countedIn(deliveries: readonly Delivery[]): PlacedClaim[] {
  const newest = new Map<string, UpdateFigures>();
  const rulings = new Map<string, RulingDecision>();
  for (const each of deliveries) {
    if (each.type === 'update' && (newest.get(each.id)?.revision ?? 0) < each.revision)
      newest.set(each.id, each);
    if (each.type !== 'ruling') continue;
    const about = `${each.updateId} ${each.figure}`;
    const held = rulings.get(about);
    if (!held || `${held.decidedAt} ${held.id}` < `${each.decidedAt} ${each.id}`) rulings.set(about, each);
  }
  return [...newest.values()]
    .flatMap((each) =>
      claimsOf(each, ANY_DAY).map((placed, index) => ({ placed, about: `${each.id} ${index}` })),
    )
    .filter(({ placed, about }) => (rulings.get(about)?.state ?? placed.state) === 'counted')
    .map(({ placed }) => placed);
}
