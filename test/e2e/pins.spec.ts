import { randomUUID } from 'node:crypto';
import type { BoardView, PreferenceView } from '#contract/decision';
import { AReader } from '../support/a-reader.js';
import { Desk } from '../support/at-the-desk.js';
import { type Dateline, type RunningApp, startDateline } from '../support/dateline.js';
import { ask } from '../support/newsroom-people.js';
import { stateHash } from '../support/state-hash.js';
import { waitUntil } from '../support/wait-until.js';

const ROUNDS = 200;

let dateline: Dateline;
let second: RunningApp;
let vera: Desk;
let ivan: Desk;
const readers: AReader[] = [];
beforeAll(async () => {
  dateline = await startDateline();
  second = await dateline.start('api');
});
afterAll(() => dateline.stop());
beforeEach(async () => {
  vera = await Desk.open(dateline);
  ivan = vera.at(vera.address.replace(dateline.url, second.url));
});
afterEach(() => {
  for (const reader of readers.splice(0)) reader.close();
});

const filed = async (city: string | null, more: object = {}) => (await vera.filed({ city, ...more })).id;
const pinned = async (city?: string) => (await vera.snapshot(city)).pins.map(({ id }) => id);
const follow = async (city?: string): Promise<AReader> => {
  const reader = new AReader(dateline.url, { story: vera.story, ...(city !== undefined && { city }) });
  readers.push(reader);
  await reader.follow();
  return reader;
};
/** Every reader holds what a new one would be given. */
async function allHoldTheSame(): Promise<void> {
  const cities = [undefined, 'moscow', 'kazan'];
  const { seq } = await vera.filed({ city: null }); // for everybody: quiet rooms move on with it
  for (const [place, reader] of readers.entries()) {
    await reader.at(seq ?? 0);
    expect(reader.view && stateHash(reader.view)).toBe(stateHash(await vera.snapshot(cities[place])));
    expect(reader.gaps).toBe(0);
  }
}

describe('two editors who save the board at once', () => {
  test('never both win, in 200 rounds at two apis: the other one is told what is pinned now', async () => {
    const ids = [await filed('moscow'), await filed('kazan'), await filed(null)];
    const without = (place: number) => ids.toSpliced(place, 1).map((update) => ({ update }));
    let [left, { version }] = [0, await vera.board()];
    for (let round = 0; round < ROUNDS; round += 1) {
      const places = [(left + 1) % 3, (left + 2) % 3];
      const [hers = 0, his = 0] = places;
      const answers = await Promise.all([
        vera.saveBoard(without(hers), version),
        ivan.saveBoard(without(his), version),
      ]);
      const board = await vera.board();
      const winner = answers.findIndex(({ status }) => status === 200);
      left = places[winner] ?? 0;
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412]);
      expect(board.pins.map(({ update }) => ({ update }))).toEqual(without(left));
      expect(answers[1 - winner]?.body).toMatchObject({ code: 'stale_version', current: held(board) });
      ({ version } = board);
    }
  }, 120_000);
  const held = ({ version, pins }: BoardView) => ({
    version,
    pins: pins.map(({ figuresMovedOn: _, ...pin }) => pin),
  });

  test('or reorder and unpin: nobody undoes what they have not seen', async () => {
    const ids = [await filed('moscow'), await filed('kazan')];
    for (const id of ids) await vera.put(`/pins/${id}`, {});
    const { version } = await vera.board();
    await ivan.unpin(ids[0] ?? '');
    const headers = { 'if-match': `"${version}"` };
    const stale = await Promise.all([
      vera.saveBoard(
        ids.map((update) => ({ update })),
        version,
      ),
      vera.send('PUT', `/pins/${ids[0]}`, { requestId: randomUUID() }, headers),
      vera.send('DELETE', `/pins/${ids[1]}`, { requestId: randomUUID() }, headers),
      vera.send('PUT', '/pins', { requestId: randomUUID(), order: [ids[1]] }, headers),
    ]);
    for (const { status, body } of stale)
      expect([status, body]).toMatchObject([412, { current: { pins: [{ update: ids[1] }] } }]);
    const without = await vera.put('/pins', { order: [ids[1]] });
    expect([without.status, without.body.code]).toEqual([428, 'version_required']);
    expect((await vera.saveBoard([])).status).toBe(428);
    expect(await pinned()).toEqual([ids[1]]);
  });
});

