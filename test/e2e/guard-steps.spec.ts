import { randomUUID } from 'node:crypto';
import type { FigureClaim } from '#contract/figure';
import { Desk } from '../support/at-the-desk.js';
import { type Dateline, type RunningApp, startDateline } from '../support/dateline.js';
import { anUpdate, ask, aStory, CITIES, type ReceiptOrProblem } from '../support/newsroom-people.js';

const arrests = (value: number, more: Partial<FigureClaim> = {}) => ({
  city: 'kazan',
  figures: [{ metric: 'arrests', source: 'own', value, ...more }],
});
const KNOWN = { reason: 'Known since noon.' };

let dateline: Dateline;
let other: RunningApp;
let desk: Desk;
let vandal: Desk;
beforeAll(async () => {
  dateline = await startDateline();
  other = await dateline.start('api');
});
afterAll(() => dateline.stop());
beforeEach(async () => {
  desk = await Desk.open(dateline);
  vandal = desk.as(await dateline.token('reporter', { name: 'Vic' }));
});

const kazan = async () => (await desk.totals()).metrics['arrests']?.cities['kazan']?.leading.low;
/** One after another; whether each is held. Two apis take turns: each reads from the journal what the other wrote. */
async function heldOf(figures: readonly ReturnType<typeof arrests>[], by = vandal): Promise<boolean[]> {
  const held: boolean[] = [];
  for (const [turn, said] of figures.entries()) {
    const address = turn % 2 ? by.address.replace(dateline.url, other.url) : by.address;
    const { status, body } = await ask<ReceiptOrProblem>(`${address}/updates`, {
      ...{ method: 'POST', token: by.token },
      body: anUpdate(said),
    });
    expect(status).toBe(201);
    held.push(body.warnings?.some(({ code }) => code === 'figure_held') ?? false);
  }
  return held;
}

