import { randomUUID } from 'node:crypto';
import type { Receipt } from '#contract/update';
import { Desk } from '../support/at-the-desk.js';
import type { Dateline } from '../support/dateline.js';
import { ask } from '../support/newsroom-people.js';
import { standingNewsroom } from '../support/standing-newsroom.js';

const arrests = (value: number, source = 'own') => ({ metric: 'arrests', source, value });

let dateline: Dateline;
let desk: Desk;
beforeAll(async () => {
  dateline = await standingNewsroom();
});
afterAll(() => dateline.stop());
beforeEach(async () => {
  desk = await Desk.open(dateline);
});
const pins = async () => (await desk.snapshot()).pins.map(({ id }) => id);

describe('pins', () => {
  test('come first in their order, are moved and taken off, and repeats change nothing', async () => {
    const [a, b] = [(await desk.filed()).id, (await desk.filed()).id];
    const requests = [randomUUID(), randomUUID(), randomUUID(), randomUUID()] as const;
    const sequence = [
      () => desk.put(`/pins/${a}`, { requestId: requests[0] }),
      () => desk.put(`/pins/${b}`, { requestId: requests[1] }),
      () => desk.reorder([a, b], { requestId: requests[2] }),
      () => desk.unpin(a, { requestId: requests[3] }),
    ];
    const orders = [[a], [b, a], [a, b], [b]];
    const receipts: unknown[] = [];
    for (const [step, decide] of sequence.entries()) {
      const { status, body } = await decide();
      expect([status, body.seq]).toEqual([200, 4 + step]);
      expect(await pins()).toEqual(orders[step]);
      receipts.push(body);
    }
    for (const [step, decide] of sequence.entries()) expect((await decide()).body).toEqual(receipts[step]);
    expect(await pins()).toEqual([b]);
    expect((await desk.snapshot()).position.seq).toBe(7);
  });

  test('set and taken off again and again within a second are as the editor left them', async () => {
    const { id } = await desk.filed();
    for (let round = 0; round < 8; round += 1) {
      expect((await desk.put(`/pins/${id}`, {})).body.seq).toBe(3 + 2 * round);
      expect((await desk.unpin(id)).body.seq).toBe(4 + 2 * round);
    }
    expect(await pins()).toEqual([]);
  });

  test('go with a retraction, come back with the restoration, and are not set on struck lines', async () => {
    const { id } = await desk.filed();
    await desk.put(`/pins/${id}`, {});
    await desk.change(id, 'retraction', { note: 'Wrong.' });
    expect(await pins()).toEqual([]);
    expect((await desk.put(`/pins/${id}`, {})).body.code).toBe('update_retracted');
    await desk.change(id, 'restoration');
    expect(await pins()).toEqual([id]);
  });

  test('are reordered only as they are', async () => {
    const { id } = await desk.filed();
    await desk.put(`/pins/${id}`, {});
    for (const order of [[], [id, randomUUID()], [randomUUID()]]) {
      const { status, body } = await desk.reorder(order);
      expect([status, body.code, body.fields?.[0]?.path]).toEqual([409, 'not_pinned', 'order']);
    }
    expect((await desk.put(`/pins/${randomUUID()}`, {})).body.code).toBe('update_not_found');
  });
});

describe('a key event', () => {
  test('is put on the list, taken off it, and stays what it is when set again', async () => {
    const { id } = await desk.filed({ headline: 'The march begins' });
    const keyEvents = async () => (await desk.snapshot()).keyEvents.map(({ headline }) => headline);
    const body = { requestId: randomUUID(), keyEvent: true };
    const on = await desk.markKeyEvent(id, body);
    expect([on.status, on.body.seq]).toEqual([200, 3]);
    expect(await keyEvents()).toEqual(['The march begins']);
    expect((await desk.markKeyEvent(id, { keyEvent: true })).body.seq).toBeNull();
    expect((await desk.markKeyEvent(id, body)).body).toEqual(on.body);
    expect((await desk.markKeyEvent(id, { keyEvent: false })).body.seq).toBe(4);
    expect(await keyEvents()).toEqual([]);
  });
});

