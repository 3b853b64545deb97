import type { ProblemDocument } from '#contract/problems';
import { AnHttpStream } from '../support/an-http-stream.js';
import { GatewayScene } from '../support/gateway-scene.js';
import { HandSpoken, shownAfter } from '../support/hand-spoken.js';
import { RawHttp } from '../support/raw-http.js';
import { waitUntil } from '../support/wait-until.js';
import { FollowingWitness } from '../support/witness.js';

let scene: GatewayScene;
const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) each.close();
  await scene.stop();
});
const kept = <T extends { close(): unknown }>(one: T): T => {
  open.push(one);
  return one;
};
const streamOf = (story: string) => `${scene.gateway.url}/v1/stories/${story}/stream`;
const EVENT_SOURCE = { accept: 'text/event-stream' };

interface Refusal {
  readonly status: number;
  /** Seconds; for a browser's EventSource what it was told on the stream. */
  readonly retryAfter: number;
  readonly type: string | undefined;
  readonly code: string;
}

/** What is said to someone new who comes by each way. */
async function newcomers(story: string): Promise<Record<string, Refusal | 'in'>> {
  const { url } = scene.gateway;
  const [polling, stream, websocket, eventSource] = await Promise.all([
    fetch(`${url}/socket.io/?EIO=4&transport=polling`).then(refusal),
    fetch(streamOf(story)).then(refusal),
    byWebsocket(),
    byEventSource(story),
  ]);
  return { polling, stream, websocket, eventSource };
}

async function refusal(response: Response): Promise<Refusal> {
  const { status, headers } = response;
  const { code } = (await response.json()) as ProblemDocument;
  const type = headers.get('content-type') ?? '';
  return { status, retryAfter: Number(headers.get('retry-after')), type, code };
}

async function byWebsocket(): Promise<Refusal | 'in'> {
  const speaker = kept(new HandSpoken(scene.gateway.url));
  await waitUntil('an answer', () => speaker.refused ?? speaker.heard[0]);
  const { status = 0, headers = {}, body = '' } = speaker.refused ?? {};
  if (status === 0) return 'in';
  const { 'retry-after': after, 'content-type': type } = headers as Record<string, string>;
  return { status, retryAfter: Number(after), type, code: (JSON.parse(body) as ProblemDocument).code };
}

async function byEventSource(story: string): Promise<Refusal> {
  const stream = kept(await AnHttpStream.open(streamOf(story), EVENT_SOURCE));
  await waitUntil('its end', () => stream.hasEnded);
  const { events, retries, response } = stream;
  expect(events.map(({ event, id }) => ({ event, id }))).toEqual([{ event: 'problem', id: '' }]);
  const { code } = (events[0]?.data ?? {}) as ProblemDocument;
  const type = response.headers['content-type'];
  return { status: response.statusCode ?? 0, retryAfter: (retries[0] ?? 0) / 1_000, type, code };
}

const within = (seconds: number) => ({
  asymmetricMatch: (said: unknown) => typeof said === 'number' && said >= 1 && said <= seconds + 1,
});
const problem = (seconds: number) => ({
  ...{ status: 503, retryAfter: within(seconds), type: 'application/problem+json', code: 'unavailable' },
});
/** The HTML standard lets an EventSource come back after a 200 only. */
const toEventSource = (seconds: number) => ({
  ...problem(seconds),
  ...{ status: 200, type: 'text/event-stream; charset=utf-8' },
});
const everyWay = (seconds: number) => ({
  ...{ polling: problem(seconds), stream: problem(seconds), websocket: problem(seconds) },
  eventSource: toEventSource(seconds),
});

test('a gateway that is full asks newcomers by every way to come back, and who is in notices nothing', async () => {
  scene = await GatewayScene.start({ GATEWAY_CONNECTIONS: '3', GATEWAY_HANDSHAKES: '1000' });
  const { book, relay } = await scene.aStory(2);
  const socket = kept(await HandSpoken.open(scene.gateway.url));
  await socket.join('/live');
  const answer = await socket.follow({ story: book.story });
  const polling = scene.aReader(book, undefined, { transports: ['polling'] });
  await polling.follow();
  const stream = kept(await AnHttpStream.open(streamOf(book.story), EVENT_SOURCE));
  await waitUntil('the snapshot', () => stream.of('snapshot')[0]);
  for (let n = 0; n < 3; n += 1) {
    expect(await newcomers(book.story)).toEqual(everyWay(10));
    book.post('spb');
    await relay.carry();
    await polling.at(book.head);
  }
  const { by, gauges } = scene.gateway.gateway.metrics;
  expect([by.refusals.connections, gauges.readers]).toEqual([12, 3]);
  const isAt = (id: string | undefined) => id?.endsWith(`:${book.head}`);
  await waitUntil('the last frame', () => isAt(stream.of('frame').at(-1)?.id));
  await waitUntil('the last frame', () => socket.frames().at(-1)?.to === book.head);
  const shown = [polling.view, stream.shown(), shownAfter(answer, socket.frames())];
  expect(shown).toEqual([book.snapshot(), book.snapshot(), book.snapshot()]);
  expect([polling.told, polling.answers.length, stream.hasEnded, socket.closed]).toEqual([
    ...[[], 1, false, undefined],
  ]);
  stream.close();
  await waitUntil('there is room', () => gauges.readers === 2);
  kept(await HandSpoken.open(scene.gateway.url));
}, 20_000);

