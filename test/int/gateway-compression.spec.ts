import { deflateRawSync } from 'node:zlib';
import { io, type Socket } from 'socket.io-client';
import type { AReader } from '../support/a-reader.js';
import { AnHttpStream } from '../support/an-http-stream.js';
import { GatewayScene } from '../support/gateway-scene.js';
import { HandSpoken, shownAfter } from '../support/hand-spoken.js';
import { RawWebsocket } from '../support/raw-websocket.js';
import { waitUntil } from '../support/wait-until.js';

let scene: GatewayScene;
const open: { close(): unknown }[] = [];
beforeAll(async () => {
  scene = await GatewayScene.start({ GATEWAY_COMPRESSION: 'on' });
});
afterEach(() => {
  scene.leaveAll();
  for (const each of open.splice(0)) each.close();
});
afterAll(() => scene.stop());

const kept = <T extends { close(): unknown }>(one: T): T => {
  open.push(one);
  return one;
};
const speaker = async (options: ConstructorParameters<typeof HandSpoken>[1]) =>
  kept(await HandSpoken.open(scene.gateway.url, options));
const stream = async (story: string, headers: Record<string, string>) =>
  kept(await AnHttpStream.open(`${scene.gateway.url}/v1/stories/${story}/stream`, headers));
const LONG = 'People walk along the embankment, and side streets are closed. '.repeat(8);

describe('a reader who takes compressed frames', () => {
  test('shows the same as one who does not, on every way that there is', async () => {
    const { book, relay } = await scene.aStory(30);
    const [plain, deflated] = [await speaker({}), await speaker({ perMessageDeflate: true })];
    const stock = scene.aReader(book, undefined, {
      transports: ['websocket'],
      perMessageDeflate: {},
    } as object);
    const upgraded = scene.aReader(book, undefined, { perMessageDeflate: {} } as object);
    const [text, gzip] = [
      await stream(book.story, {}),
      await stream(book.story, { 'accept-encoding': 'gzip' }),
    ];
    const answers = await Promise.all(
      [plain, deflated].map(async (one) => {
        await one.join('/live');
        return { one, answer: await one.follow({ story: book.story }) };
      }),
    );
    await Promise.all([stock.follow(), upgraded.follow()]);
    for (let i = 0; i < 20; i += 1) {
      book.post('spb', `${i}: ${LONG}`);
      book.post('kazan', `${i}`);
      await relay.carry();
    }
    await Promise.all([stock.at(book.head), upgraded.at(book.head)]);
    const snapshot = book.snapshot();
    for (const { one, answer } of answers) {
      await waitUntil('the last frame', () => one.frames().at(-1)?.to === book.head);
      expect(shownAfter(answer, one.frames())).toEqual(snapshot);
    }
    for (const one of [text, gzip]) {
      await waitUntil('the last frame', () => one.of('frame').at(-1)?.id.endsWith(`:${book.head}`));
      expect(one.shown()).toEqual(snapshot);
    }
    expect([stock.view, upgraded.view]).toEqual([snapshot, snapshot]);
    expect([plain.extensions, text.encoding]).toEqual(['', undefined]);
    expect(deflated.extensions).toBe('permessage-deflate');
    expect([negotiated(stock), gzip.encoding]).toEqual([true, 'gzip']);
    expect(deflated.bytes).toBeLessThan(plain.bytes / 2);
    expect(gzip.bytes).toBeLessThan(text.bytes / 2);
  });

  test('comes back with a position, compressed, and is told exactly what was missed', async () => {
    const { book } = await scene.aStory(12);
    const position = { epoch: book.epoch, seq: 4 };
    const deflated = await speaker({ perMessageDeflate: true });
    await deflated.join('/live');
    // clients count their questions: the first few share one answer, later ones get one of their own
    for (const id of [0, 3, 4, 9_007]) {
      const answer = await deflated.follow({ story: book.story, position }, id);
      expect(answer).toMatchObject({ mode: 'resume', frame: { from: 5, to: 13 } });
    }
    const gzip = await stream(book.story, { 'accept-encoding': 'gzip', 'last-event-id': `${book.epoch}:4` });
    await waitUntil('the missed events', () => gzip.events[0]);
    expect(gzip.events[0]).toMatchObject({ event: 'frame', id: `${book.epoch}:13` });
  });

  test('is sent one compressed frame, made once for all', async () => {
    const { book, relay } = await scene.aStory(1);
    const readers = await Promise.all(Array.from({ length: 5 }, () => speaker({ perMessageDeflate: true })));
    for (const reader of readers) {
      await reader.join('/live');
      await reader.follow({ story: book.story });
    }
    const before = readers.map(({ bytes }) => bytes);
    book.post('spb', LONG);
    await relay.carry();
    await Promise.all(readers.map((reader) => waitUntil('the frame', () => reader.frames()[0])));
    const each = readers.map(({ bytes }, i) => bytes - (before[i] ?? 0));
    expect(new Set(each).size).toBe(1);
    const text = readers[0]?.heard.at(-1) ?? '';
    expect(each[0]).toBeLessThan(text.length * 0.65);
  });
});