describe('preferred sources', () => {
  const leading = async () => (await desk.totals()).metrics['arrests']?.cities['moscow']?.leading.source;
  const prefer = (order: string[], more: object = {}) =>
    desk.put('/preferences', { metric: 'arrests', order, ...more });

  test('lead, for the story or one city, until they are withdrawn', async () => {
    await desk.filed({ figures: [arrests(50, 'ovd-info'), arrests(20, 'police'), arrests(30)] });
    expect(await leading()).toBe('ovd-info');
    const requestId = randomUUID();
    const first = await prefer(['police'], { requestId });
    expect(await leading()).toBe('police');
    await prefer(['kind:own'], { city: 'moscow' });
    expect(await leading()).toBe('own');
    expect((await prefer(['police'], { requestId })).body).toEqual(first.body);
    expect(await leading()).toBe('own');
    await prefer([], { city: 'moscow' });
    expect(await leading()).toBe('police');
    for (let round = 0; round < 6; round += 1) {
      await prefer(['police']);
      await prefer(['own']);
      expect(await leading()).toBe('own');
    }
  });

  test.each([
    [{ metric: 'weather' }, 'unknown_metric', 'metric'],
    [{ city: 'atlantis' }, 'unknown_city', 'city'],
    [{ order: ['nobody'] }, 'unknown_source', 'order'],
  ])('that the story does not have are refused: %j', async (wrong, code, path) => {
    const { status, body } = await prefer(['police'], wrong);
    expect([status, body.code, body.fields?.[0]?.path]).toEqual([400, code, path]);
  });
});

describe('a ruling', () => {
  test('takes a figure out of the totals and back, within the same second too', async () => {
    const { id } = await desk.filed({ figures: [arrests(50)] });
    for (let round = 0; round < 5; round += 1) {
      const out = await desk.change(id, 'rulings', { figure: 0, state: 'refused' });
      expect([out.status, out.body.seq]).toEqual([201, 3 + 2 * round]);
      expect((await desk.totals()).metrics).toEqual({});
      await desk.change(id, 'rulings', { figure: 0, state: 'counted' });
      expect((await desk.totals()).metrics['arrests']?.leading.label).toBe('50');
    }
    const { updates } = await desk.snapshot();
    expect(updates[0]).toMatchObject({ figures: [{ state: 'counted' }] });
  });

  test('is about a figure that the update has', async () => {
    const { id } = await desk.filed({ figures: [arrests(50)] });
    const { status, body } = await desk.change(id, 'rulings', { figure: 1, state: 'refused' });
    expect([status, body.code, body.fields?.[0]?.path]).toEqual([400, 'malformed', 'figure']);
  });
});

