import fc from 'fast-check';
import type { TotalChange, TotalsState, TotalsView } from '#contract/totals';
import { patchTotals } from '#contract/totals-patch';
import { day, quickCount, reordered, repeatsAndOrder, RULES } from '../../test/any-day.js';
import type { Delivery } from './delivery.js';
import { fold } from './fold.js';
import { RunningTotals } from './running-totals.js';
import { assembleState, patchOf } from './views.js';

const RUNS = { numRuns: 400 };

describe('totals of any day', () => {
  test('are the same for any order and any repeats', () => {
    fc.assert(
      fc.property(day, repeatsAndOrder, (deliveries, seeds) => {
        const again = reordered(deliveries, ...seeds);
        expect(fold(again, RULES)).toEqual(fold(deliveries, RULES));
        expect(replayed(again).state()).toEqual(replayed(deliveries).state());
      }),
      RUNS,
    );
  });

  test('kept up to date delivery by delivery are those of a fold, at every step', () => {
    fc.assert(
      fc.property(fc.oneof(day, quickCount), (deliveries) => {
        const totals = new RunningTotals(RULES);
        for (const [index, delivery] of deliveries.entries()) {
          totals.apply(delivery);
          expect(totals.state()).toEqual(fold(deliveries.slice(0, index + 1), RULES));
        }
      }),
      RUNS,
    );
  });
});

describe('every delivery', () => {
  test('names exactly the stored values it changed', () => {
    everyStep((totals, delivery) => {
      const before = new Map(totals.values());
      const { touched, outcome, changes } = totals.apply(delivery);
      const after = new Map(totals.values());
      const keys = [...new Set([...before.keys(), ...after.keys()])];
      const differing = keys.filter((key) => text(before.get(key)) !== text(after.get(key)));
      expect([...touched].sort()).toEqual(differing.sort());
      for (const key of keys) expect(totals.valueOf(key)).toBe(after.get(key) ?? null);
      if (outcome === 'history') expect([touched.size, changes.length]).toEqual([0, 0]);
      expect(totals.apply(delivery).outcome).toBe('history');
    });
  });

  test('changes each shown total from what was shown before to what stands there now', () => {
    const shown = new Map<string, unknown>();
    everyStep(
      (totals, delivery) => {
        for (const { key, before, after } of totals.apply(delivery).changes) {
          expect([key, before]).toEqual([key, shown.get(key) ?? null]);
          shown.set(key, after);
        }
        expect(new Map([...shown].filter(([, total]) => total !== null))).toEqual(shownIn(totals.state()));
      },
      () => shown.clear(),
    );
  });

  test('brings readers from what they hold to what there is', () => {
    let held = sentOf(new RunningTotals(RULES));
    everyStep(
      (totals, delivery) => {
        const { touched } = totals.apply(delivery);
        held = patchTotals(held, patchOf(totals, touched));
        expect(held).toEqual(sentOf(totals));
        expect(assembleState([...totals.values()].reverse())).toEqual(totals.state());
      },
      () => {
        held = sentOf(new RunningTotals(RULES));
      },
    );
  });
});

function everyStep(step: (totals: RunningTotals, delivery: Delivery) => void, begin = () => {}): void {
  fc.assert(
    fc.property(day, (deliveries) => {
      begin();
      const totals = new RunningTotals(RULES);
      for (const delivery of deliveries) step(totals, delivery);
    }),
    RUNS,
  );
}

function replayed(deliveries: readonly Delivery[]): RunningTotals {
  const totals = new RunningTotals(RULES);
  for (const delivery of deliveries) totals.apply(delivery);
  return totals;
}

/** What a reader holds who comes now. */
function sentOf(totals: RunningTotals): TotalsView {
  const keys = [...totals.values()].map(([key]) => key);
  return patchTotals({ ...totals.counts(), metrics: {} }, patchOf(totals, keys));
}

function shownIn({ metrics }: TotalsState): Map<string, TotalChange['after']> {
  return new Map<string, TotalChange['after']>(
    Object.entries(metrics).flatMap(([id, { cities, citySum, leading }]) => [
      ...Object.entries(cities).map(
        ([at, totals]) => [`metrics/${id}/cities/${at}/leading`, totals.leading] as const,
      ),
      ...(citySum ? [[`metrics/${id}/citySum`, citySum] as const] : []),
      [`metrics/${id}/leading`, leading] as const,
    ]),
  );
}

function text(value: unknown): string | undefined {
  return JSON.stringify(value);
}
