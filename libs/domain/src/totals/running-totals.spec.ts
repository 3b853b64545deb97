import type { FigureClaim } from '#contract/figure';
import { DEFAULT_METRICS, type SourceKind } from '#contract/story';
import type { CityTotals } from '#contract/totals';
import type { StoryRules } from '../figures/rules.js';
import type { Delivery, RulingDecision, UpdateFigures } from './delivery.js';
import { RunningTotals } from './running-totals.js';
import { canBeMetric } from './stored-total.js';
import { assembleState, patchOf } from './views.js';

const RULES: StoryRules = {
  cities: new Set(['moscow', 'spb']),
  sources: new Map<string, SourceKind>([
    ['own', 'own'],
    ['police', 'official'],
    ['mbk', 'media'],
  ]),
  metrics: DEFAULT_METRICS,
};

function update(id: string, time: string, said: Partial<FigureClaim>[], more: Partial<UpdateFigures> = {}) {
  const figures = said.map((one) => ({ metric: 'arrests', source: 'own', ...one }));
  const occurredAt = `2021-01-23T${time}:00Z`;
  return {
    type: 'update',
    id,
    revision: 1,
    status: 'published',
    city: 'spb',
    occurredAt,
    figures,
    ...more,
  } as const;
}
function ruling(id: string, more: Partial<RulingDecision>): RulingDecision {
  const decidedAt = '2021-01-23T13:00:00Z';
  return { type: 'ruling', id, decidedAt, updateId: 'u1', figure: 0, state: 'refused', ...more };
}
function totalsAfter(...deliveries: Delivery[]): RunningTotals {
  const totals = new RunningTotals(RULES);
  for (const delivery of deliveries) totals.apply(delivery);
  return totals;
}

describe('the updates that count now', () => {
  test('of a running total: its base and what was added in later minutes', () => {
    const totals = totalsAfter(
      update('u1', '11:00', [{ kind: 'new', value: 3 }]),
      update('u2', '12:00', [{ value: 10 }]),
      update('u3', '12:00', [{ kind: 'new', value: 1 }]),
      update('u4', '12:05', [
        { kind: 'new', value: 5 },
        { kind: 'new', value: 6 },
      ]),
      update('u5', '12:06', [{ kind: 'seen', value: 50 }]),
      update('u6', '12:06', [{ source: 'police', value: 7 }]),
    );
    expect(totals.counting('arrests', 'spb')).toEqual(['u2', 'u4']);
  });

  test('of a floor: the increments, or the largest sight, whichever is more', () => {
    const increments = [
      update('u1', '11:00', [{ kind: 'new', value: 3 }]),
      update('u2', '11:10', [{ kind: 'new', value: 4 }]),
    ];
    expect(
      totalsAfter(...increments, update('u3', '11:20', [{ kind: 'seen', value: 7 }])).counting(
        'arrests',
        'spb',
      ),
    ).toEqual(['u1', 'u2']);
    expect(
      totalsAfter(...increments, update('u3', '11:20', [{ kind: 'seen', value: 8 }])).counting(
        'arrests',
        'spb',
      ),
    ).toEqual(['u3']);
    expect(
      totalsAfter(update('u3', '11:20', [{ kind: 'seen', value: 0 }])).counting('arrests', 'spb'),
    ).toEqual(['u3']);
  });

  test('of a gauge: the peak', () => {
    const totals = totalsAfter(
      update('u1', '11:00', [{ metric: 'crowd', value: 900 }]),
      update('u2', '12:00', [{ metric: 'crowd', value: 300 }]),
    );
    expect(totals.counting('crowd', 'spb')).toEqual(['u1']);
  });

  test('of the story: those of every city, until a story-wide claim leads', () => {
    const totals = totalsAfter(
      update('u1', '11:00', [{ value: 3 }]),
      update('u2', '11:00', [{ value: 4 }], { city: 'moscow' }),
      update('u3', '11:00', [{ value: 1 }], { city: 'moscow' }),
    );
    expect(totals.counting('arrests', null).sort()).toEqual(['u1', 'u2']);
    totals.apply(update('u4', '12:00', [{ scope: 'story', value: 2 }]));
    expect(totals.counting('arrests', null)).toEqual(['u4']);
    expect(totals.counting('arrests', 'omsk')).toEqual([]);
    expect(totals.counting('looted', null)).toEqual([]);
  });
});

describe('a delivery that cannot be counted', () => {
  test.each<[string, Delivery]>([
    ['its second figure', update('u1', '12:00', [{ value: 9 }, { value: -1 }], { revision: 2 })],
    ['its source', update('u2', '12:00', [{ value: 9 }, { value: 9, source: 'nobody' }])],
    ['its metric', update('u2', '12:00', [{ value: 9 }, { value: 9, metric: 'constructor' }])],
    ['its moment', update('u2', '12:99', [{ value: 9 }])],
    ['its place', update('u2', '12:00', [{ value: 9 }, { value: 9 }], { city: null })],
    ['its revision', update('u2', '12:00', [], { revision: 1.5 })],
    ['its status', update('u2', '12:00', [], { status: 'draft' as 'published' })],
    ['its state', ruling('r1', { state: 'pending' as 'held' })],
    ['its time', ruling('r1', { decidedAt: 'yesterday' })],
  ])('because of %s leaves everything as it was', (_, delivery) => {
    const totals = totalsAfter(update('u1', '11:00', [{ value: 5 }]));
    const before = JSON.stringify([...totals.values()]);
    expect(() => totals.apply(delivery)).toThrow(expect.objectContaining({ code: expect.any(String) }));
    expect(JSON.stringify([...totals.values()])).toBe(before);
    const { changes } = totals.apply(update('u9', '12:00', [{ value: 6 }]));
    expect(changes[0]).toMatchObject({ before: { label: '5' }, after: { label: '6' }, cause: 'figure' });
  });
});

