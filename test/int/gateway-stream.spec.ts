import type { Frame } from '#contract/follow';
import type { Snapshot } from '#contract/snapshot';
import { applyFrame } from '#contract/view';
import { AStream } from '../support/a-stream.js';
import { GatewayScene } from '../support/gateway-scene.js';
import { RawHttp } from '../support/raw-http.js';
import { waitUntil } from '../support/wait-until.js';

let scene: GatewayScene;
const streams: AStream[] = [];
beforeAll(async () => {
  scene = await GatewayScene.start();
});
afterEach(() => {
  for (const stream of streams.splice(0)) stream.close();
});
afterAll(() => scene.stop());

async function open(story: string, query = '', headers: Record<string, string> = {}): Promise<AStream> {
  const stream = await AStream.open(`${scene.gateway.url}/v1/stories/${story}/stream${query}`, headers);
  streams.push(stream);
  return stream;
}
/** The view after the stream's snapshot and frames. */
function viewOf(stream: AStream, city?: string): Snapshot | string | undefined {
  return stream.events.reduce<Snapshot | string | undefined>((view, { event, data }) => {
    if (event === 'snapshot') return data as Snapshot;
    return typeof view === 'object' ? applyFrame(view, data as Frame, city) : view;
  }, undefined);
}

describe('a reader of the event stream', () => {
  test('gets a snapshot, then frames, each with a position to come back with', async () => {
    const { book, relay } = await scene.aStory(2);
    const stream = await open(book.story);
    expect(stream.response.headers.get('content-type')).toContain('text/event-stream');
    expect(stream.response.headers.get('access-control-allow-origin')).toBe('*');
    expect(stream.response.headers.get('x-accel-buffering')).toBe('no');
    await waitUntil('the snapshot', () => stream.of('snapshot')[0]);
    expect(stream.events[0]).toEqual({ event: 'snapshot', id: `${book.epoch}:3`, data: book.snapshot() });
    book.post('spb', 'two\nlines');
    await relay.carry();
    await waitUntil('the frame', () => stream.of('frame')[0]);
    expect(stream.of('frame')[0]?.id).toBe(`${book.epoch}:4`);
    expect(viewOf(stream)).toEqual(book.snapshot());
  });

  test.each([
    ['by the header', (id: string) => ['', { 'last-event-id': id }] as const],
    ['by the address', (id: string) => [`?lastEventId=${encodeURIComponent(id)}`, {}] as const],
  ])('comes back %s and gets exactly what it missed', async (_how, ask) => {
    const { book } = await scene.aStory(6);
    const [query, headers] = ask(`${book.epoch}:3`);
    const stream = await open(book.story, query, headers);
    const first = await waitUntil('the missed events', () => stream.events[0]);
    expect(first).toMatchObject({ event: 'frame', id: `${book.epoch}:7` });
    expect((first.data as Frame).events.map(({ seq }) => seq)).toEqual([4, 5, 6, 7]);
  });

  test.each(['', 'nonsense', 'other:1', ':3', 'x:-1', 'x:1e9', `${'x'.repeat(210)}:1`])(
    'with the position %p starts from a snapshot',
    async (id) => {
      const { book } = await scene.aStory(1);
      const stream = await open(book.story, '', { 'last-event-id': id });
      expect((await waitUntil('an event', () => stream.events[0])).event).toBe('snapshot');
    },
  );

  test('of one city gets that city', async () => {
    const { book, relay } = await scene.aStory(1);
    const stream = await open(book.story, '?city=spb');
    await waitUntil('the snapshot', () => stream.of('snapshot')[0]);
    book.post('kazan', 'Not theirs');
    book.post('spb', 'Theirs');
    await relay.carry();
    await waitUntil('the frame', () => (viewOf(stream, 'spb') as Snapshot)?.position?.seq === book.head);
    expect(viewOf(stream, 'spb')).toEqual(book.snapshot('spb'));
  });

  test('gets a new snapshot on the same stream when the epoch changes', async () => {
    const { book, relay } = await scene.aStory(2);
    const stream = await open(book.story);
    await waitUntil('the snapshot', () => stream.of('snapshot')[0]);
    book.newEpoch();
    await relay.carry();
    await waitUntil('the second', () => stream.of('snapshot')[1]);
    expect(stream.of('snapshot')[1]).toMatchObject({
      id: `${book.epoch}:${book.head}`,
      data: book.snapshot(),
    });
  });

  test.each([
    ['an unknown story', 'nobody-knows-it', 404, 'story_not_found'],
    ['a city no story can have', `x/stream?city=${'x'.repeat(300)}&`, 400, 'malformed'],
  ])('asking for %s gets a problem document', async (_what, story, status, code) => {
    const { response } = await open(story);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toMatchObject({ status, code });
  });
});

test('who only asks whether there is a stream is told as by GET, and holds no connection', async () => {
  const { book } = await scene.aStory(1);
  const ask = (path: string) => {
    const one = RawHttp.open(scene.gateway.url);
    one.say(`HEAD /v1/stories/${path} HTTP/1.1`, 'host: newsroom', 'connection: close', '');
    return waitUntil('the end', () => one.hasEnded && one.heard);
  };
  const found = await ask(`${book.story}/stream`);
  expect(found).toMatch(/^HTTP\/1.1 200 OK\r\n/);
  expect(found).toContain('text/event-stream');
  const missing = await ask('nobody-knows-it/stream');
  expect(missing).toMatch(/^HTTP\/1.1 404 /);
  expect(missing).toContain('application/problem+json');
  for (const city of ['nowhere', 'no%20name'])
    expect(await ask(`${book.story}/stream?city=${city}`)).toMatch(/^HTTP\/1.1 400 /);
  for (const heard of [found, missing]) expect(heard).toMatch(/\r\n\r\n$/);
});

test('a gateway that stops tells everyone to move, each at another moment, and ends their connections', async () => {
  const leaving = await GatewayScene.start();
  const { book } = await leaving.aStory(1);
  const reader = leaving.aReader(book, undefined, { reconnection: false });
  const polling = leaving.aReader(book, undefined, { reconnection: false, transports: ['polling'] });
  await Promise.all([reader.follow(), polling.follow()]);
  const stream = await AStream.open(`${leaving.gateway.url}/v1/stories/${book.story}/stream`);
  await waitUntil('the snapshot', () => stream.of('snapshot')[0]);
  const start = Date.now();
  await leaving.gateway.stop();
  expect(Date.now() - start).toBeLessThan(5_000);
  expect([reader.told, polling.told]).toEqual([['moving'], ['moving']]);
  await waitUntil('the end of the stream', () => stream.hasEnded);
  expect(stream.retries).toHaveLength(2);
  await leaving.stop();
}, 15_000);
