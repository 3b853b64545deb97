import { randomUUID } from 'node:crypto';
import { Desk } from '../support/at-the-desk.js';
import { type Dateline, type RunningApp, startDateline } from '../support/dateline.js';
import { anUpdate } from '../support/newsroom-people.js';

let dateline: Dateline;
let other: RunningApp;
let desk: Desk;
let id: string;
beforeAll(async () => {
  dateline = await startDateline();
  other = await dateline.start('api');
});
afterAll(() => dateline.stop());
beforeEach(async () => {
  desk = await Desk.open(dateline, 'admin');
  ({ id } = await desk.filed({ figures: [{ metric: 'arrests', source: 'own', value: 5 }] }));
});

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: object;
  readonly headers?: Record<string, string>;
}
const own = (): object => ({ requestId: randomUUID() });
const CORRECTED = { text: 'Corrected.', figures: [], correctionNote: 'A slip.' };
const change = (what: string, body: object): Asked => ({
  ...{ method: 'POST', path: `/updates/${id}/${what}`, body: { ...own(), ...body } },
});
/** Each write: its first status, and the same id with something else asked for. */
const WRITES: Readonly<Record<string, readonly [status: number, asked: () => Asked, other: object]>> = {
  'a post': [201, () => ({ method: 'POST', path: '/updates', body: anUpdate() }), { text: 'Else.' }],
  'a correction': [
    201,
    () => ({ ...change('revisions', CORRECTED), headers: { 'if-match': '"1"' } }),
    { correctionNote: 'Else.' },
  ],
  'a retraction': [201, () => change('retraction', { note: 'Another day.' }), { note: 'Else.' }],
  'a ruling': [201, () => change('rulings', { figure: 0, state: 'held' }), { state: 'refused' }],
  'a pin': [200, () => ({ method: 'PUT', path: `/pins/${id}`, body: own() }), {}],
  'a key event': [
    200,
    () => ({
      ...{ method: 'PUT', path: `/updates/${id}/key-event`, body: { ...own(), keyEvent: true } },
      headers: { 'if-match': '"1"' },
    }),
    { keyEvent: false },
  ],
  'a preference': [
    200,
    () => ({
      ...{ method: 'PUT', path: '/preferences', body: { ...own(), metric: 'arrests', order: ['police'] } },
    }),
    { order: ['own'] },
  ],
};

/** The status and the bytes of the answer, by the api at `url`. */
async function send({ method, path, body, headers }: Asked, url = dateline.url) {
  const response = await fetch(desk.address.replace(dateline.url, url) + path, {
    method,
    headers: { authorization: `Bearer ${desk.token}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, text: await response.text() };
}

describe.each(Object.entries(WRITES))('%s', (name, [status, ask, elsewise]) => {
  test('that is sent again is answered 200 with the first receipt, by any api and after other changes', async () => {
    const asked = ask();
    const first = await send(asked);
    expect(first.status).toBe(status);
    expect(JSON.parse(first.text)).toMatchObject({ epoch: expect.any(String), seq: 3 });
    expect(await send(asked)).toEqual({ status: 200, text: first.text });
    await desk.filed();
    if (name !== 'a retraction') await desk.change(id, 'retraction', { note: 'Another day.' });
    const { seq } = (await desk.snapshot()).position;
    for (const url of [dateline.url, other.url])
      expect(await send(asked, url)).toEqual({ status: 200, text: first.text });
    expect((await desk.snapshot()).position.seq).toBe(seq);
  });

  test('with the id of another one is refused, and the first one stays as it was', async () => {
    const asked = ask();
    const first = await send(asked);
    const before = JSON.stringify(await desk.snapshot());
    const changed = { ...asked, body: { ...asked.body, ...elsewise } };
    const refused = await send(name === 'a pin' ? { ...changed, method: 'DELETE' } : changed);
    expect([refused.status, JSON.parse(refused.text).code]).toEqual([409, 'id_reused']);
    expect(JSON.stringify(await desk.snapshot())).toBe(before);
    expect(await send(asked)).toEqual({ status: 200, text: first.text });
  });
});

test('a story that is edited the same way again is answered 200, and nothing changes twice', async () => {
  const { id: _, status: __, standfirst: ___, date: ____, ...setup } = (await desk.snapshot()).story;
  const asked = { method: 'PUT', path: '', body: { ...setup, title: 'Two days' } };
  expect(JSON.parse((await send(asked)).text)).toMatchObject({ seq: 3 });
  const again = await send(asked);
  expect([again.status, JSON.parse(again.text)]).toEqual([200, expect.objectContaining({ seq: null })]);
  expect((await desk.snapshot()).position.seq).toBe(3);
});
