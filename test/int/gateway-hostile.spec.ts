import { io, type Socket } from 'socket.io-client';
import { GatewayScene, type Told } from '../support/gateway-scene.js';
import { CITIES } from '../support/story-book.js';
import { waitUntil } from '../support/wait-until.js';

let scene: GatewayScene;
let told: Told;
const sockets: Socket[] = [];
beforeAll(async () => {
  scene = await GatewayScene.start({ ALLOWED_ORIGINS: 'https://paper.example, https://www.paper.example' });
  told = await scene.aStory(3);
});
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.disconnect();
  scene.leaveAll();
});
afterAll(() => scene.stop());

const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
const ANY_JSON = [
  'null',
  '0',
  '-1',
  '1e400',
  'true',
  '""',
  '"x"',
  '[]',
  '[null]',
  '{}',
  '{"a":1}',
  deep(10_000),
  '{"__proto__":{"token":"x"}}',
  '{"constructor":{"prototype":null}}',
  '{"token":null}',
  '{"token":{"a":1}}',
  '{"token":[]}',
  '{"token":true}',
  '{"pid":"x","offset":"y"}',
  '{"pid":{},"offset":[]}',
  `{"token":"${'x'.repeat(60_000)}"}`,
  '{"toString":1,"valueOf":null}',
  '{',
  '\u0000',
  '{"token":"\\ud800"}',
];
const RAW = [
  '',
  '9',
  'x',
  '0',
  '1/live,',
  '2/live,',
  '2/live,[]',
  '2/live,[1]',
  '2/live,[null]',
  '2/live,[{}]',
  '2/live,["error",1]',
  '2/live,["disconnecting"]',
  '2/live,["newListener"]',
  '2/live,["__proto__",{}]',
  '2/live,99999999999999999999["follow",{}]',
  '3/live,1[]',
  '3/live,1["x"]',
  '4/live,"x"',
  '51-/live,["follow",{"_placeholder":true,"num":0}]',
  '51-["follow",{"_placeholder":true,"num":9}]',
  '5-1/live,[]',
  '599999999-/live,["x"]',
  '0/nowhere,{}',
  '0/live/../desk,{}',
  `0/${'x'.repeat(5_000)},{}`,
  '2/desk,["post",{}]',
  '40',
  '0{"a":1}',
];
const PAYLOADS = [
  undefined,
  null,
  0,
  '',
  'x',
  true,
  [],
  {},
  { story: null },
  { story: 1 },
  { story: '' },
  { story: {} },
  { story: 'x'.repeat(1_000) },
  { story: '__proto__' },
  { story: '../../v1/session' },
  { story: 'a\nb' },
  { story: '{a}' },
  { story: 'constructor', city: '__proto__' },
];
const POSITIONS = [
  0,
  'x',
  [],
  {},
  { epoch: 1, seq: 1 },
  { epoch: 'e' },
  { epoch: 'e', seq: -1 },
  { epoch: 'e', seq: 1.5 },
  { epoch: 'e', seq: '1' },
  { epoch: '', seq: 0 },
  { epoch: 'x'.repeat(1_000), seq: 1 },
  { epoch: 'e', seq: null },
];

function connect(options: Parameters<typeof io>[1] = {}): Socket {
  const socket = io(`${scene.gateway.url}/live`, { forceNew: true, reconnection: false, ...options });
  sockets.push(socket);
  return socket;
}
async function connected(options: Parameters<typeof io>[1] = {}): Promise<Socket> {
  const socket = connect({ transports: ['websocket'], ...options });
  await waitUntil('a connection', () => socket.connected);
  return socket;
}
async function isStillServing(): Promise<void> {
  const reader = scene.aReader(told.book);
  expect(await reader.follow()).toMatchObject({ mode: 'snapshot' });
}