/** Whether the stock client's websocket negotiated compression. */
function negotiated({ socket }: AReader): boolean {
  const engine = socket.io.engine as unknown as { transport: { ws: { extensions: unknown } } };
  return String(engine.transport.ws.extensions).includes('permessage-deflate');
}

describe('what a client offers', () => {
  test.each([
    ['permessage-deflate', true],
    ['permessage-deflate; client_max_window_bits', true],
    ['permessage-deflate; client_max_window_bits=8', true],
    ['permessage-deflate; server_no_context_takeover; client_no_context_takeover', true],
    ['permessage-deflate; server_max_window_bits=15', true],
    ['permessage-deflate; server_max_window_bits=13', true],
    ['permessage-deflate; server_max_window_bits=12', false],
    ['permessage-deflate; server_max_window_bits=10', false],
    ['permessage-deflate; server_max_window_bits=10, permessage-deflate', true],
    ['permessage-deflate; server_max_window_bits=99', false],
    ['permessage-deflate; server_max_window_bits', false],
    ['permessage-deflate; context_takeover=required', false],
    ['permessage-bzip2', false],
    ['x-webkit-deflate-frame, permessage-deflate', true],
    [';;=,', false],
    ['', false],
  ])('%j: compressed %p, and it is taken in either way', async (offer, isTaken) => {
    const { book } = await scene.aStory(1);
    const socket = kept(
      await RawWebsocket.open(scene.gateway.url, offer === '' ? {} : { 'sec-websocket-extensions': offer }),
    );
    expect(socket.status).toBe(101);
    const answer = socket.headers['sec-websocket-extensions'];
    const params = answer?.split(/;\s*/) ?? [];
    expect(params.includes('permessage-deflate')).toBe(isTaken);
    // without it every reader would need a compressor of its own
    expect(params.includes('server_no_context_takeover')).toBe(isTaken);
    socket.text('40/live,');
    socket.text(`42/live,0["follow",${JSON.stringify({ story: book.story })}]`);
    await waitUntil('the answer', () => socket.messages.some((text) => text.startsWith('43/live,0[')));
  });

  test.each([
    ['gzip', 'gzip'],
    ['gzip, deflate, br, zstd', 'gzip'],
    ['br;q=1.0, gzip;q=0.8, *;q=0.1', 'gzip'],
    ['gzip;q=0', undefined],
    ['gzip;q=0.000, identity', undefined],
    ['x-notgzip', undefined],
    ['identity', undefined],
    ['br', undefined],
  ])('Accept-Encoding %j: %p', async (codings, encoding) => {
    const { book } = await scene.aStory(1);
    const reader = await stream(book.story, { 'accept-encoding': codings });
    await waitUntil('the snapshot', () => reader.of('snapshot')[0]);
    expect(reader.encoding).toBe(encoding);
    expect(reader.response.headers.vary).toContain('accept-encoding');
    expect(reader.shown()).toEqual(book.snapshot());
  });
});

