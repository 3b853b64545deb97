import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Receipt } from '#contract/update';
import { LiveConnection } from '#live/live-connection';
import { LiveReader } from '#live/live-reader';
import { deliverMany } from '../support/deliver-many.js';
import { anUpdate, aStory, ask } from '../support/newsroom-people.js';
import { NewsroomInParts } from '../support/newsroom-in-parts.js';
import { expectAllTold, expectNoDifference } from '../support/oracle.js';
import { Readership } from '../support/readership.js';
import { waitUntil } from '../support/wait-until.js';

const FILLING = { most: Number(process.env['FAULT_EVENTS'] ?? 100_000), ms: 12_000 };

let newsroom: NewsroomInParts;
let connection: LiveConnection;
let live: LiveReader;
let token: string;
beforeAll(async () => {
  newsroom = await NewsroomInParts.start();
  connection = LiveConnection.open(newsroom.redis.url);
  live = new LiveReader(connection);
  token = await newsroom.dateline.token('admin');
}, 60_000);
afterAll(async () => {
  connection.close();
  await newsroom.stop();
}, 60_000);

let story: { id: string; address: string };
let readership: Readership;
const gather = async () => {
  readership = await Readership.of(newsroom, story.id);
};
beforeEach(async () => {
  story = await aStory(newsroom.dateline);
});
afterEach(() => Readership.closeAll());

async function post(): Promise<Receipt> {
  const options = { method: 'POST', token, body: anUpdate() };
  const { status, body } = await ask<Receipt>(`${story.address}/updates`, options);
  expect(status).toBe(201);
  return body;
}

/** Redis holds the story as the journal has it. */
async function inStep(ms = 8_000): Promise<void> {
  await waitUntil(
    'Redis is in step',
    async () => {
      const [held, truth] = [
        await live.head(story.id).catch(() => null),
        await newsroom.journal.head(story.id),
      ];
      return (
        held !== null && held.seq === truth?.seq && held.epoch === truth.epoch && held.hash === truth.hash
      );
    },
    ms,
  );
}

async function allIsWell(): Promise<void> {
  await readership.at((await post()).seq ?? 0);
  await expectAllTold(newsroom, story.id, readership.readers);
  await expectNoDifference(newsroom, story.id);
  expect(newsroom.parts.filter((part) => !part.isAlive())).toEqual([]);
}

test('Redis is flushed under a large story: installed again within 2 s, and no reader notices', async () => {
  const filled = await deliverMany(story, token, FILLING);
  await inStep(20_000);
  await gather();
  const truth = await newsroom.journal.head(story.id);
  expect(truth?.seq).toBeGreaterThanOrEqual(filled);
  const joiners: number[] = [];
  const flushedAt = performance.now();
  await newsroom.redis.do((client) => client.flushAll());
  const joining = (async () => {
    while ((await live.head(story.id)) === null) {
      const { body } = await ask<{ position: { seq: number } }>(`${newsroom.api.url}/v1/stories/${story.id}`);
      joiners.push(body.position.seq);
    }
  })();
  await inStep();
  const took = performance.now() - flushedAt;
  await joining;
  process.stderr.write(`  redis: ${filled} events, in Redis again after ${Math.round(took)} ms\n`);
  expect(took).toBeLessThan(2_000);
  expect(joiners.filter((seq) => seq < (truth?.seq ?? 0))).toEqual([]);
  expect(await newsroom.journal.head(story.id)).toEqual(truth);
  await allIsWell();
  expect(readership.disturbances()).toEqual([]);
}, 90_000);

test('Redis comes back with an older file: the same numbers are filled in again, and nobody goes back', async () => {
  await gather();
  for (let n = 0; n < 5; n += 1) await post();
  await inStep();
  await newsroom.redis.kill();
  const older = await newsroom.redis.copy();
  await newsroom.redis.start();
  await waitUntil('Redis is there', () => connection.available());
  await inStep();
  let last = await post();
  for (let n = 0; n < 20; n += 1) last = await post();
  await readership.at(last.seq ?? 0);
  await inStep();
  const epoch = (await newsroom.journal.head(story.id))?.epoch;
  await newsroom.redis.kill();
  await newsroom.redis.setBack(older);
  await newsroom.redis.start();
  await inStep();
  const log = await live.read(story.id, 0, 100);
  const events = await newsroom.journal.events(story.id, 1, last.seq ?? 0);
  expect(log?.entries.map(({ event }) => JSON.parse(event))).toEqual(events.map(({ event }) => event));
  await allIsWell();
  expect((await newsroom.journal.head(story.id))?.epoch).toBe(epoch);
  expect(readership.disturbances()).toEqual([]);
}, 60_000);

describe('while Redis', () => {
  const CPU_SHARE = 0.6;
  /** Files through an outage, and looks at how long an update is on its way and what the processes burn. */
  async function fileThrough(ms: number): Promise<void> {
    const before = newsroom.parts.map(({ pid }) => cpuSeconds(pid));
    const startedAt = performance.now();
    const waits: number[] = [];
    while (performance.now() - startedAt < ms) {
      const filedAt = performance.now();
      const { seq } = await post();
      expect(performance.now() - filedAt).toBeLessThan(2_500);
      await readership.at(seq ?? 0);
      waits.push(Math.round(performance.now() - filedAt));
    }
    const lasted = (performance.now() - startedAt) / 1_000;
    const shares = newsroom.parts.map(({ pid }, i) => (cpuSeconds(pid) - (before[i] ?? 0)) / lasted);
    process.stderr.write(
      `  redis: away, updates took ${waits.join(', ')} ms; CPU ${shares.map((s) => s.toFixed(2))}\n`,
    );
    expect(waits.filter((wait) => wait > 4_000)).toEqual([]);
    expect(shares.filter((share) => share > CPU_SHARE)).toEqual([]);
  }

  test('hangs for ten seconds, posts are recorded and readers are told by way of the api', async () => {
    await gather();
    await post();
    newsroom.redis.freeze();
    await fileThrough(10_000);
    newsroom.redis.thaw();
    await inStep(15_000);
    await allIsWell();
    expect(readership.disturbances()).toEqual([]);
  }, 60_000);

  test('is down, posts are recorded and readers are told by way of the api', async () => {
    await gather();
    await post();
    await newsroom.redis.kill();
    await fileThrough(8_000);
    await newsroom.redis.empty();
    await newsroom.redis.start();
    await inStep(15_000);
    await allIsWell();
    expect(readership.disturbances()).toEqual([]);
  }, 60_000);
});

describe('somebody deletes', () => {
  const field = { log: '2', view: 'story', meta: 'hash' };
  const losses = (['meta', 'log', 'view'] as const).flatMap((key) => [
    [`the ${key}`, key, undefined] as const,
    [`one field of the ${key}`, key, field[key]] as const,
  ]);

  test.each(losses)('%s: noticed, and put together again from the journal', async (_, key, one) => {
    await gather();
    await post();
    await inStep();
    const name = `dl:{${story.id}}:${key}`;
    const gone = await newsroom.redis.do((client) => (one ? client.hDel(name, one) : client.del(name)));
    expect(gone).toBe(1);
    await inStep();
    await allIsWell();
    expect(readership.disturbances()).toEqual([]);
  });

  test('the functions: loaded again', async () => {
    await gather();
    await newsroom.redis.do((client) => client.functionFlush());
    await readership.at((await post()).seq ?? 0);
    await inStep();
    await allIsWell();
    expect(readership.disturbances()).toEqual([]);
  });
});

/** User and system time of a process since it started. */
function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