describe('whatever comes in', () => {
  test.each(['/live', '/desk', '/'])(
    'B2: a handshake of any JSON at %s leaves the gateway serving',
    async (namespace) => {
      for (const json of ANY_JSON) {
        const socket = await connected();
        socket.io.engine.write(`0${namespace},${json}`);
      }
      await isStillServing();
    },
  );

  test('B2: packets of any form leave the gateway serving', async () => {
    for (const packet of RAW) {
      const socket = await connected();
      socket.io.engine.write(packet);
      socket.io.engine.write(new Uint8Array([1, 2, 3]) as never);
    }
    await isStillServing();
  });

  test('a follow of another form gets a problem document that does not repeat it', async () => {
    for (const payload of [
      ...PAYLOADS,
      ...POSITIONS.map((position) => ({ story: told.book.story, position })),
    ]) {
      const socket = await connected();
      const answer = await socket.timeout(3_000).emitWithAck('follow', payload);
      expect(['malformed', 'story_not_found', 'unavailable']).toContain(answer.code);
      expect(Object.keys(answer).toSorted()).toEqual(
        expect.arrayContaining(['code', 'retry', 'status', 'title', 'type']),
      );
      expect(JSON.stringify(answer).length).toBeLessThan(600);
      socket.emit('follow', payload);
      socket.emit('unfollow', payload);
    }
    await isStillServing();
  }, 20_000);

  test.each(['\ud800', 'a b', 'a/../b', '\u0433', '.', 'constructor', '__proto__', 'x'.repeat(81)])(
    'what is no name of a story or city is malformed, and no source is asked: %j',
    async (name) => {
      const asked = scene.api.asked.length;
      const socket = await connected();
      const { story, epoch } = told.book;
      for (const room of [{ story: name }, { story, city: name }])
        for (const position of [undefined, { epoch, seq: 1 }])
          expect(await socket.emitWithAck('follow', { ...room, position })).toMatchObject({
            code: 'malformed',
          });
      expect(scene.api.asked).toHaveLength(asked);
    },
  );

  test('a follow that asks for no answer starts nothing', async () => {
    const socket = await connected();
    socket.emit('follow', { story: told.book.story });
    await socket.emitWithAck('follow', { story: told.book.story, city: 'perm' });
    expect(scene.gateway.gateway.metrics.gauges.readers).toBeGreaterThan(0);
    const heard: unknown[] = [];
    socket.on('frame', (_frame, room) => heard.push(room));
    told.book.post('perm');
    await told.relay.carry();
    await waitUntil('a frame', () => heard.length > 0);
    expect(heard).toEqual([{ story: told.book.story, city: 'perm' }]);
  });
});

describe('one who sends too much', () => {
  test('B24: is cut at more than 20 events a second, and others are not', async () => {
    const other = scene.aReader(told.book);
    await other.follow();
    const socket = await connected();
    const problems: unknown[] = [];
    socket.on('problem', (problem) => problems.push(problem));
    for (let i = 0; i < 40; i += 1) socket.emit('follow', { story: told.book.story }, () => undefined);
    await waitUntil('the end', () => !socket.connected);
    expect(problems[0]).toMatchObject({ code: 'too_many_requests' });
    expect(other.socket.connected).toBe(true);
  });

  test.each(['websocket', 'polling'])('B24: is cut at an event above 64 KB, by %s', async (transport) => {
    const socket = await connected({ transports: [transport] });
    socket.emit('follow', { story: 'x'.repeat(70_000) }, () => undefined);
    await waitUntil('the end', () => !socket.connected, 5_000);
    await isStillServing();
  });

  test('follows at most twenty stories and cities', async () => {
    const socket = await connected();
    const codes: unknown[] = [];
    const books = await Promise.all(Array.from({ length: 7 }, async () => (await scene.aStory(1)).book));
    for (let i = 0; i < 21; i += 1) {
      // Below 20 events a second, which is another limit.
      if (i === 15) await new Promise((resolve) => setTimeout(resolve, 1_100));
      const { story, epoch } = books[i % 7] ?? told.book;
      const room = { story, city: CITIES[Math.floor(i / 7)], position: { epoch, seq: 1 } };
      const answer = await socket.emitWithAck('follow', room);
      codes.push(answer.mode ?? answer.code);
    }
    expect(codes).toEqual([...Array<string>(20).fill('resume'), 'too_many_requests']);
  });
});

describe('a page of another site', () => {
  test.each([
    ['https://paper.example', 'websocket', true],
    ['https://www.paper.example', 'polling', true],
    ['https://evil.example', 'websocket', false],
    ['https://evil.example', 'polling', false],
    ['null', 'websocket', false],
    ['https://paper.example.evil.example', 'websocket', false],
  ])('B1: %s by %s may connect: %p', async (origin, transport, may) => {
    const socket = connect({ transports: [transport], extraHeaders: { origin } });
    let refused = false;
    socket.on('connect_error', () => {
      refused = true;
    });
    await waitUntil('an answer', () => socket.connected || refused);
    expect(socket.connected).toBe(may);
  });

  test('a page of the same host may connect', async () => {
    const socket = await connected({ extraHeaders: { origin: scene.gateway.url } });
    expect(socket.connected).toBe(true);
  });
});
