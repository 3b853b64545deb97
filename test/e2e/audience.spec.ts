import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createClient } from 'redis';
import { io, type Socket } from 'socket.io-client';
import type { ReaderCount } from '#contract/follow';
import { AStream } from '../support/a-stream.js';
import { type Dateline, type RunningApp, startDateline } from '../support/dateline.js';
import { anUpdate, aStory, ask } from '../support/newsroom-people.js';
import { waitUntil } from '../support/wait-until.js';

/** A second until it is said, five for which the word of the dead holds, one to look. */
const SOME_SECONDS = 9_000;

let dateline: Dateline;
let story: { id: string; address: string };
let here: RunningApp;
let there: RunningApp;
const open: { close(): unknown }[] = [];

beforeAll(async () => {
  dateline = await startDateline({ app: 'api' });
  await dateline.start('relay');
}, 60_000);
beforeEach(async () => {
  story = await aStory(dateline);
  const gateway = () => dateline.start('gateway', { API_URL: dateline.url });
  [here, there] = await Promise.all([gateway(), gateway()]);
}, 30_000);
afterEach(async () => {
  for (const each of open.splice(0)) each.close();
  await Promise.all([here.stop(), there.stop()]);
}, 30_000);
afterAll(() => dateline.stop(), 30_000);

async function aFollower(url: string, namespace = '/live', auth = {}): Promise<Socket> {
  const socket = io(url + namespace, { forceNew: true, transports: ['websocket'], auth });
  open.push(socket);
  await socket.emitWithAck('follow', { story: story.id });
  return socket;
}

/** What a desk that follows the story at this gateway is told of its readers. */
async function aDesk({
  url,
}: RunningApp): Promise<{ told: ReaderCount[]; last(): number | undefined; socket: Socket }> {
  const token = await dateline.token('editor');
  const told: ReaderCount[] = [];
  const socket = await aFollower(url, '/desk', { token });
  socket.on('readers', (count: ReaderCount) => told.push(count));
  return { told, last: () => told.at(-1)?.count, socket };
}

/** Half by websocket and half by stream. */
async function readers({ url }: RunningApp, count: number): Promise<{ close(): unknown }[]> {
  const come = Array.from({ length: count }, (_, i) =>
    i % 2 ? aFollower(url) : AStream.open(`${url}/v1/stories/${story.id}/stream`),
  );
  const came = await Promise.all(come);
  open.push(...came);
  return came;
}

test('the desk sees the readers of all gateways, and within seconds no more of one that was killed', async () => {
  const [atHere, atThere] = [await aDesk(here), await aDesk(there)];
  await waitUntil('nobody reads yet', () => atHere.last() === 0 && atThere.last() === 0);
  await readers(here, 5);
  await readers(there, 7);
  await waitUntil('both see twelve', () => atHere.last() === 12 && atThere.last() === 12);
  expect(new Set(atHere.told.map((count) => count.story))).toEqual(new Set([story.id]));
  await there.kill();
  await waitUntil('five are left', () => atHere.last() === 5, SOME_SECONDS);
}, 30_000);

test('a reader of the story and two of its cities is one, and one who leaves is missed at once', async () => {
  const desk = await aDesk(here);
  const socket = await aFollower(there.url);
  for (const city of ['moscow', 'kazan']) await socket.emitWithAck('follow', { story: story.id, city });
  const [leaver] = await readers(there, 1);
  await waitUntil('two are seen', () => desk.last() === 2);
  expect(desk.told.map(({ count }) => count).every((count) => count <= 2)).toBe(true);
  leaver?.close();
  await waitUntil('one is seen', () => desk.last() === 1, 3_000);
  await there.stop();
  await waitUntil('a gateway that was asked to end takes its readers off', () => desk.last() === 0, 3_000);
}, 30_000);

test('a desk that follows nothing hears nothing, and no reader hears of others', async () => {
  const desk = await aDesk(here);
  const idle = await aDesk(here);
  await idle.socket.emitWithAck('unfollow', { story: story.id });
  const [reader, stream] = [
    await aFollower(here.url),
    await AStream.open(`${here.url}/v1/stories/${story.id}/stream`),
  ];
  open.push(stream);
  const heard: unknown[] = [];
  reader.onAny((...event: unknown[]) => heard.push(event));
  await waitUntil('the desk sees them', () => desk.last() === 2);
  const before = idle.told.length;
  await readers(here, 3);
  await waitUntil('the desk sees all', () => desk.last() === 5);
  expect(idle.told.length).toBe(before);
  const token = await dateline.token('editor');
  await ask(`${story.address}/updates`, { method: 'POST', token, body: anUpdate() });
  await waitUntil('the update arrives', () => heard.length > 0 && stream.of('frame').length > 0);
  const { body } = await ask(story.address);
  expect(JSON.stringify([heard, stream.events, body])).not.toMatch(/readers|"count"/);
}, 30_000);

test('counts that Redis loses are there again within seconds, and the story’s own keys are left alone', async () => {
  const desk = await aDesk(here);
  await readers(here, 2);
  await readers(there, 2);
  await waitUntil('four are seen', () => desk.last() === 4);
  const redis = createClient({ url: dateline.redisUrl });
  await redis.connect();
  try {
    await redis.del(`dl:{${story.id}}:readers`);
    const { length } = desk.told;
    await waitUntil('four are seen again', async () => (await redis.hLen(`dl:{${story.id}}:readers`)) === 2);
    expect(desk.told.length - length).toBeLessThanOrEqual(2);
    expect(await redis.ttl(`dl:{${story.id}}:readers`)).toBeGreaterThan(0);
    expect(await redis.exists(['meta', 'log', 'view'].map((part) => `dl:{${story.id}}:${part}`))).toBe(3);
  } finally {
    redis.destroy();
  }
}, 30_000);
