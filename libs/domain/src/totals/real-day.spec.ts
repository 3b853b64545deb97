import { readFileSync } from 'node:fs';
import type { DeliveredRecord } from '#contract/decision';
import { DEFAULT_METRICS, type SourceKind } from '#contract/story';
import type { TotalsState } from '#contract/totals';
import { checkFigures } from '../figures/door.js';
import type { StoryRules } from '../figures/rules.js';
import type { Delivery } from './delivery.js';
import { fold } from './fold.js';
import { RunningTotals } from './running-totals.js';
import type { StoredTotal } from './stored-total.js';
import { assembleState } from './views.js';

interface Line {
  readonly type: string;
  readonly id: string;
  readonly kind: SourceKind;
  readonly receivedAt?: string;
  readonly record?: DeliveredRecord;
}
const LINES: Line[] = read('../../../../examples/2021-01-23.ndjson')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));
const EXPECTED: { checkpoints: Record<string, TotalsState> } = JSON.parse(
  read('fixtures/expected_2021-01-23.json'),
);
const RULES: StoryRules = {
  cities: new Set(of('city').map((line) => line.id)),
  sources: new Map(of('source').map((line) => [line.id, line.kind])),
  metrics: DEFAULT_METRICS,
};
const DELIVERIES = LINES.flatMap(({ type, record, receivedAt = '' }) => {
  return record ? [{ receivedAt, delivery: { ...record, type } as Delivery }] : [];
});

describe('23 January 2021, as it was delivered', () => {
  test('has seven checkpoints', () => {
    expect(Object.keys(EXPECTED.checkpoints)).toHaveLength(7);
  });

  test.each(Object.entries(EXPECTED.checkpoints))('adds up at %s', (until, expected) => {
    const deliveries = DELIVERIES.filter(({ receivedAt }) => receivedAt <= until).map(
      (line) => line.delivery,
    );
    expect(deliveries.length).toBeGreaterThan(0);
    expect(plain(fold(deliveries, RULES))).toEqual(expected);
    expect(plain(fold(deliveries.toReversed(), RULES))).toEqual(expected);
    const totals = new RunningTotals(RULES);
    const stored = new Map<string, StoredTotal | null>();
    for (const delivery of deliveries) {
      for (const key of totals.apply(delivery).touched) stored.set(key, totals.valueOf(key));
    }
    expect(plain(totals.state())).toEqual(expected);
    expect(plain(assembleState([...stored].reverse()))).toEqual(expected);
  });

  test('says at 14:04:30 what the newsroom said', () => {
    const { metrics } = EXPECTED.checkpoints['2021-01-23T14:04:30Z'] as TotalsState;
    expect(metrics.arrests?.leading).toMatchObject({ label: '1,090', source: 'ovd-info' });
    expect(metrics.arrests?.citySum).toMatchObject({ label: 'at least 571', cities: 14 });
  });

  test('comes in whole: the door refuses nothing of it', () => {
    for (const { delivery, receivedAt } of DELIVERIES) {
      if (delivery.type !== 'update') continue;
      const { figures, city, occurredAt } = delivery;
      expect(checkFigures(figures, { city, occurredAt, receivedAt, rules: RULES })).toEqual([]);
    }
  });
});

function read(path: string): string {
  return readFileSync(new URL(path, import.meta.url), 'utf8');
}
function of(type: string): Line[] {
  return LINES.filter((line) => line.type === type);
}
function plain(state: TotalsState): unknown {
  return JSON.parse(JSON.stringify(state));
}
