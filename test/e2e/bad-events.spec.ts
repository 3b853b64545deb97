import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import { PROBLEMS, type ProblemDocument } from '#contract/problems';
import { Desk } from '../support/at-the-desk.js';
import { badEventBodies, casesOf } from '../support/bad-cases.js';
import { taking } from '../support/bad-requests.js';
import { ECHO, jsonOf, NOT } from '../support/bad-values.js';
import { type Dateline, startDateline } from '../support/dateline.js';

let dateline: Dateline;
let desk: Desk;
let before: string;
let sent = 0;
const sockets: Socket[] = [];
beforeAll(async () => {
  dateline = await startDateline();
  desk = await Desk.open(dateline, 'admin');
  await desk.filed({ figures: [{ metric: 'arrests', source: 'own', value: 5 }] });
  before = JSON.stringify([await desk.snapshot(), await desk.totals()]);
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.disconnect();
  expect(JSON.stringify([await desk.snapshot(), await desk.totals()])).toBe(before);
  expect(dateline.output()).not.toMatch(/ERROR|Error:/);
});
afterAll(async () => {
  await dateline.stop();
  expect(sent).toBeGreaterThan(400);
});

const connect = (namespace: '/live' | '/desk', auth: unknown = {}): Socket => {
  const socket = io(dateline.url + namespace, { forceNew: true, reconnection: false, auth: auth as object });
  sockets.push(socket);
  return socket;
};
/** What is wrong with an acknowledgement that must refuse; null: nothing. */
function fault(answer: unknown): string | null {
  const { code, status } = (answer ?? {}) as ProblemDocument;
  const text = JSON.stringify(answer);
  if (!Object.hasOwn(PROBLEMS, code) || status < 400 || status > 499)
    return `not refused: ${text.slice(0, 300)}`;
  return ECHO.test(text) ? `repeats what was sent: ${text.slice(0, 300)}` : null;
}

const A_SECOND = 12; // of the twenty events that one socket may send
/** Sends each over fresh sockets, a few on each; resolves to what was answered wrongly. */
async function refusals(open: () => Socket, event: string, payloads: readonly unknown[]): Promise<string[]> {
  const wrong: string[] = [];
  for (let first = 0; first < payloads.length; first += A_SECOND) {
    const socket = open();
    const some = payloads.slice(first, first + A_SECOND);
    sent += some.length;
    const answers = await Promise.all(
      some.map((payload) => socket.timeout(8_000).emitWithAck(event, payload)),
    );
    answers.forEach((answer, place) => {
      const found = fault(answer);
      if (found !== null) wrong.push(`${JSON.stringify(some[place])?.slice(0, 200)} → ${found}`);
    });
    socket.disconnect();
  }
  return wrong;
}
/** As it comes out of JSON: what no JavaScript object can say is left out. */
const parsed = (value: unknown): unknown => JSON.parse(jsonOf(value));

const IDS = NOT.name.filter((value) => value !== '' && value !== null).map(parsed);

test('follow and unfollow answer anything that names no story', async () => {
  const position = (value: unknown) => ({ story: desk.story, position: parsed(value) });
  const rooms = [
    ...[undefined, null, 5, true, 'x', [], [1], {}, { story: null }],
    ...IDS.map((story) => ({ story })),
    ...IDS.filter((city) => typeof city !== 'string' || city.length > 200).map((city) => ({
      story: desk.story,
      city,
    })),
  ];
  const follows = [
    ...rooms,
    ...IDS.map((city) => ({ story: desk.story, city })),
    { story: desk.story, city: 'atlantis' },
    ...[5, 'x', [], {}, true, { epoch: 'x' }, { seq: 1 }, { epoch: 5, seq: 1 }, { epoch: 'x', seq: '1' }].map(
      position,
    ),
    ...[
      { epoch: 'x', seq: -1 },
      { epoch: 'x', seq: 1.5 },
      { epoch: 'x', seq: null },
      { epoch: '', seq: 1 },
    ].map(position),
    ...[
      { epoch: 'q'.repeat(10_240), seq: 1 },
      { epoch: 'x', seq: 1e308 * 10 },
      { epoch: 'x', seq: [1] },
    ].map(position),
  ];
  expect(await refusals(() => connect('/live'), 'follow', follows)).toEqual([]);
  const nameless = rooms.filter((room) => {
    const { story } = (room ?? {}) as { story?: unknown };
    return typeof story !== 'string' || story.length > 200 || story === '' || story === desk.story;
  });
  expect(await refusals(() => connect('/live'), 'unfollow', nameless)).toEqual([]);
});

