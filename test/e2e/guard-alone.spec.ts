import type { FigureClaim } from '#contract/figure';
import { Desk } from '../support/at-the-desk.js';
import { type Dateline, startDateline } from '../support/dateline.js';
import { ask } from '../support/newsroom-people.js';
import { waitUntil } from '../support/wait-until.js';

const arrests = (value: number, more: Partial<FigureClaim> = {}) => ({
  figures: [{ metric: 'arrests', source: 'own', kind: 'new' as const, value, ...more }],
});

let dateline: Dateline;
let desk: Desk;
beforeAll(async () => {
  dateline = await startDateline();
});
afterAll(() => dateline.stop());
beforeEach(async () => {
  desk = await Desk.open(dateline);
  await desk.as(await dateline.token('reporter')).filed(arrests(100));
});

const said = (source: string, value: number) => arrests(value, { source, kind: 'so_far' });
const prefer = (who: Desk, source: string) =>
  who.put('/preferences', { metric: 'arrests', city: 'moscow', order: [source] });
const moscow = async () => (await desk.totals()).metrics['arrests']?.cities['moscow']?.leading.low;

describe('an editor who is alone', () => {
  test.each([
    [
      'refusing their own figures and letting them count again',
      async (id: string) => {
        for (const state of ['refused', 'counted'])
          expect((await desk.change(id, 'rulings', { figure: 0, state })).status).toBe(201);
      },
    ],
    [
      'retracting their own figures and restoring them',
      async (id: string) => {
        expect((await desk.change(id, 'retraction', { note: 'Wrong.' })).status).toBe(201);
        expect((await desk.change(id, 'restoration')).status).toBe(201);
      },
    ],
  ])('B14: gets no further without a reason by %s', async (_how, again) => {
    const { id } = await desk.filed(arrests(499));
    await again(id);
    for (const value of [990, 980, 970])
      await again((await desk.filed(arrests(value))).id).catch(() => undefined);
    expect(await moscow()).toBe(599);
  });

  test('B14: goes on from their figure when somebody else takes it back and lets it count', async () => {
    const { id } = await desk.filed(arrests(499));
    const other = desk.as(await dateline.token('editor'));
    expect((await other.change(id, 'retraction', { note: 'Is it so?' })).status).toBe(201);
    expect((await other.change(id, 'restoration')).status).toBe(201);
    await desk.filed(arrests(990));
    expect(await moscow()).toBe(1_589);
  });

  test('B14: gets no further by preferring now one and now the other source that they file for', async () => {
    await prefer(desk, 'own');
    const totals: (number | undefined)[] = [];
    for (const [turn, value] of [599, 1_796, 5_387].entries()) {
      const source = turn % 2 ? 'own' : 'ovd-info';
      await desk.filed(said(source, value));
      expect((await prefer(desk, source)).status).toBe(200);
      totals.push(await moscow());
    }
    expect(totals).toEqual([599, 100, 599]);
  });

  test('B14: goes on from the source that somebody prefers who filed nothing there', async () => {
    const other = desk.as(await dateline.token('editor', { name: 'Olga' }));
    await other.filed({ ...arrests(20), city: 'kazan' });
    await prefer(other, 'own');
    await desk.filed(said('ovd-info', 599));
    expect((await prefer(other, 'ovd-info')).status).toBe(200);
    await desk.filed(said('own', 1_796));
    await prefer(other, 'own');
    expect(await moscow()).toBe(1_796);
  });
});

test('B14: a held figure that is corrected before the ruling is none of readers’ after it either', async () => {
  const vera = desk.as(await dateline.token('reporter'));
  const { id } = await vera.filed(arrests(77_777));
  await vera.revise(id, 1, arrests(7_777));
  expect((await desk.change(id, 'rulings', { figure: 0, state: 'counted' })).status).toBe(201);
  const read = JSON.stringify((await ask(`${desk.address}/updates/${id}`)).body);
  expect(read).toContain('7777');
  expect(read).not.toContain('77777');
});

test('a held figure that was let count and is corrected then stays in what was said before', async () => {
  const { id } = await desk.as(await dateline.token('reporter')).filed(arrests(8_888, { kind: 'so_far' }));
  expect((await desk.change(id, 'rulings', { figure: 0, state: 'counted' })).status).toBe(201);
  const shownAt = Math.floor(Date.now() / 1000);
  await waitUntil('the ruling is of an earlier second', () => Date.now() / 1000 > shownAt + 1);
  expect((await desk.revise(id, 1, arrests(8_880, { kind: 'so_far' }))).status).toBe(201);
  expect(JSON.stringify((await ask(`${desk.address}/updates/${id}`)).body)).toContain('8888');
});
