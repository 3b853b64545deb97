import type { FigureClaim } from '#contract/figure';
import { type GuardSettings, NO_SETTINGS } from '#contract/guard';
import { DEFAULT_METRICS } from '#contract/story';
import { placedClaim } from '../figures/claim.js';
import type { StoryRules } from '../figures/rules.js';
import type { Actor } from '../story/command.js';
import { RunningTotals } from '../totals/running-totals.js';
import { Accounts } from './accounts.js';
import { Bases } from './bases.js';
import { weighFigures } from './weigh-figures.js';

const RULES: StoryRules = {
  cities: new Set(['moscow', 'kazan', 'myski']),
  sources: new Map([
    ['own', 'own'],
    ['police', 'official'],
  ]),
  metrics: DEFAULT_METRICS,
  populations: new Map([['myski', 40_000]]),
};
const VERA = { name: 'Vera', role: 'reporter' } as const;
type Said = Partial<FigureClaim>;

/** A story of a thousand detained in Moscow as the police say; `said` is filed for Kazan where it names no place. */
function weighed(
  said: Said | readonly Said[],
  {
    guard = NO_SETTINGS,
    by = VERA,
    known = 1_000,
  }: { guard?: GuardSettings; by?: Pick<Actor, 'name' | 'role'>; known?: number } = {},
) {
  const totals = new RunningTotals(RULES);
  const file = (id: string, city: string, figures: FigureClaim[]) =>
    ({
      type: 'update',
      id,
      revision: 1,
      status: 'published',
      city,
      occurredAt: '2021-01-23T12:00:00Z',
      figures,
    }) as const;
  if (known > 0) totals.apply(file('u1', 'moscow', [{ metric: 'arrests', source: 'police', value: known }]));
  const figures = [said].flat().map((one) => ({ metric: 'arrests', source: 'own', ...one }));
  const update = file('u2', 'kazan', figures);
  const placed = figures.map((figure, index) => placedClaim(figure, index, update, RULES));
  const before = { totals, rules: RULES, guard, bases: new Bases(), accounts: new Accounts() };
  const now = '2021-01-23T12:00:00Z';
  return [...weighFigures(before, placed, { actor: by, author: by.name, now }).reasons];
}
const inMoscow = (said: Said): Said => ({ city: 'moscow', ...said });

describe('a figure is held', () => {
  test.each<[string, Said, string | null]>([
    ['of fifty thousand more', { kind: 'new', value: 50_000 }, 'beyond_bound'],
    ['of a thousand and one more', inMoscow({ kind: 'new', value: 1_001 }), 'beyond_bound'],
    ['that brings a city above ten thousand', inMoscow({ value: 10_001 }), 'beyond_bound'],
    ['of a crowd of more than half a million', { metric: 'crowd', value: 500_001 }, 'beyond_bound'],
    ['of more than live there', { metric: 'crowd', city: 'myski', value: 40_001 }, 'beyond_population'],
    ['of a city’s first that is a quarter of the story’s', { value: 250 }, 'large_first_figure'],
    [
      'that is three times what is known, and five hundred more',
      inMoscow({ value: 3_001 }),
      'grows_too_fast',
    ],
    ['of the whole story that leaps', { scope: 'story', value: 3_001 }, 'grows_too_fast'],
  ])('%s', (_, said, reason) => {
    expect(weighed(said)).toEqual([reason]);
  });

  test('beyond the bound again where the desk has let more through, and half as much again', () => {
    expect(weighed(inMoscow({ value: 30_000 }), { known: 20_000 })).toEqual([null]);
    expect(weighed(inMoscow({ value: 30_001 }), { known: 20_000 })).toEqual(['beyond_bound']);
    expect(weighed(inMoscow({ kind: 'new', source: 'police', value: 20 }), { known: 20_000 })).toEqual([
      null,
    ]);
  });

  test('by the highest that it says, whatever its wording', () => {
    expect(weighed({ low: 3, high: 9_000 })).toEqual(['grows_too_fast']);
    expect(weighed({ value: 11_000, qualifier: 'up_to' })).toEqual(['beyond_bound']);
    expect(weighed({ words: 'tens of thousands' })).toEqual(['beyond_bound']);
  });

  test('of five hundred where nothing is known of the story', () => {
    expect(weighed({ value: 500 }, { known: 0 })).toEqual(['grows_too_fast']);
    expect(weighed({ value: 499 }, { known: 0 })).toEqual([null]);
    expect(weighed({ value: 4_999, scope: 'story' }, { known: 0 })).toEqual([null]);
    expect(weighed({ value: 5_000, scope: 'story' }, { known: 0 })).toEqual(['grows_too_fast']);
  });

  test('where those before it in the same update have taken what was plausible', () => {
    const more = inMoscow({ kind: 'new', value: 900, source: 'police' });
    expect(weighed(Array.from({ length: 4 }, () => more))).toEqual([
      null,
      null,
      'grows_too_fast',
      'grows_too_fast',
    ]);
  });
});

test.each<[string, Said]>([
  ['a first one below a quarter', { value: 249 }],
  ['a first one below twenty', { value: 19 }],
  ['three times what is known', inMoscow({ value: 3_000 })],
  ['none at all', { value: 0 }],
  ['a lower one', inMoscow({ value: 12 })],
  ['an ordinary step', inMoscow({ kind: 'new', value: 30 })],
])('%s is not held', (_, said) => {
  expect(weighed(said)).toEqual([null]);
});

describe('what the desk knows of a source', () => {
  const own = (source: GuardSettings['sources'][string]): GuardSettings => ({
    sources: { own: source },
    metrics: {},
  });

  test('holds an unverified one, and one that is others’ to quote', () => {
    expect(weighed({ value: 3 }, { guard: own({ verification: 'unverified' }) })).toEqual([
      'unverified_source',
    ]);
    const guard = own({ roles: ['editor'], names: ['Max'] });
    expect(weighed({ value: 3 }, { guard })).toEqual(['not_your_source']);
    expect(weighed({ value: 3 }, { guard, by: { name: 'Max', role: 'reporter' } })).toEqual([null]);
    expect(weighed({ value: 3 }, { guard, by: { name: 'Ann', role: 'editor' } })).toEqual([null]);
  });

  test('gives it bounds and a growth of its own', () => {
    expect(weighed({ value: 41 }, { guard: own({ bounds: { arrests: 40 } }) })).toEqual(['beyond_bound']);
    const trusted = own({ bounds: { arrests: 30_000 }, growth: { times: 100, atLeast: 1_000 } });
    expect(weighed(inMoscow({ value: 20_000 }), { guard: trusted })).toEqual([null]);
  });
});
