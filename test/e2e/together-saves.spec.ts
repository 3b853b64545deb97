import { randomUUID } from 'node:crypto';
import type { UpdateView } from '#contract/update';
import { Desk } from '../support/at-the-desk.js';
import { type Dateline, type RunningApp, startDateline } from '../support/dateline.js';

const ROUNDS = 200;

let dateline: Dateline;
let second: RunningApp;
let vera: Desk;
let ivan: Desk;
beforeAll(async () => {
  dateline = await startDateline();
  second = await dateline.start('api');
});
afterAll(() => dateline.stop());
beforeEach(async () => {
  vera = await Desk.open(dateline);
  const there = vera.address.replace(dateline.url, second.url);
  ivan = vera.as(await dateline.token('editor', { name: 'Ivan' })).at(there);
});

describe('two editors who save the same update at once', () => {
  test('never both win, in 200 rounds at two apis: the other one holds both versions', async () => {
    const { id } = await vera.filed();
    for (let revision = 1; revision <= ROUNDS; revision += 1) {
      const texts = [`Vera, round ${revision}.`, `Ivan, round ${revision}.`];
      const answers = await Promise.all([
        vera.revise(id, revision, { text: texts[0] }),
        ivan.revise(id, revision, { text: texts[1] }),
      ]);
      const winner = answers.findIndex(({ status }) => status === 201);
      const other = answers[1 - winner];
      expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 412]);
      expect(other?.headers.get('etag')).toBe(`"${revision + 1}"`);
      expect(other?.body).toMatchObject({
        ...{ code: 'stale_revision', revision: revision + 1 },
        current: { id, revision: revision + 1, text: texts[winner], status: 'published' },
      });
    }
    const text = (await vera.update(id)) as UpdateView & { text: string };
    expect(text).toMatchObject({ revision: ROUNDS + 1 });
    expect((await vera.snapshot()).position.seq).toBe(2 + ROUNDS);
  }, 120_000);
});

describe('who says which revision was read', () => {
  test('does not retract what was corrected meanwhile, nor restore what was restored and retracted again', async () => {
    const { id } = await vera.filed();
    await ivan.revise(id, 1, { text: 'It was a false alarm.' });
    const stale = await vera.change(id, 'retraction', { note: 'Wrong.' }, 1);
    expect([stale.status, stale.body]).toMatchObject([412, { current: { text: 'It was a false alarm.' } }]);
    expect((await vera.change(id, 'retraction', { note: 'Wrong.' }, 2)).status).toBe(201);
    await ivan.change(id, 'restoration');
    await ivan.change(id, 'retraction', { note: 'Still wrong.' });
    const late = await vera.change(id, 'restoration', {}, 3);
    expect([late.status, late.body]).toMatchObject([412, { current: { revision: 5, note: 'Still wrong.' } }]);
  });

  test('does not rule on a figure that was corrected meanwhile', async () => {
    const figures = [{ metric: 'arrests', source: 'own', value: 50_000 }];
    const { id } = await vera.filed({ figures });
    await ivan.revise(id, 1, { figures: [{ ...figures[0], value: 50 }] });
    const ruling = { figure: 0, state: 'refused' };
    const { status, body } = await vera.change(id, 'rulings', ruling, 1);
    expect([status, body]).toMatchObject([412, { current: { figures: [{ value: 50 }] } }]);
    expect((await vera.change(id, 'rulings', ruling, 2)).status).toBe(201);
  });

  test('is told so when a change needs it, and what is there', async () => {
    const { id } = await vera.filed();
    const revised = await vera.revise(id, null, {});
    expect([revised.status, revised.body]).toMatchObject([428, { current: { id, revision: 1 } }]);
    await vera.change(id, 'retraction', { note: 'Wrong.' });
    const restored = await vera.send('POST', `/updates/${id}/restoration`, { requestId: randomUUID() });
    expect([restored.status, restored.body]).toMatchObject([428, { current: { status: 'retracted' } }]);
  });

  test('and sends the same again is answered as the first time, whatever happened since', async () => {
    const { id } = await vera.filed();
    await vera.change(id, 'retraction', { note: 'Wrong.' });
    const requestId = randomUUID();
    const first = await vera.change(id, 'restoration', { requestId }, 2);
    await ivan.change(id, 'retraction', { note: 'Wrong after all.' });
    const again = await vera.change(id, 'restoration', { requestId }, 2);
    expect([again.status, again.body]).toEqual([200, first.body]);
  });
});
