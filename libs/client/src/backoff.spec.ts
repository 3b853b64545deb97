import { backoff } from './backoff.js';

const MANY = 2_000;
const draw = (failures: number) => Array.from({ length: MANY }, () => backoff(failures, 1_000, 30_000));
/** Waits one after another, until the gateway is there. */
function awayUntil(upAt: number): number {
  let now = 0;
  for (let failures = 1; now < upAt; failures += 1) now += backoff(failures, 1_000, 30_000);
  return now;
}

test('those whose line is lost in the same moment come back spread over a second', () => {
  const waits = draw(1);
  for (const second of [0, 0.25, 0.5, 0.75]) {
    const share = waits.filter((ms) => ms >= second * 1_000 && ms < (second + 0.25) * 1_000).length / MANY;
    expect(share).toBeGreaterThan(0.15);
  }
  expect(Math.max(...waits)).toBeLessThanOrEqual(1_000);
});

test('who fails again and again waits longer each time, up to half a minute', () => {
  for (const [failures, ceiling] of [
    [2, 1_000],
    [3, 2_000],
    [6, 16_000],
    [7, 30_000],
    [50, 30_000],
  ] as const) {
    const waits = draw(failures);
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(ceiling / 2);
    expect(Math.max(...waits)).toBeLessThanOrEqual(ceiling);
  }
});

test('nobody is away for more than four seconds when a gateway is there again after one and a half', () => {
  expect(Math.max(...Array.from({ length: MANY }, () => awayUntil(1_500)))).toBeLessThanOrEqual(4_000);
});
