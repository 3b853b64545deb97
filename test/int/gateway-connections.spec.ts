import { GatewayScene, type Told } from '../support/gateway-scene.js';
import { AnHttpStream } from '../support/an-http-stream.js';
import { RawHttp } from '../support/raw-http.js';
import { waitUntil } from '../support/wait-until.js';

let scene: GatewayScene;
let told: Told;
let neighbour: AnHttpStream;
const open: { close(): unknown }[] = [];
beforeAll(async () => {
  scene = await GatewayScene.start();
  told = await scene.aStory(2);
  neighbour = await AnHttpStream.open(`${scene.gateway.url}${streamOf()}`);
});
afterEach(async () => {
  for (const each of open.splice(0)) each.close();
  await waitUntil('they are gone', () => scene.gateway.gateway.metrics.gauges.readers === 1);
});
afterAll(async () => {
  neighbour.close();
  await scene.stop();
});

const streamOf = (): string => `/v1/stories/${told.book.story}/stream`;
const get = (path = streamOf(), version = '1.1', ...headers: string[]): string[] => [
  `GET ${path} HTTP/${version}`,
  'host: newsroom',
  ...headers,
  '',
];
function connection(...lines: string[]): RawHttp {
  const one = RawHttp.open(scene.gateway.url);
  open.push(one);
  one.say(...lines);
  return one;
}
const streaming = async (...lines: string[]): Promise<RawHttp> => {
  const one = connection(...lines);
  await waitUntil('the snapshot', () => one.heard.includes('event: snapshot'));
  return one;
};

/** Everyone who is in is told of the next update, once. */
async function othersGoOn(...streams: RawHttp[]): Promise<void> {
  const { book, relay } = told;
  book.post('spb');
  await relay.carry();
  await waitUntil('the neighbour’s frame', () => neighbour.of('frame').at(-1)?.id.endsWith(`:${book.head}`));
  const id = `id: ${book.epoch}:${book.head}\n`;
  for (const one of streams) {
    await waitUntil('a frame', () => one.heard.includes(id));
    expect(one.count(id)).toBe(1);
  }
  expect(neighbour.hasEnded).toBe(false);
}

describe('a stream over HTTP', () => {
  test.each([
    ['1.0, whose answer ends with the connection', '1.0', []],
    ['1.0 of a proxy that keeps connections', '1.0', ['connection: keep-alive']],
    ['1.1', '1.1', []],
    ['1.1 of a client that wants the connection closed after it', '1.1', ['connection: close']],
  ])('%s is a stream like any other', async (_what, version, headers) => {
    const one = await streaming(...get(streamOf(), version, ...headers));
    expect(one.heard).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(one.heard).toContain('connection: close\r\n');
    expect(one.heard).not.toMatch(/transfer-encoding|content-length/);
    await othersGoOn(one);
    expect(one.hasEnded).toBe(false);
  });

  test('with a body, which nobody reads, is a stream too', async () => {
    const one = await streaming(...get(streamOf(), '1.1', 'content-length: 5'), 'abc');
    await othersGoOn(one);
  });

  test('that is refused leaves the connection to the next request', async () => {
    const one = connection(...get('/v1/stories/nobody-knows-it/stream'));
    await waitUntil('the refusal', () => one.heard.includes('story_not_found'));
    one.say(...get());
    await waitUntil('the snapshot', () => one.heard.includes('event: snapshot'));
    await othersGoOn(one);
  });
});

const H2C = [
  'connection: Upgrade, HTTP2-Settings',
  'upgrade: h2c',
  'http2-settings: AAMAAABkAARAAAAAAAIAAAAA',
];
const h2c = (path = '/v1/stories') => get(path, '1.1', ...H2C);

describe('a client that would rather speak HTTP/2, as curl and Java’s do by default,', () => {
  const POLLING = '/socket.io/?EIO=4&transport=polling';

  test('is served in HTTP/1.1 as if it had not said so, again and again on one connection', async () => {
    const one = connection(...get('/v1/stories'));
    await waitUntil('a plain answer', () => one.heard.includes('"statusCode":404'));
    const plain = one.heard.slice(one.heard.indexOf('\r\n\r\n'));
    for (let n = 2; n < 20; n += 1) {
      one.say(...h2c());
      await waitUntil('the same answer', () => one.count(plain) === n);
    }
    one.say(...h2c(POLLING));
    const { sid } = await waitUntil('an open packet', () => {
      const found = /0({"sid".*?})/.exec(one.heard);
      return found?.[1] !== undefined && (JSON.parse(found[1]) as { sid: string });
    });
    const packet = '40/nowhere,';
    const length = `content-length: ${packet.length}`;
    one.say(`POST ${POLLING}&sid=${sid} HTTP/1.1`, 'host: newsroom', ...H2C, length, '');
    one.socket.write(packet);
    await waitUntil('the packet is taken', () => one.heard.endsWith('\r\n\r\nok'));
    one.say(...h2c(streamOf()));
    await waitUntil('the snapshot', () => one.heard.includes('event: snapshot'));
    await othersGoOn(one);
  });
});

