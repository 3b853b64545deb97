import { readFileSync } from 'node:fs';
import type { FigureClaim } from '#contract/figure';
import { DEFAULT_METRICS, type SourceKind } from '#contract/story';
import type { TotalsState } from '#contract/totals';
import { checkFigures } from '../figures/door.js';
import type { StoryRules } from '../figures/rules.js';
import type { Delivery } from './delivery.js';
import { fold } from './fold.js';
import { RunningTotals } from './running-totals.js';

interface Case {
  readonly name: string;
  readonly records: readonly Delivery[];
  readonly expect: Readonly<Record<string, unknown>>;
  readonly shown?: { readonly path: string; readonly steps: readonly Step[] };
}
interface Step {
  readonly label: string | null;
  readonly cause: string | null;
}
interface Invalid {
  readonly name: string;
  readonly record: { city: string | null; occurredAt: string; figures: FigureClaim[] };
}
interface Cases {
  readonly sources: Readonly<Record<string, { readonly kind: SourceKind }>>;
  readonly cases: readonly Case[];
  readonly invalid: readonly Invalid[];
}

const CASES: Cases = JSON.parse(readFileSync(new URL('fixtures/spec_cases.json', import.meta.url), 'utf8'));
const RULES: StoryRules = {
  cities: new Set(['moscow', 'spb']),
  sources: new Map(Object.entries(CASES.sources).map(([id, { kind }]) => [id, kind])),
  metrics: DEFAULT_METRICS,
};
const ORDERS = 80;

describe('the worked examples of the law', () => {
  test('are all here', () => {
    expect([CASES.cases.length, CASES.invalid.length]).toEqual([72, 17]);
  });

  test.each(CASES.cases)('$name', ({ records, expect: expected }) => {
    for (let seed = 0; seed < ORDERS; seed++) {
      const deliveries = seed === 0 ? records : shuffled(records, seed);
      const state = fold(deliveries, RULES);
      for (const [path, value] of Object.entries(expected))
        expect([path, at(state, path)]).toEqual([path, value]);
      expect(running(deliveries).state()).toEqual(state);
    }
  });

  test.each(CASES.cases.filter((one) => one.shown))(
    '$name: what readers saw and why',
    ({ records, shown }) => {
      const totals = new RunningTotals(RULES);
      const steps = records.slice(0, shown?.steps.length).map((record): Step => {
        const { changes } = totals.apply(record);
        const cause = changes.find((change) => change.key === shown?.path)?.cause ?? null;
        return { label: (at(totals.state(), `${shown?.path}/label`) ?? null) as Step['label'], cause };
      });
      expect(steps).toEqual(shown?.steps);
    },
  );

  test.each(CASES.invalid)('the door refuses: $name', ({ record }) => {
    const { figures, city, occurredAt } = record;
    expect(checkFigures(figures, { city, occurredAt, rules: RULES })).toEqual([
      {
        code: expect.any(String),
        path: expect.stringMatching(/^(figures\.0|occurredAt)/),
        message: expect.any(String),
      },
    ]);
    expect(() => running([record as unknown as Delivery])).toThrow();
    expect(() => fold([record as unknown as Delivery], RULES)).toThrow();
  });
});

function running(deliveries: readonly Delivery[]): RunningTotals {
  const totals = new RunningTotals(RULES);
  for (const delivery of deliveries) totals.apply(delivery);
  return totals;
}

/** Another order, with up to three deliveries repeated; the same for the same seed. */
function shuffled<T>(items: readonly T[], seed: number): T[] {
  let state = seed;
  const below = (limit: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  const repeats = Array.from({ length: below(4) }, () => items[below(items.length)] as T);
  const all = [...items, ...repeats];
  for (let last = all.length - 1; last > 0; last--) {
    const other = below(last + 1);
    [all[last], all[other]] = [all[other] as T, all[last] as T];
  }
  return all;
}

function at(state: TotalsState, path: string): unknown {
  return path
    .split('/')
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | null)?.[key] ?? null, state);
}
