import { randomUUID } from 'node:crypto';
import type { FigureClaim } from '#contract/figure';
import { Desk } from '../support/at-the-desk.js';
import { type Dateline, type RunningApp, startDateline } from '../support/dateline.js';
import { anUpdate, ask, aStory, CITIES, type ReceiptOrProblem, SOURCES } from '../support/newsroom-people.js';

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

const TOWNS = Array.from({ length: 60 }, (_, place) => `town-${place}`);
const townOf = (step: number) => TOWNS[step % TOWNS.length] ?? '';
/** A story of sixty more cities; `sum`: what its cities add up to, of all counters. */
async function manyTowns() {
  const anywhere = { country: 'RU', lat: 55, lon: 37, timeZone: 'Europe/Moscow' };
  const cities = [...CITIES, ...TOWNS.map((id) => ({ ...anywhere, id, name: id }))];
  const sources = [...SOURCES, { id: 'organisers', kind: 'organiser', name: 'Organisers' } as const];
  const { id } = await aStory(dateline, undefined, { cities, sources });
  const admin = desk.of(id, await dateline.token('admin'));
  const sum = async () => {
    const { metrics } = await admin.totals();
    return (metrics['arrests']?.citySum?.low ?? 0) + (metrics['arrests.minors']?.citySum?.low ?? 0);
  };
  return { admin, sum };
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

  test('goes on from a reason that was given where none was asked for', async () => {
    await heldOf([arrests(100), arrests(590)]);
    await desk.filed({ ...arrests(1_700), override: KNOWN });
    await desk.filed({ ...arrests(4_900), override: KNOWN });
    expect(await heldOf([arrests(5_200)])).toEqual([false]);
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
  const { admin, sum: sumNow } = await manyTowns();
  const everywhere = (value: number) => ({
    figures: TOWNS.map((city) => ({ metric: 'arrests', source: 'own', city, value })),
  });
  await admin.filed(everywhere(10));
  for (const value of [109, 208, 307, 406]) await admin.as(vandal.token).filed(everywhere(value));
  const sum = await sumNow();
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

describe('what one reporter adds in small updates', () => {
  const inTown = (step: number, value: number, more: Partial<FigureClaim> = {}) => ({
    ...arrests(value, { city: townOf(step), kind: 'new', ...more }),
    city: townOf(step),
  });
  /** Each town has so many by a source, of both counters. */
  async function knownTowns(each: number) {
    const towns = await manyTowns();
    const of = (metric: string) => (city: string) => ({ metric, source: 'own', city, value: each });
    const occurredAt = new Date(Date.now() - 3_600_000).toISOString();
    await towns.admin.filed({ occurredAt, figures: TOWNS.map(of('arrests')) });
    await towns.admin.filed({ occurredAt, figures: TOWNS.map(of('arrests.minors')) });
    return { ...towns, before: await towns.sum(), vic: towns.admin.as(vandal.token) };
  }

  test('B14: is two thousand in half an hour at most, whatever is corrected, moved and taken back', async () => {
    const { sum, before, vic } = await knownTowns(100);
    await heldOf(
      Array.from({ length: 6 }, (_, step) => inTown(step, 99)),
      vic,
    );
    const { id } = await vic.filed(inTown(6, 99));
    for (const [turn, value] of [1, 99, 1, 99].entries()) await vic.revise(id, turn + 1, inTown(6, value));
    await vic.revise(id, 5, inTown(7, 99));
    const undone = await vic.filed(inTown(8, 99));
    expect((await vic.change(undone.id, 'undoing')).status).toBe(201);
    await vic.send('POST', '/updates:batch', {
      updates: Array.from({ length: 6 }, (_, step) =>
        anUpdate(inTown(10 + step, 99, { source: 'ovd-info' })),
      ),
    });
    expect((await desk.of(vic.story, desk.token).change(id, 'retraction', { note: 'Wrong.' })).status).toBe(
      201,
    );
    const minors = Array.from({ length: 20 }, (_, step) =>
      inTown(20 + step, 99, { metric: 'arrests.minors' }),
    );
    expect((await heldOf(minors, vic)).slice(-10)).toEqual(Array(10).fill(true));
    expect((await sum()) - before).toBeGreaterThan(1_000);
    expect((await sum()) - before).toBeLessThanOrEqual(2_000);
  });

  test('B14: is counted on from a ruling that lets one count, not from one that refuses it', async () => {
    const { vic } = await knownTowns(100);
    const editor = desk.of(vic.story, desk.token);
    const climb = (from: number, to: number) =>
      heldOf(
        Array.from({ length: to - from }, (_, step) => inTown(from + step, 99)),
        vic,
      );
    expect(await climb(0, 21)).toEqual([...Array(20).fill(false), true]);
    const { id } = await vic.filed(inTown(21, 50));
    const rule = (state: string) => editor.change(id, 'rulings', { figure: 0, state });
    expect((await rule('refused')).status).toBe(201);
    expect(await climb(22, 24)).toEqual([true, true]);
    expect((await rule('counted')).status).toBe(201);
    expect(await climb(24, 46)).toEqual([...Array(20).fill(false), true, true]);
    await vic.of(vic.story, await dateline.token('reporter', { name: 'Olga' })).filed(inTown(50, 99));
  });

  test('B14: is not more by what does not lead at first, and does when what led is taken back', async () => {
    const { admin, sum } = await manyTowns();
    const vic = admin.as(vandal.token);
    const towns = TOWNS.slice(0, 20);
    const lead: string[] = [];
    for (const city of towns) lead.push((await vic.filed(arrests(1, { city }))).id);
    for (const city of towns) await vic.filed(arrests(499, { city, source: 'organisers' }));
    for (const id of lead) await vic.change(id, 'retraction', { note: 'Wrong.' });
    expect(await sum()).toBeLessThan(3_000);
  });

  test('an honest busy half hour has none held', async () => {
    const { vic } = await knownTowns(10);
    const hour = Array.from({ length: 60 }, (_, step) => inTown(step * 7, 1 + ((step * 11) % 30)));
    expect(await heldOf(hour, vic)).toEqual(Array(60).fill(false));
  });
});
