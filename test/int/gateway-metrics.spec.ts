import { register } from 'prom-client';
import { createClient } from 'redis';
import { WebSocket } from 'ws';
import { AStream } from '../support/a-stream.js';
import { GatewayScene, OWN_REDIS } from '../support/gateway-scene.js';
import { waitUntil } from '../support/wait-until.js';

let scene: GatewayScene;
beforeEach(async () => {
  scene = await GatewayScene.start();
});
afterEach(() => scene.stop());

/** What `/metrics` says of a gateway, by name and labels. */
async function measured(): Promise<(name: string) => number> {
  const lines = (await register.metrics()).split('\n').filter((line) => !line.startsWith('#'));
  const values = new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]),
  );
  return (name) => values.get(`dateline_gateway_${name}`) ?? Number.NaN;
}
const until = (what: string, is: (value: (name: string) => number) => boolean) =>
  waitUntil(what, async () => is(await measured()));
const ws = { transports: ['websocket'], reconnection: false };

test('readers by what carries them, what they were sent, and how long it took from the commit', async () => {
  const { book, relay } = await scene.aStory(2);
  const polling = scene.aReader(book, undefined, { transports: ['polling'] });
  const readers = [scene.aReader(book, undefined, ws), scene.aReader(book, undefined, ws), polling];
  await Promise.all(readers.map((reader) => reader.follow()));
  const stream = await AStream.open(`${scene.gateway.url}/v1/stories/${book.story}/stream`);
  await waitUntil('the stream has the story', () => stream.of('snapshot').length === 1);
  const before = await measured();
  expect(['websocket', 'polling', 'sse'].map((one) => before(`readers{transport="${one}"}`))).toEqual([
    2, 1, 1,
  ]);
  expect(before('snapshots_total{why="new"}')).toBe(4);
  expect(before('snapshots_encoded_total')).toBeLessThan(4);
  expect(before('answer_bytes_total')).toBeGreaterThan(4 * JSON.stringify(book.snapshot()).length);
  expect(before('frames_built_total')).toBe(0);
  for (let i = 0; i < 3; i += 1) book.post('moscow', `${i}`);
  await relay.carry(Date.now() - 400);
  await Promise.all(readers.map((reader) => reader.at(book.head)));
  await waitUntil('the stream has all', () => stream.of('frame').length === 1);
  const after = await measured();
  expect(after('frames_built_total')).toBe(1);
  expect(after('frames_sent_total')).toBe(4);
  const frame = readers[0]?.frames.at(-1);
  expect(after('frame_bytes_total')).toBe(4 * Buffer.byteLength(JSON.stringify(frame)));
  expect([after('updates_per_frame_sum'), after('updates_per_frame_count')]).toEqual([3, 1]);
  expect([after('updates_per_frame_bucket{le="2"}'), after('updates_per_frame_bucket{le="5"}')]).toEqual([
    0, 1,
  ]);
  expect(after('commit_to_send_seconds_count')).toBe(1);
  expect(after('commit_to_send_seconds_sum')).toBeGreaterThanOrEqual(0.4);
  expect(after('commit_to_send_seconds_sum')).toBeLessThan(3);
  expect(after('events_total{source="live"}')).toBe(3);
  stream.close();
  await until('the stream is gone', (value) => value('readers{transport="sse"}') === 0);
});

test('resumes by where the missed events were, snapshots and new follows by why', async () => {
  const { book } = await scene.aStory(6);
  const [first, second, third] = Array.from({ length: 3 }, () => scene.aReader(book, undefined, ws));
  await first?.follow({ epoch: book.epoch, seq: 3 });
  await second?.follow({ epoch: book.epoch, seq: 4 });
  await third?.follow({ epoch: 'another', seq: 1 });
  const value = await measured();
  expect(['ring', 'live', 'api'].map((one) => value(`resumes_total{source="${one}"}`))).toEqual([1, 1, 0]);
  expect(['new', 'too_old', 'epoch', 'ahead'].map((one) => value(`snapshots_total{why="${one}"}`))).toEqual([
    0, 0, 1, 0,
  ]);
  await scene.gateway.stop();
  expect((await measured())('terminations_total{cause="moving"}')).toBe(3);
});

test('connections that were ended, by cause, and newcomers turned away', async () => {
  const { book } = await scene.aStory(1);
  const loud = scene.aReader(book, undefined, ws);
  await loud.follow();
  for (let i = 0; i < 30; i += 1) loud.socket.emit('unfollow', {}, () => undefined);
  await waitUntil('it is cut', () => loud.socket.disconnected);
  const foreign = { headers: { origin: 'https://elsewhere.example' } };
  await fetch(`${scene.gateway.url}/socket.io/?EIO=4&transport=polling`, foreign);
  const garbage = new WebSocket(
    `${scene.gateway.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`,
  );
  await waitUntil('it is open', () => garbage.readyState === WebSocket.OPEN);
  garbage.send('x');
  await waitUntil('it is closed', () => garbage.readyState === WebSocket.CLOSED);
  const value = await measured();
  const ended = ['too_many_requests', 'protocol_error', 'moving', 'heartbeat', 'reader_too_slow'];
  expect(ended.map((cause) => value(`terminations_total{cause="${cause}"}`))).toEqual([1, 1, 0, 0, 0]);
  const refused = ['origin', 'connections', 'handshakes', 'draining'];
  expect(refused.map((cause) => value(`refusals_total{cause="${cause}"}`))).toEqual([1, 0, 0, 0]);
});

test('doorbells that were missed, and how far behind it is when Redis is away', async () => {
  const { book } = await scene.aStory(1);
  const reader = scene.aReader(book, undefined, ws);
  await reader.follow();
  const client = createClient({ url: OWN_REDIS });
  await client.connect();
  await client.publish('dl:doorbell', `${book.story} ${book.epoch} ${book.head + 5} ${book.head + 6} `);
  client.destroy();
  await until('the gap is seen', (value) => value('gaps_total') === 1);
  await until('it was looked at', (value) => value('lag_events') === 0 && value('unconfirmed_seconds') < 2);
  scene.redis.cut();
  scene.api.isAway = true;
  await until('nobody confirms anything', (value) => value('unconfirmed_seconds') > 2);
  const value = await measured();
  expect(value('live_failures_total')).toBeGreaterThan(0);
  expect(value('stories')).toBe(1);
}, 20_000);

test('how long the process was busy with something else, since it was asked last', async () => {
  await measured();
  await new Promise((resolve) => setTimeout(resolve, 50));
  for (const end = Date.now() + 300; Date.now() < end; );
  await new Promise((resolve) => setTimeout(resolve, 50));
  const value = await measured();
  expect(value('event_loop_delay_seconds{quantile="1"}')).toBeGreaterThan(0.2);
  expect(value('event_loop_delay_seconds{quantile="0.5"}')).toBeLessThan(0.2);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect((await measured())('event_loop_delay_seconds{quantile="1"}')).toBeLessThan(0.2);
});

test('every metric says what it is, and counts are counters', async () => {
  const page = await register.metrics();
  const types = new Map(
    [...page.matchAll(/^# TYPE (dateline_gateway_\S+) (\S+)$/gm)].map(([, name, type]) => [name, type]),
  );
  expect(types.size).toBeGreaterThan(20);
  for (const [name = '', type] of types) {
    expect([name, type === 'counter']).toEqual([name, name.endsWith('_total')]);
    expect(page).toMatch(new RegExp(`^# HELP ${name} \\S.{10}`, 'm'));
  }
});