describe('a message that comes compressed', () => {
  const offer = { 'sec-websocket-extensions': 'permessage-deflate' };
  const compressed = (text: string) => {
    const whole = deflateRawSync(text, { finishFlush: 2 });
    return whole.subarray(0, whole.length - 4);
  };

  test('is understood', async () => {
    const { book } = await scene.aStory(1);
    const socket = kept(await RawWebsocket.open(scene.gateway.url, offer));
    socket.frame(0xc1, compressed('40/live,'));
    socket.frame(0xc1, compressed(`42/live,0["follow",${JSON.stringify({ story: book.story })}]`));
    await waitUntil('the answer', () => socket.messages.some((text) => text.startsWith('43/live,0[')));
  });

  test('in parts is one message, and one after another is each its own', async () => {
    const { book } = await scene.aStory(1);
    const socket = kept(await RawWebsocket.open(scene.gateway.url, offer));
    socket.text('40/live,');
    const whole = (id: number) =>
      compressed(`42/live,${id}["follow",${JSON.stringify({ story: book.story })}]`);
    const first = whole(1);
    socket.frame(0x41, first.subarray(0, 7));
    socket.frame(0x89, Buffer.from('ping'));
    socket.frame(0x00, first.subarray(7, 20));
    socket.frame(0x80, first.subarray(20));
    for (const id of [2, 3]) socket.frame(0xc1, whole(id));
    socket.text(`42/live,4["follow",${JSON.stringify({ story: book.story })}]`);
    const answers = () => socket.messages.flatMap((text) => /^43\/live,(\d)\[{"mode/.exec(text)?.[1] ?? []);
    await waitUntil('all answers', () => answers().length === 4);
    expect(answers().toSorted()).toEqual(['1', '2', '3', '4']);
    expect(socket.opcodes).toContain(0x8a);
  });

  test.each([
    ['what cannot be inflated', Buffer.from('not deflate at all'), 1007],
    ['what is no text', deflateRawSync(Buffer.from([0x34, 0xff]), { finishFlush: 2 }).subarray(0, -4), 1007],
    ['nothing', Buffer.alloc(0), 1003],
  ])('of %s ends that connection', async (_what, payload, code) => {
    const socket = kept(await RawWebsocket.open(scene.gateway.url, offer));
    socket.frame(0xc1, payload);
    await waitUntil('its end', () => socket.hasEnded);
    expect(socket.closeCode).toBe(code);
  });

  test('of 64 KB exactly is not too long', async () => {
    const socket = kept(await RawWebsocket.open(scene.gateway.url, offer));
    socket.text('40/live,');
    await waitUntil('it is in', () => socket.messages.some((text) => text.startsWith('40/live')));
    const start = '42/live,1["follow",{"story":"';
    const whole = (length: number) => compressed(`${start}${'x'.repeat(length - start.length - 3)}"}]`);
    await new Promise((resolve) => setTimeout(resolve, 1_100)); // what one may send in a second is another limit
    socket.frame(0xc1, whole(64 * 1024));
    await waitUntil('an answer', () => socket.messages.some((text) => text.startsWith('43/live,1[')));
    socket.frame(0xc1, whole(64 * 1024 + 1));
    await waitUntil('its end', () => socket.hasEnded);
    expect(socket.closeCode).toBe(1009);
  });

  test.each([
    ['64 KB and a little', 66 * 1024],
    ['10 MB out of 10 KB', 10 * 1024 * 1024],
  ])('and would be %s ends that connection, and costs nobody memory', async (_what, bytes) => {
    const { book, relay } = await scene.aStory(1);
    const other = scene.aReader(book);
    await other.follow();
    const before = process.memoryUsage().rss;
    const sockets = await Promise.all(
      Array.from({ length: 10 }, async () => kept(await RawWebsocket.open(scene.gateway.url, offer))),
    );
    const bomb = compressed(`42/live,0["follow","${'x'.repeat(bytes)}"]`);
    for (const socket of sockets) socket.frame(0xc1, bomb);
    await waitUntil('their end', () => sockets.every((socket) => socket.hasEnded));
    expect(sockets.map(({ closeCode }) => closeCode)).toEqual(Array<number>(10).fill(1009));
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024);
    book.post('spb');
    await relay.carry();
    await other.at(book.head);
  });
});

test('a gateway that stops ends compressed streams so that what they said last is read', async () => {
  const leaving = await GatewayScene.start({ GATEWAY_COMPRESSION: 'on' });
  const { book } = await leaving.aStory(1);
  const address = `${leaving.gateway.url}/v1/stories/${book.story}/stream`;
  const gzip = kept(await AnHttpStream.open(address, { 'accept-encoding': 'gzip' }));
  await waitUntil('the snapshot', () => gzip.of('snapshot')[0]);
  const deflated: Socket = io(`${leaving.gateway.url}/live`, {
    ...{ forceNew: true, reconnection: false, transports: ['websocket'], perMessageDeflate: {} },
  } as object);
  const told: string[] = [];
  deflated.on('moving', () => told.push('moving'));
  await waitUntil('a connection', () => deflated.connected);
  await leaving.gateway.stop();
  await waitUntil('the end', () => gzip.hasEnded && !deflated.connected);
  expect(gzip.error).toBeUndefined();
  expect([gzip.retries.length, told]).toEqual([2, ['moving']]);
  await leaving.stop();
}, 15_000);