describe('deliveries', () => {
  let admin: Desk;
  beforeEach(async () => {
    admin = desk.as(await dateline.token('admin'));
  });
  /** Ids are the newsroom's own: those of one test are no other's. */
  const own = (id: string) => `${id}-${desk.story}`;
  const line = (record: object, receivedAt = '2021-01-23T12:00:00Z', type = 'update') => ({
    ...{ type, delivery: 7, receivedAt, meta: { provenance: 'somewhere' } },
    record: { story: desk.story, ...record },
  });
  const update = (id: string, revision: number, fields: object = {}) =>
    line({
      ...{ id: own(id), revision, status: 'published', city: 'moscow', occurredAt: '2021-01-23T11:00:00Z' },
      ...{ occurredAtLocal: '14:00', timeZone: 'Europe/Moscow', text: `Words ${revision}.`, figures: [] },
      ...fields,
    });
  const retraction = (id: string, revision: number) =>
    line({ id: own(id), revision, status: 'retracted', correctionNote: 'It did not happen.' });
  const delivered = async (...lines: object[]) => (await admin.deliver(...lines)).body.results;

  test('sent twice are answered twice the same and recorded once', async () => {
    const decision = { decidedAt: '2021-01-23T11:30:00Z' };
    const lines = [
      update('u1', 1, { figures: [arrests(5)] }),
      update('u1', 2, { correctionNote: 'More.', figures: [arrests(6)] }),
      line({ id: 'p1', ...decision, updateId: own('u1'), pinned: true }, undefined, 'pin'),
      line({ id: 'o1', ...decision, metric: 'arrests', city: null, order: ['own'] }, undefined, 'preference'),
      line({ id: 'r1', ...decision, updateId: own('u1'), figure: 0, state: 'refused' }, undefined, 'ruling'),
    ];
    const first = await delivered(...lines);
    expect(first.map(({ receipt }) => receipt?.seq)).toEqual([2, 3, 4, 5, 6]);
    expect(await delivered(...lines)).toEqual(first);
    expect((await desk.snapshot()).position.seq).toBe(6);
    expect(await pins()).toEqual([own('u1')]);
  });

  test('with other contents under the same id and revision are refused', async () => {
    await delivered(update('u1', 1));
    const [other] = await delivered(update('u1', 1, { text: 'Else.' }));
    expect(other?.problem).toMatchObject({ status: 409, code: 'id_reused' });
  });

  test('of an older revision are history: kept, without a number, and nothing changes', async () => {
    await delivered(update('u1', 3, { figures: [arrests(7)] }));
    const before = await desk.snapshot();
    const [older] = await delivered(update('u1', 1, { figures: [arrests(700)] }));
    expect(older?.receipt).toMatchObject({ status: 'history', revision: 1, seq: null });
    expect(await desk.snapshot()).toEqual(before);
    const { body } = await ask<{ revisions: { revision: number; text: string }[] }>(
      `${desk.address}/updates/${own('u1')}`,
    );
    expect(body.revisions.map(({ revision, text }) => [revision, text])).toEqual([
      [3, 'Words 3.'],
      [1, 'Words 1.'],
    ]);
  });

  test('may bring a retraction before what it retracts, which then never shows', async () => {
    const [struck] = await delivered(retraction('u1', 2));
    expect(struck?.receipt).toMatchObject({ status: 'retracted', seq: 2 });
    const [late] = await delivered(update('u1', 1, { text: 'Never said.' }));
    expect(late?.receipt).toMatchObject({ status: 'history', seq: null });
    expect((await desk.snapshot()).updates).toMatchObject([{ id: own('u1'), status: 'retracted' }]);
    const pages = await Promise.all(
      ['', '/updates', `/updates/${own('u1')}`, '/events?after=0'].map(async (path) =>
        ask(desk.address + path),
      ),
    );
    expect(JSON.stringify(pages.map(({ body }) => body))).not.toContain('Never said');
  });

  test('taken in by two apis add up as by one, also what had to wait for its update', async () => {
    const { url } = await dateline.start('api');
    const second = admin.at(`${url}/v1/stories/${desk.story}`);
    await second.filed();
    const decision = { decidedAt: '2021-01-23T11:30:00Z', updateId: own('u1') };
    await delivered(line({ id: 'p1', ...decision, pinned: true }, undefined, 'pin'));
    await delivered(line({ id: 'r1', ...decision, figure: 0, state: 'held' }, undefined, 'ruling'));
    await second.deliver(update('u1', 1, { figures: [arrests(9)] }));
    expect((await second.snapshot()).pins.map(({ id }) => id)).toEqual([own('u1')]);
    expect((await second.totals()).metrics).toEqual({});
  });

  test('that are wrong say where, each for itself', async () => {
    const other = { ...update('u2', 1), record: { ...update('u2', 1).record, story: 'another' } };
    const lines = [
      update('u1', 1),
      other,
      update('u3', 0),
      update('u4', 1, { city: 'atlantis' }),
      update('u5', 1, { figures: [arrests(-1)] }),
      { ...update('u6', 1), receivedAt: '2021-01-23 12:00' },
      { ...update('u7', 1), type: 'story' },
      { ...update('u8', 1), record: null },
      update('u9', 1),
    ];
    const results = await delivered(...lines);
    const told = results.map(({ id, problem }) => [
      id?.slice(0, 2) ?? null,
      problem?.code ?? null,
      problem?.fields?.[0]?.path ?? null,
    ]);
    expect(told).toEqual([
      ['u1', null, null],
      ['u2', 'other_story', 'record.story'],
      ['u3', 'malformed', 'record.revision'],
      ['u4', 'unknown_city', 'record.city'],
      ['u5', 'malformed', 'record.figures.0.value'],
      ['u6', 'malformed', 'receivedAt'],
      ['u7', 'malformed', 'type'],
      [null, 'malformed', 'record'],
      ['u9', null, null],
    ]);
  });
});

test('a request’s id is good for one request of a story, whatever it asks', async () => {
  const { id } = await desk.filed();
  const requestId = randomUUID();
  const first = await desk.put(`/pins/${id}`, { requestId });
  const others = await Promise.all([
    desk.markKeyEvent(id, { requestId, keyEvent: true }),
    desk.unpin(id, { requestId }),
    desk.turn('closing', { requestId }),
    desk.change(id, 'retraction', { requestId, note: 'No.' }),
    desk.post({ id: requestId }),
  ]);
  expect(others.map(({ body }) => body.code)).toEqual(Array.from({ length: 5 }, () => 'id_reused'));
  expect((await desk.put(`/pins/${id}`, { requestId })).body).toEqual(first.body as unknown as Receipt);
});
