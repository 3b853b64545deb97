import { FreshRun } from './fresh-run.js';

/** Runs that a test ends by hand, so that it decides what overlaps. */
function byHand() {
  const ends: ((value: string) => void)[] = [];
  const run = new FreshRun(() => new Promise<string>((resolve) => ends.push(resolve)));
  return { run, ends };
}
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('work that many ask for at once', () => {
  test('is done once for all who asked before it began, and again for those who came after', async () => {
    const { run, ends } = byHand();
    const first = run.ask();
    const later = [run.ask(), run.ask()];
    expect(ends).toHaveLength(1);
    ends[0]?.('begun before they asked');
    expect(await first).toBe('begun before they asked');
    await settled();
    expect(ends).toHaveLength(2);
    ends[1]?.('begun after they asked');
    expect(await Promise.all(later)).toEqual(['begun after they asked', 'begun after they asked']);
  });

  test('never runs twice at a time, not even when somebody asks between two runs', async () => {
    let running = 0;
    let most = 0;
    const run = new FreshRun(async () => {
      running += 1;
      most = Math.max(most, running);
      await settled();
      running -= 1;
    });
    const asked = [run.ask(), run.ask()];
    asked[0]?.then(() => asked.push(run.ask())).catch(() => undefined);
    await Promise.all(asked);
    await Promise.all(asked);
    expect(most).toBe(1);
  });

  test('begins some time apart, and once for all who ask meanwhile', async () => {
    const begun: number[] = [];
    const run = new FreshRun(async () => begun.push(performance.now()), 30);
    await run.ask();
    expect(await Promise.all([run.ask(), run.ask(), run.ask()])).toEqual([2, 2, 2]);
    expect((begun[1] ?? 0) - (begun[0] ?? 0)).toBeGreaterThan(28);
  });

  test('that fails is tried again for the next who asks', async () => {
    let runs = 0;
    const run = new FreshRun(async () => {
      runs += 1;
      if (runs === 1) throw new Error('away');
      return runs;
    });
    const [first, second] = await Promise.allSettled([run.ask(), run.ask()]);
    expect([first?.status, second?.status]).toEqual(['rejected', 'fulfilled']);
  });
});