describe('a request on a connection that a stream has taken', () => {
  test.each([
    ['another stream', () => get()],
    ['another address', () => get('/v1/stories')],
    ['a poll', () => get('/socket.io/?EIO=4&transport=polling')],
    [
      'a wish to upgrade',
      () => get('/socket.io/?EIO=4&transport=websocket', '1.1', 'connection: upgrade', 'upgrade: websocket'),
    ],
    ['no request at all', () => ['\u0001\u0002', '']],
  ])('later, for %s, ends it and nothing else', async (_what, next) => {
    const [one, other] = [await streaming(...get()), await streaming(...get())];
    one.say(...next());
    await waitUntil('its end', () => one.hasEnded);
    expect(one.count('event: snapshot')).toBe(1);
    await othersGoOn(other);
  });

  test.each([
    ['for the same stream, in one breath', () => [...get(), ...get()]],
    ['for something else, in one breath', () => [...get(), ...get('/v1/stories')]],
    ['twenty of them, in one breath', () => Array.from({ length: 20 }, () => get()).flat()],
  ])('%s, ends it and nothing else', async (_what, lines) => {
    const one = connection(...lines());
    await waitUntil('its end', () => one.hasEnded);
    expect(one.count('event: snapshot')).toBeLessThanOrEqual(1);
    await othersGoOn();
  });
});

test('a stream asked for in one breath with something before it comes after that', async () => {
  const one = await streaming(...get('/v1/stories'), ...get());
  expect(one.heard.indexOf('HTTP/1.1 404')).toBe(0);
  await othersGoOn(one);
});

describe('what is asked in one breath with something that takes time', () => {
  const POLLING = '/socket.io/?EIO=4&transport=polling';
  const HANDSHAKE = [
    ...['connection: upgrade', 'upgrade: websocket', 'sec-websocket-version: 13'],
    'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==',
  ];
  const websocket = () => get('/socket.io/?EIO=4&transport=websocket', '1.1', ...HANDSHAKE);

  test.each([
    ['a websocket', websocket, '0{"sid"'],
    ['a stream', () => get(), 'event: snapshot'],
    ['a page, by one who would rather speak HTTP/2', h2c, '"statusCode":404'],
    ['a page', () => get('/v1/stories'), '"statusCode":404'],
  ])('%s is answered after it', async (_what, next, answer) => {
    const address = `${scene.gateway.url}${POLLING}`;
    const { sid } = JSON.parse((await (await fetch(address)).text()).slice(1)) as { sid: string };
    const one = connection(...get(`${POLLING}&sid=${sid}`), ...next());
    await streaming(...get()); // who came later has the story
    expect([one.heard, one.hasEnded]).toEqual(['', false]);
    await fetch(`${address}&sid=${sid}`, { method: 'POST', body: '40/nowhere,' });
    await waitUntil('both are answered', () => one.heard.includes(answer));
    expect(one.heard.indexOf('44/nowhere,')).toBeGreaterThan(0);
    expect(one.heard.indexOf('44/nowhere,')).toBeLessThan(one.heard.indexOf(answer));
  });

  test('a websocket behind a stream ends both', async () => {
    scene.redis.hang();
    const one = connection(...get(), ...websocket());
    const other = connection(...get('/v1/stories'));
    await waitUntil('one who came later is answered', () => other.heard.includes('"statusCode":404'));
    expect(one.heard).toBe('');
    scene.redis.restore();
    await waitUntil('its end', () => one.hasEnded);
    expect(one.heard).not.toContain('HTTP/1.1 101');
  });
});

describe('a reader who hangs up', () => {
  test('halfway, saying that it sends nothing more, is let go', async () => {
    const [one, other] = [await streaming(...get()), await streaming(...get())];
    one.socket.end();
    await waitUntil('its end', () => one.hasEnded);
    await othersGoOn(other);
  });

  test('halfway while much is unread, or at once, holds nobody up', async () => {
    const unread = await streaming(...get());
    unread.socket.pause();
    for (let i = 0; i < 200; i += 1) told.book.post('spb', 'x'.repeat(30_000));
    await told.relay.carry();
    unread.socket.end();
    const hasty = connection(...get());
    hasty.socket.resetAndDestroy();
    for (let i = 0; i < 20; i += 1) {
      told.book.post('spb', 'x'.repeat(30_000));
      await told.relay.carry();
    }
    await othersGoOn();
    unread.socket.resume();
    await waitUntil('its end', () => unread.hasEnded);
  });

  test('before an answer is there is no reader', async () => {
    const { book } = told;
    scene.redis.hang();
    const waiting = connection(...get());
    await new Promise((resolve) => setTimeout(resolve, 200));
    waiting.socket.resetAndDestroy();
    scene.redis.restore();
    await othersGoOn();
    expect(scene.gateway.gateway.metrics.gauges.readers).toBe(1);
    expect(book.head).toBeGreaterThan(0);
  });
});