describe('the board', () => {
  test('is saved whole: pins go, come, change and move in one step, for all who read', async () => {
    const [a, b, c, d] = [
      await filed('moscow'),
      await filed('moscow'),
      await filed('kazan'),
      await filed(null),
    ];
    await Promise.all([undefined, 'moscow', 'kazan'].map((city) => follow(city)));
    for (const id of [a, b, c]) await vera.put(`/pins/${id}`, {});
    const before = await vera.board();
    const requestId = randomUUID();
    const wanted = [{ update: d }, { update: a }, { update: b, city: 'moscow' }];
    const saved = await vera.saveBoard(wanted, before.version, { requestId });
    expect([saved.status, saved.body.seq]).toEqual([200, (await vera.snapshot()).position.seq]);
    expect((await vera.saveBoard(wanted, before.version, { requestId })).body).toEqual(saved.body);
    expect((await vera.board()).pins).toMatchObject([
      { update: d, city: null },
      { update: a, city: null, expiresAt: null },
      { update: b, city: 'moscow' },
    ]);
    expect([await pinned(), await pinned('moscow'), await pinned('kazan')]).toEqual([[d, a], [d, a, b], [d]]);
    expect((await vera.totals()).pinned).toEqual([a, b, d].toSorted());
    await allHoldTheSame();
  });

  test('that is wrong in one place changes nothing at all', async () => {
    const [a, b] = [await filed('moscow'), await filed('kazan')];
    await vera.change(b, 'retraction', { note: 'Wrong.' });
    const { version } = await vera.board();
    const wrong: [object, number, string][] = [
      [{ update: randomUUID() }, 404, 'update_not_found'],
      [{ update: b }, 409, 'update_retracted'],
      [{ update: a, city: 'kazan' }, 400, 'unknown_city'],
      [{ update: a, expiresAt: '2021-01-23T12:00:00Z' }, 400, 'malformed'],
    ];
    const good = await filed('moscow');
    for (const [pin, status, code] of wrong) {
      const answer = await vera.saveBoard([{ update: good }, pin], version);
      expect([answer.status, answer.body.code]).toEqual([status, code]);
    }
    expect(await pinned()).toEqual([]);
  });

  test('says which pins and key events tell another number than their sources do by now', async () => {
    const figure = (value: number) => [{ metric: 'arrests', source: 'ovd-info', value }];
    const stale = await filed('moscow', { figures: figure(100), keyEvent: true });
    const fresh = await filed('kazan', { figures: figure(30) });
    for (const id of [stale, fresh]) await vera.put(`/pins/${id}`, {});
    await filed('moscow', { figures: figure(140) });
    const { pins, keyEvents } = await vera.board();
    const moved = {
      figure: 0,
      metric: 'arrests',
      city: 'moscow',
      source: 'ovd-info',
      from: '100',
      to: '140',
    };
    expect(pins).toMatchObject([
      { update: fresh, figuresMovedOn: [] },
      { update: stale, figuresMovedOn: [moved] },
    ]);
    expect(keyEvents).toMatchObject([{ id: stale, figuresMovedOn: [moved] }]);
  });

  test('is for editors', async () => {
    const reporter = await dateline.token('reporter');
    expect((await ask(`${vera.address}/board`, { token: reporter })).status).toBe(403);
    expect((await vera.as(reporter).saveBoard([], 'x')).status).toBe(403);
  });
});

describe('a pin for one city', () => {
  test('is on that city’s page only, live as well, also after a retraction and a restoration', async () => {
    const id = await filed('kazan');
    await Promise.all([undefined, 'moscow', 'kazan'].map((city) => follow(city)));
    await vera.put(`/pins/${id}`, { city: 'kazan' });
    const pages = async () => [await pinned(), await pinned('moscow'), await pinned('kazan')];
    expect(await pages()).toEqual([[], [], [id]]);
    await vera.change(id, 'retraction', { note: 'Wrong.' });
    expect(await pages()).toEqual([[], [], []]);
    await vera.change(id, 'restoration');
    expect(await pages()).toEqual([[], [], [id]]);
    await allHoldTheSame();
    await vera.put(`/pins/${id}`, {});
    expect(await pages()).toEqual([[id], [], [id]]);
    await allHoldTheSame();
  });
});

describe('a pin with an end', () => {
  test('goes at its time, once, whatever process looks, and is gone from open pages', async () => {
    const third = await dateline.start('api');
    const [id, other] = [await filed('moscow'), await filed('moscow')];
    await Promise.all([undefined, 'moscow', 'kazan'].map((city) => follow(city)));
    const expiresAt = new Date(Math.ceil(Date.now() / 1_000 + 2) * 1_000).toISOString();
    await vera.put(`/pins/${other}`, {});
    expect((await vera.put(`/pins/${id}`, { expiresAt })).status).toBe(200);
    await third.kill();
    expect(await pinned()).toEqual([id, other]);
    await waitUntil('it is taken off', async () => (await pinned()).length === 1);
    const late = Date.now() - Date.parse(expiresAt);
    expect(late).toBeGreaterThanOrEqual(0);
    expect(late).toBeLessThan(1_500); // a second, and what two busy cores take
    expect(await pinned()).toEqual([other]);
    await allHoldTheSame();
    const expired = () =>
      dateline.sql(`select seq from events where story_id = $1 and kind = 'pin.expired'`, [vera.story]);
    expect(await expired()).toHaveLength(1);
    expect((await vera.totals()).pinned).toEqual([other]);
  });

  test('that was given another end, or none, stays until then', async () => {
    const id = await filed('moscow');
    const soon = new Date(Date.now() + 1_500).toISOString();
    await vera.put(`/pins/${id}`, { expiresAt: soon });
    const later = '2999-01-01T00:00:00Z';
    expect((await vera.put(`/pins/${id}`, { expiresAt: later })).body.seq).not.toBeNull();
    const witness = await filed('kazan');
    await vera.put(`/pins/${witness}`, { expiresAt: new Date(Date.now() + 2_500).toISOString() });
    await waitUntil('the later one ends', async () => !(await pinned()).includes(witness));
    expect((await vera.board()).pins).toMatchObject([{ update: id, expiresAt: later }]);
  });
});

test('preferred sources are not set over what another editor decided meanwhile, where it is said what was read', async () => {
  const preferences = async () => {
    const address = `${vera.address}/preferences`;
    return (await ask<{ preferences: PreferenceView[] }>(address, { token: vera.token })).body.preferences;
  };
  const prefer = (order: string[], version?: string) => {
    const headers: Record<string, string> = version === undefined ? {} : { 'if-match': `"${version}"` };
    const body = { requestId: randomUUID(), metric: 'arrests', order };
    return vera.send('PUT', '/preferences', body, headers);
  };
  await prefer(['police']);
  const [{ version } = { version: '' }] = await preferences();
  const answers = await Promise.all([prefer(['own'], version), prefer(['ovd-info'], version)]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412]);
  const now = await preferences();
  expect(answers.find(({ status }) => status === 412)?.body).toMatchObject({ current: now[0] });
});