describe('what an editor decides', () => {
  test('about an update that has not arrived yet holds when it does', () => {
    const totals = totalsAfter(ruling('r1', { state: 'counted' }));
    totals.apply(update('u1', '12:00', [{ value: 9, state: 'held' }]));
    expect(totals.valueOf('arrests/spb')).toMatchObject({ leading: { label: '9' } });
  });

  test('earlier about the same thing, but arriving later, is history', () => {
    const totals = totalsAfter(update('u1', '12:00', [{ value: 9 }]), ruling('r2', {}));
    const older = totals.apply(ruling('r1', { state: 'counted' }));
    expect(older).toMatchObject({ outcome: 'history', changes: [], touched: new Set() });
    expect(totals.valueOf('arrests')).toBeNull();
  });

  test('to prefer the police changes what is shown, and says so', () => {
    const totals = totalsAfter(
      update('u1', '12:00', [{ value: 40, source: 'police' }]),
      update('u2', '12:00', [{ value: 300, source: 'mbk' }]),
    );
    const preference = { type: 'preference', metric: 'arrests', city: null } as const;
    const times = { id: 'p1', decidedAt: '2021-01-23T12:10:00Z' };
    const { changes } = totals.apply({ ...preference, ...times, order: ['kind:official'] });
    expect(changes.map(({ key, cause }) => [key, cause])).toEqual([
      ['metrics/arrests/cities/spb/leading', 'preference'],
      ['metrics/arrests/citySum', 'preference'],
      ['metrics/arrests/leading', 'preference'],
    ]);
  });

  test('to pin shows while the update stands, and again when it is restored', () => {
    const pin = {
      type: 'pin',
      id: 'p1',
      decidedAt: '2021-01-23T12:00:00Z',
      updateId: 'u1',
      pinned: true,
    } as const;
    const totals = totalsAfter(pin);
    expect(totals.valueOf('pinned')).toEqual([]);
    expect([...totals.apply(update('u1', '12:00', [])).touched].sort()).toEqual(['counts', 'pinned']);
    totals.apply(update('u1', '12:00', [], { revision: 2, status: 'retracted' }));
    expect(totals.valueOf('pinned')).toEqual([]);
    totals.apply(update('u1', '12:00', [], { revision: 3 }));
    expect(totals.state()).toMatchObject({
      pinned: ['u1'],
      updates: { published: 1, retracted: 0, corrected: 1 },
    });
  });
});

describe('readers', () => {
  test('are sent a city with both ends of its range, and null for what is gone', () => {
    const totals = totalsAfter(
      update('u1', '12:00', [{ value: 40, source: 'police' }]),
      update('u2', '12:00', [{ value: 300, source: 'mbk' }]),
    );
    const { touched } = totals.apply(update('u3', '12:00', [{ kind: 'new', value: 1 }]));
    expect(patchOf(totals, touched)['arrests/spb']).toMatchObject({
      leading: { source: 'mbk', label: '300' },
      range: [
        { source: 'police', label: '40' },
        { source: 'mbk', label: '300' },
      ],
    });
    expect((totals.valueOf('arrests/spb') as CityTotals).sources).toHaveProperty('own');
    const gone = ['u1', 'u2', 'u3'].map((id) =>
      update(id, '12:00', [], { revision: 2, status: 'retracted' }),
    );
    const patches = gone.map((delivery) => patchOf(totals, totals.apply(delivery).touched));
    expect(patches.at(-1)).toEqual({ counts: expect.anything(), arrests: null, 'arrests/spb': null });
    const asStored = ['arrests', 'arrests/spb', 'counts'].map((key) => [key, totals.valueOf(key)] as const);
    expect(assembleState(asStored)).toEqual(totals.state());
  });
});

describe('a story that grows', () => {
  test('counts for a source added meanwhile', () => {
    const totals = totalsAfter(update('u1', '12:00', [{ value: 40, source: 'police' }]));
    const novaya = update('u2', '12:00', [{ value: 50, source: 'novaya' }]);
    expect(() => totals.apply(novaya)).toThrow();
    totals.useRules({ ...RULES, sources: new Map([...RULES.sources, ['novaya', 'media']]) });
    totals.apply(novaya);
    expect(totals.valueOf('arrests/spb')).toMatchObject({ leading: { source: 'novaya' } });
  });

  test('cannot have a metric whose id is a key of its own', () => {
    expect(['arrests', 'arrests.minors', 'constructor'].map(canBeMetric)).toEqual([true, true, true]);
    expect(['counts', 'pinned', 'a/b', '', '__proto__'].map(canBeMetric)).toEqual(Array(5).fill(false));
  });
});

describe('what readers are sent of a crowd', () => {
  const crowd = (time: string, value: number) => update(`u${time}`, time, [{ metric: 'crowd', value }]);
  const sent = (...said: Delivery[]) => {
    const totals = totalsAfter(...said);
    return patchOf(totals, ['crowd/spb'])['crowd/spb'];
  };

  test('is the latest estimate too, once that is not the peak', () => {
    expect(sent(crowd('12:00', 40_000), crowd('13:00', 5_000))).toMatchObject({
      ...{ leading: { low: 40_000 }, current: { low: 5_000, asOf: '2021-01-23T13:00:00Z' } },
    });
    expect(sent(crowd('12:00', 4_000), crowd('13:00', 5_000))).not.toHaveProperty('current');
  });
});