test('no way of asking gets a newcomer past a full gateway', async () => {
  scene = await GatewayScene.start({ GATEWAY_CONNECTIONS: '1', GATEWAY_HANDSHAKES: '1000' });
  const { url, gateway } = scene.gateway;
  kept(await HandSpoken.open(url));
  const address = `${url}/socket.io/?EIO=4&transport=polling`;
  for (const sid of ['&sid=', '&sid', '&sid=known&sid=', '&sid=#', '#&sid=known', '&sid=known#&sid=']) {
    const connection = kept(RawHttp.open(url));
    connection.say(`GET ${address.slice(url.length)}${sid} HTTP/1.1`, 'host: newsroom', '');
    await waitUntil('an answer', () => connection.heard !== '');
    expect(connection.heard).toMatch(/^HTTP\/1.1 (503|400) /);
  }
  expect(gateway.metrics.by.refusals.connections).toBeGreaterThanOrEqual(4);
});

test('streams that wait for their answer count as those that have it', async () => {
  scene = await GatewayScene.start({ GATEWAY_CONNECTIONS: '3', GATEWAY_HANDSHAKES: '1000' });
  const { book } = await scene.aStory(1);
  scene.redis.hang();
  const path = `/v1/stories/${book.story}/stream`;
  const crowd = Array.from({ length: 8 }, () => {
    const one = kept(RawHttp.open(scene.gateway.url));
    one.say(`GET ${path} HTTP/1.1`, 'host: newsroom', '');
    return one;
  });
  const { by, gauges } = scene.gateway.gateway.metrics;
  await waitUntil('five are refused', () => by.refusals.connections === 5);
  scene.redis.restore();
  await waitUntil('three are in', () => gauges.readers === 3);
  crowd.filter(({ heard }) => heard.includes('event: snapshot'))[0]?.close();
  await waitUntil('there is room', () => gauges.readers === 2);
  const { response } = kept(await AnHttpStream.open(streamOf('nobody-knows-it')));
  expect(response.statusCode).toBe(404);
  const next = kept(await AnHttpStream.open(streamOf(book.story)));
  await waitUntil('the snapshot', () => next.of('snapshot')[0]);
});

test('a websocket that is refused holds no connection, even of one who keeps its own half', async () => {
  scene = await GatewayScene.start({ GATEWAY_CONNECTIONS: '1', GATEWAY_HANDSHAKES: '1000' });
  kept(await HandSpoken.open(scene.gateway.url));
  const one = kept(RawHttp.open(scene.gateway.url));
  one.say(
    ...['GET /socket.io/?EIO=4&transport=websocket HTTP/1.1', 'host: newsroom', 'connection: upgrade'],
    ...['upgrade: websocket', 'sec-websocket-version: 13', 'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==', ''],
  );
  await waitUntil('the refusal', () => one.hasEnded && /^HTTP\/1.1 503 /.test(one.heard));
  await waitUntil('nobody listens there', () => {
    one.say('are you there');
    return one.socket.destroyed;
  });
});

test('more newcomers than a gateway takes in a second come in bit by bit, by themselves', async () => {
  scene = await GatewayScene.start({ GATEWAY_CONNECTIONS: '1000', GATEWAY_HANDSHAKES: '5' });
  const { book, relay } = await scene.aStory(2);
  const reader = (i: number) => {
    const transport = i % 2 ? ('sse' as const) : ('socket' as const);
    return kept(new FollowingWitness({ url: scene.gateway.url, story: book.story, transport }));
  };
  const first = [reader(0), reader(1)];
  await waitUntil('the first are in', () => first.every(({ isLive }) => isLive));
  const states = first.map((one) => one.states.length);
  const crowd = Array.from({ length: 20 }, (_, i) => reader(i));
  const { refusals } = scene.gateway.gateway.metrics.by;
  await waitUntil('somebody is refused', () => refusals.handshakes > 5);
  await waitUntil('everyone is in', () => crowd.every(({ isLive }) => isLive), 30_000);
  book.post('spb');
  await relay.carry();
  for (const one of [...first, ...crowd]) {
    await waitUntil('the update', () => one.view?.position.seq === book.head);
    expect(one.view).toEqual(book.snapshot());
  }
  expect(first.map((one) => one.states.length)).toEqual(states);
}, 40_000);

test('a gateway that stops takes nobody new, and says when to try again', async () => {
  scene = await GatewayScene.start({ GATEWAY_CONNECTIONS: '1000', GATEWAY_HANDSHAKES: '1000' });
  const { book } = await scene.aStory(1);
  const stopping = scene.gateway.gateway.drain();
  expect(await newcomers(book.story)).toEqual(everyWay(1));
  await stopping;
});

test('while no source answers an EventSource is asked back too, and is told of a story that there is not', async () => {
  scene = await GatewayScene.start({ GATEWAY_CONNECTIONS: '1000', GATEWAY_HANDSHAKES: '1000' });
  const { book } = await scene.aStory(1);
  scene.redis.cut();
  scene.api.isAway = true;
  expect(await byEventSource(book.story)).toEqual(toEventSource(1));
  expect(await fetch(streamOf(book.story)).then(refusal)).toEqual(problem(1));
  scene.redis.restore();
  scene.api.isAway = false;
  const stream = await waitUntil('a source answers again', async () => {
    const one = kept(await AnHttpStream.open(streamOf(book.story), EVENT_SOURCE));
    return (await waitUntil('an event', () => one.events[0])).event === 'snapshot' && one;
  });
  expect(stream.shown()).toEqual(book.snapshot());
  const { response } = kept(await AnHttpStream.open(streamOf('nobody-knows-it'), EVENT_SOURCE));
  expect(response.statusCode).toBe(404);
}, 20_000);