/** As if all of the story had been shown so many minutes earlier. */
async function backdated(minutes: number): Promise<void> {
  const earlier = (column: string) =>
    `${column} = to_char(${column}::timestamptz at time zone 'UTC' - interval '${minutes} minutes', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
  await dateline.sql('alter table events disable trigger events_stay');
  await dateline.sql(`update events set ${earlier('shown_at')} where story_id = $1`, [desk.story]);
  await dateline.sql('alter table events enable trigger events_stay');
  await dateline.sql(`update stories set version = version + 1, ${earlier('shown_at')} where id = $1`, [
    desk.story,
  ]);
}

describe('a reporter who climbs in steps', () => {
  test('B14: gets no further than by one figure, whatever times the updates claim', async () => {
    const steps = [1, 499, 1_490, 4_400, 9_990].map((value, step) => ({
      ...arrests(value),
      occurredAt: new Date(Date.now() - (5 - step) * 3_600_000).toISOString(),
    }));
    expect(await heldOf(steps)).toEqual([false, false, true, true, true]);
    expect(await kazan()).toBe(499);
  });

  test('B14: by increments gets no further either', async () => {
    await desk.filed({ ...arrests(1_000, { source: 'ovd-info' }), override: KNOWN });
    const steps = Array.from({ length: 6 }, () => arrests(999, { kind: 'new' }));
    expect(await heldOf(steps)).toEqual([false, false, false, true, true, true]);
  });

  test('B14: nor by correcting one figure again and again', async () => {
    const { id } = await vandal.filed(arrests(1));
    const warned: boolean[] = [];
    for (const [step, value] of [499, 1_490].entries()) {
      const { body } = await vandal.revise(id, step + 1, arrests(value));
      warned.push((body as ReceiptOrProblem).warnings?.[0]?.code === 'figure_held');
    }
    expect(warned).toEqual([false, true]);
  });

  test('goes on from what an editor has let count, at every api', async () => {
    await heldOf([arrests(100), arrests(590)]);
    const { id } = await vandal.filed(arrests(1_500));
    expect(await kazan()).toBe(590);
    const ruling = { requestId: randomUUID(), figure: 0, state: 'counted' };
    expect((await desk.send('POST', `/updates/${id}/rulings`, ruling)).status).toBe(201);
    expect(await heldOf([arrests(1_550), arrests(4_400), arrests(4_600)])).toEqual([false, false, true]);
  });

  test('goes on from what an editor filed with a reason', async () => {
    await heldOf([arrests(100), arrests(590)]);
    await desk.filed({ ...arrests(1_700), override: KNOWN });
    expect(await heldOf([arrests(4_900), arrests(5_200)])).toEqual([false, true]);
  });

  test.each([
    ['retracted', (id: string) => desk.change(id, 'retraction', { note: 'A slip.' })],
    ['corrected', (id: string) => desk.revise(id, 1, arrests(300))],
  ])('does not go on from a slip that an editor has %s', async (_, takeBack) => {
    const admin = desk.as(await dateline.token('admin'));
    await admin.filed({ ...arrests(2_000), city: 'moscow' });
    await admin.filed(arrests(300, { source: 'ovd-info' }));
    const { id } = await admin.filed(arrests(9_000));
    await vandal.filed(arrests(320, { source: 'ovd-info' }));
    expect((await takeBack(id)).status).toBe(201);
    expect(await heldOf([890, 2_600, 7_500, 2_600].map((value) => arrests(value)))).toEqual([
      ...[false, true, true, true],
    ]);
    expect(await kazan()).toBe(890);
  });

  test('goes on from what stood half an hour before, whichever api reads it', async () => {
    for (const value of [100, 250, 560]) {
      expect(await heldOf([arrests(value)])).toEqual([false]);
      await backdated(12);
    }
    expect(await heldOf([arrests(1_400)])).toEqual([true]);
    await backdated(12);
    expect(await heldOf([arrests(1_400)])).toEqual([true]);
    await backdated(12);
    expect(await heldOf([arrests(1_400), arrests(1_700)])).toEqual([false, true]);
  });
});

test('B14: small figures for many cities in one update are a leap of the story', async () => {
  const anywhere = { country: 'RU', lat: 55, lon: 37, timeZone: 'Europe/Moscow' };
  const cities = Array.from({ length: 60 }, (_, place) => `town-${place}`);
  const named = [...CITIES, ...cities.map((id) => ({ ...anywhere, id, name: id }))];
  const { id } = await aStory(dateline, undefined, { cities: named });
  const admin = desk.of(id, await dateline.token('admin'));
  const everywhere = (value: number) => ({
    figures: cities.map((city) => ({ metric: 'arrests', source: 'own', city, value })),
  });
  await admin.filed(everywhere(10));
  for (const value of [109, 208, 307, 406]) await vandal.of(id, vandal.token).filed(everywhere(value));
  const sum = (await admin.totals()).metrics['arrests']?.leading.low ?? 0;
  expect(sum).toBeGreaterThan(2_400);
  expect(sum).toBeLessThan(600 + 2_000 + 4 * 100);
});

test('B14: crowds of a story without any are held as well, and their leaps', async () => {
  const crowd = (value: number, more: Partial<FigureClaim> = {}) =>
    arrests(value, { metric: 'crowd', ...more });
  const figures = [crowd(499_999), crowd(40_000), crowd(240_000, { scope: 'story' })];
  expect(await heldOf(figures)).toEqual([true, false, true]);
  expect((await desk.totals()).metrics['crowd']?.leading.low).toBe(40_000);
});

test('an editor’s own steps add up as well, and a reason lets one through', async () => {
  expect(await heldOf([arrests(100), arrests(590), arrests(1_500)], desk)).toEqual([false, false, true]);
  expect(await heldOf([{ ...arrests(1_500), override: KNOWN } as ReturnType<typeof arrests>], desk)).toEqual([
    false,
  ]);
});