test('hostile positions get a snapshot, and no reader holds up another', async () => {
  const socket = connect('/live');
  for (const seq of [2 ** 53 - 1, 2 ** 60, 1e300, 99]) {
    const { epoch } = (await desk.snapshot()).position;
    const answer = await socket
      .timeout(8_000)
      .emitWithAck('follow', { story: desk.story, position: { epoch, seq } });
    expect(answer).toMatchObject({ mode: 'snapshot', why: 'ahead' });
  }
  const position = { epoch: randomUUID(), seq: 1 };
  const other = await socket.timeout(8_000).emitWithAck('follow', { story: desk.story, position });
  expect(other).toMatchObject({ mode: 'snapshot', why: 'epoch' });
});

test('B11: a post at the desk answers what the same body gets over HTTP', async () => {
  const token = desk.token;
  const address = taking('none').find(({ method, path }) => method === 'POST' && path === '/updates');
  if (!address) throw new Error('Nobody posts.');
  const bodies = casesOf(address).map(({ body }) => parsed(body));
  const small = bodies.filter((body) => JSON.stringify(body).length < 4_096);
  const posts = [
    ...[undefined, null, 5, 'x', [], {}, { story: desk.story }, { update: {} }, { story: 5, update: {} }],
    ...[...IDS.map((story) => ({ story, update: {} })), { story: 'nobody', update: address.body }],
    ...badEventBodies.map((update) => ({ story: desk.story, update })),
    ...small.map((update) => ({ story: desk.story, update })),
  ];
  expect(await refusals(() => connect('/desk', { token }), 'post', posts)).toEqual([]);
}, 60_000);

test('B2: a handshake of any shape is turned away from the desk, and let in to read', async () => {
  const shapes = [
    ...[
      null,
      5,
      true,
      'x',
      [],
      [1],
      {},
      { token: null },
      { token: 5 },
      { token: true },
      { token: [] },
      { token: {} },
    ],
    ...[
      { token: { a: 1 } },
      { token: '' },
      { token: 'x' },
      { token: 'a\nb' },
      { token: 'é' },
      { token: 'q'.repeat(50_000) },
    ],
    ...[
      { token: 'Bearer x' },
      { toString: 1 },
      { constructor: { prototype: 1 } },
      { token: { toString: 'x' } },
    ],
    ...[parsed('@@{"__proto__":{"token":"x"}}@@'), { token: '\ud800' }],
  ];
  for (const shape of shapes) {
    sent += 1;
    const refusal = await new Promise<{ data?: unknown } | null>((resolve, reject) => {
      const socket = connect('/desk', shape);
      socket.once('connect_error', resolve);
      // Auth that is no object is no handshake at all. A client also closes when refused, just before it says so.
      socket.io.once('close', () => setImmediate(() => resolve(null)));
      socket.once('connect', () => reject(new Error(`It came in as ${JSON.stringify(shape)}`)));
    });
    const isObject = typeof shape === 'object' && shape !== null && !Array.isArray(shape);
    if (isObject || refusal !== null) {
      expect([shape, refusal?.data]).toEqual([shape, expect.objectContaining({ code: 'not_signed_in' })]);
      expect(JSON.stringify(refusal?.data)).not.toMatch(ECHO);
    }
    sockets.pop()?.disconnect();
  }
  const reader = connect('/live', { token: { a: 1 } });
  expect(await reader.timeout(8_000).emitWithAck('follow', { story: desk.story })).toMatchObject({
    mode: 'snapshot',
  });
}, 30_000);
