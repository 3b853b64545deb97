import type { FigureClaim } from '#contract/figure';
import { DEFAULT_METRICS, type SourceKind } from '#contract/story';
import { type Applied, RunningTotals } from './running-totals.js';

type Said = Partial<FigureClaim>;
const RULES = {
  cities: new Set<string>(),
  sources: new Map<string, SourceKind>([
    ['own', 'own'],
    ['police', 'official'],
    ['mbk', 'media'],
  ]),
  metrics: DEFAULT_METRICS,
};

/** One update a minute with these figures, in St Petersburg by the police unless said; the last one's causes by key. */
function causes(...posts: Said[][]): Record<string, string> {
  const totals = new RunningTotals(RULES);
  const applied = posts.map((said, index): Applied => {
    const figures = said.map((one) => ({ metric: 'arrests', source: 'police', ...one }));
    const occurredAt = `2021-01-23T12:0${index}:00Z`;
    return totals.apply({
      type: 'update',
      id: `u${index}`,
      revision: 1,
      status: 'published',
      city: 'spb',
      occurredAt,
      figures,
    });
  });
  const changes = applied.at(-1)?.changes ?? [];
  return Object.fromEntries(changes.map(({ key, cause }) => [key.replace('metrics/arrests/', ''), cause]));
}

describe('why a total changed', () => {
  test('a stated revision explains the city, the by-city sum and the story that shows it', () => {
    expect(causes([{ value: 38 }], [{ kind: 'revised', value: 36 }])).toEqual({
      'cities/spb/leading': 'revised',
      citySum: 'revised',
      leading: 'revised',
    });
  });

  test('of several cities, the by-city sum takes the first cause that is more than a figure', () => {
    const before = [{ value: 38 }, { value: 5, city: 'moscow' }];
    const round = [{ kind: 'revised', value: 36 } as const, { value: 6, city: 'moscow' }];
    expect(causes(before, round)).toEqual({
      'cities/moscow/leading': 'figure',
      'cities/spb/leading': 'revised',
      citySum: 'revised',
      leading: 'revised',
    });
  });

  test('a revision stated about one city explains nothing in another', () => {
    const fall: Said[] = [{ value: 12 }, { kind: 'revised', value: 3, city: 'moscow' }];
    expect(causes([{ value: 10 }], [{ kind: 'new', value: 5 }], fall)).toMatchObject({
      'cities/moscow/leading': 'figure',
      'cities/spb/leading': 'own_count_replaces_sum',
    });
  });

  test('a revision by a source that led neither before nor after explains nothing', () => {
    const fall: Said[] = [{ value: 12 }, { source: 'mbk', kind: 'revised', value: 3 }];
    expect(causes([{ value: 10 }], [{ kind: 'new', value: 5 }], fall)).toMatchObject({
      'cities/spb/leading': 'own_count_replaces_sum',
    });
  });

  test('a story-wide claim below the by-city sum takes its place as the source preferred', () => {
    expect(causes([{ value: 100 }], [{ scope: 'story', value: 60 }])).toEqual({
      leading: 'source_preferred',
    });
  });

  test('a firm story-wide claim replaces a round one', () => {
    const round: Said = { scope: 'story', value: 1000, qualifier: 'about' };
    expect(causes([round], [{ scope: 'story', source: 'own', value: 950 }])).toEqual({
      leading: 'firm_replaces_round',
    });
  });
});

describe('a story-wide claim', () => {
  test('is passed by the by-city sum only when the sum is more', () => {
    const exceeds = (claim: number) => {
      const totals = new RunningTotals(RULES);
      const said = { metric: 'arrests', source: 'own' };
      const figures = [{ ...said, value: 60 }, { ...said, value: claim, scope: 'story' } as const];
      const occurredAt = '2021-01-23T12:00:00Z';
      totals.apply({
        type: 'update',
        id: 'u',
        revision: 1,
        status: 'published',
        city: 'spb',
        occurredAt,
        figures,
      });
      return totals.state().metrics.arrests?.citySumExceedsClaim;
    };
    expect([59, 60, 61].map(exceeds)).toEqual([true, false, false]);
  });
});
