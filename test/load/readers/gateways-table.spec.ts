import { describe, expect, test } from '@jest/globals';
import { type GatewaysRound, gatewaysTable } from './gateways-table.mjs';

const round = (count: number, gatewayUs: number, perSecond: number): GatewaysRound => ({
  ...{ count, gatewayUs, perSecond, updatesPerFrame: 5, isExact: true, clientCores: 0.3, otherCores: 0 },
});
const told = (...rounds: readonly GatewaysRound[][]): string[] =>
  gatewaysTable(
    rounds.map((each) => ({ ws: each })),
    [['ws', { name: 'our websocket' }]],
    [
      { name: '', count: 1 },
      { name: '', count: 2 },
    ],
  );

describe('two gateways beside one', () => {
  test('can deliver as much more as their processor time for each delivery says', () => {
    const lines = told([round(1, 2, 100_000), round(2, 2.5, 110_000)]);
    expect(lines[2]).toMatch(/our websocket +1 +100000 +2\.00 +500000 /);
    expect(lines[3]).toMatch(/our websocket +2 +110000 +2\.50 +800000 /);
    expect(lines.at(-1)).toMatch(/1\.60 × by CPU .*1\.10 × as timed/);
  });

  test('are compared within a round, and the median is told', () => {
    const noisy = [round(1, 4, 50_000), round(2, 4, 50_000)];
    const lines = told([round(1, 2, 1), round(2, 2.5, 1)], noisy, [round(1, 2, 1), round(2, 2, 1)]);
    expect(lines.at(-1)).toContain('2.00 × by CPU');
  });

  test('are not compared when one of the rounds failed', () => {
    expect(told([round(1, 2, 1)]).join()).not.toContain('by CPU');
  });
});
