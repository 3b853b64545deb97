import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { aRelay, inStep, type RunningRelay } from '../support/a-relay.js';
import { eventually } from '../support/eventually.js';
import { JournalInMemory } from '../support/journal-in-memory.js';
import { aLiveRedis, type LiveRedis } from '../support/live-redis.js';
import { chance, somethingHappens } from '../support/newsroom-shift.js';

let live: LiveRedis;
let journal: JournalInMemory;
let relays: RunningRelay[];
beforeAll(async () => {
  live = await aLiveRedis();
});
afterAll(() => live.stop());
beforeEach(async () => {
  await live.redis.flushAll();
  journal = new JournalInMemory();
  journal.open('march');
  relays = [];
});
afterEach(async () => {
  for (const { stop } of relays) await stop();
});

function start(): RunningRelay {
  const relay = aRelay(journal, live.url);
  relays.push(relay);
  return relay;
}
const marchInStep = (withinMs?: number) => inStep(journal, live.reader, 'march', withinMs);

describe('an update that was committed', () => {
  test('is in Redis within moments, in order, with what it changed', async () => {
    const { relay } = start();
    await marchInStep();
    for (let i = 0; i < 30; i += 1) journal.post('march');
    await marchInStep();
    const read = await live.reader.read('march', 0, 100);
    expect(read?.entries.map(({ seq }) => seq)).toEqual(Array.from({ length: 31 }, (_, i) => i + 1));
    expect(relay.counters).toMatchObject({ installed: 1, applied: 30, errors: 0 });
  });

  test('of one story waits for no other story', async () => {
    for (let i = 0; i < 20; i += 1) journal.open(`story-${i}`);
    const failing = Object.assign(Object.create(journal) as JournalInMemory, {
      install: (story: string, window: number) =>
        story === 'story-0' ? Promise.reject(new Error('broken')) : journal.install(story, window),
    });
    const { relay, stop } = aRelay(failing, live.url);
    for (let i = 1; i < 20; i += 1) await inStep(journal, live.reader, `story-${i}`);
    await stop();
    expect(await live.reader.head('story-0')).toBeNull();
    expect(relay.counters.errors).toBeLessThan(20);
  });

  test('is carried by two relays once', async () => {
    const two = [start(), start()];
    await marchInStep();
    for (let i = 0; i < 300; i += 1) {
      journal.post('march');
      if (i % 10 === 0) await new Promise(setImmediate);
    }
    await marchInStep();
    const applied = two.reduce((sum, { relay }) => sum + relay.counters.applied, 0);
    expect(applied).toBe(300);
  });

  test('is carried by the second relay when the first is killed half way', async () => {
    const [first, second] = [start(), start()];
    await marchInStep();
    for (let i = 0; i < 500; i += 1) {
      journal.post('march');
      if (i % 10 === 0) await new Promise(setImmediate);
      if (i === 250) await first.kill();
    }
    await marchInStep();
    expect(second.relay.counters.forks).toBe(0);
  });
});

describe('what Redis lost', () => {
  test('is there again when all of it was flushed, idle stories too, under the same epoch', async () => {
    journal.open('idle');
    const { relay } = start();
    await marchInStep();
    await inStep(journal, live.reader, 'idle');
    await live.redis.flushAll();
    journal.post('march');
    await marchInStep(2_000);
    await inStep(journal, live.reader, 'idle', 2_000);
    expect(relay.counters).toMatchObject({ installed: 4, forks: 0 });
  });

  test.each(['meta', 'log', 'view'])(
    'is there again when its %s was deleted while nothing happened',
    async (key) => {
      start();
      journal.post('march');
      await marchInStep();
      await live.redis.del(`dl:{march}:${key}`);
      expect(await live.reader.head('march')).toBeNull();
      await marchInStep(2_000);
    },
  );

  test('is there again when only the functions were', async () => {
    start();
    await marchInStep();
    await live.redis.functionFlush();
    journal.post('march');
    await marchInStep();
  });

  test('is installed, not replayed, when it is far behind', async () => {
    const first = start();
    await marchInStep();
    await first.stop();
    for (let i = 0; i < 5_000; i += 1) journal.post('march');
    const { relay } = start();
    await marchInStep();
    expect(relay.counters).toMatchObject({ installed: 1, applied: 0 });
    expect(await live.reader.read('march', 0, 1)).toMatchObject({ top: 5_001, first: 4_002 });
  });
});

describe('a journal that lost commits', () => {
  test('gives the story a new epoch when Redis is ahead of it', async () => {
    const { relay } = start();
    for (let i = 0; i < 10; i += 1) journal.post('march');
    await marchInStep();
    const { epoch } = journal.story('march');
    journal.loseAfter('march', 5);
    await eventually('a new epoch', () => journal.story('march').epoch !== epoch);
    await marchInStep();
    expect(relay.counters).toMatchObject({ forks: 1 });
  });

  test('and wrote other events under the same numbers gives it a new epoch before any of them is carried', async () => {
    const { stop } = start();
    for (let i = 0; i < 10; i += 1) journal.post('march');
    await marchInStep();
    const { epoch } = journal.story('march');
    const carried = await live.redis.hGetAll('dl:{march}:log');
    await stop();
    journal.loseAfter('march', 5);
    for (let i = 0; i < 10; i += 1) journal.post('march');
    const seen: string[] = [];
    const look = async (): Promise<void> => {
      const read = await live.reader.read('march', 11, 10);
      if (read?.epoch === epoch) seen.push(...read.entries.map(({ event }) => event));
    };
    const ended = await live.reader.onDoorbell(() => void look());
    start();
    await marchInStep();
    ended();
    expect(seen).toEqual([]);
    expect(Object.keys(carried)).toHaveLength(11);
    expect(journal.story('march').epoch).not.toBe(epoch);
  });

  test('is noticed by a relay that has been running all the time', async () => {
    const { relay } = start();
    for (let i = 0; i < 10; i += 1) journal.post('march');
    await marchInStep();
    const { epoch } = journal.story('march');
    journal.loseAfter('march', 5);
    for (let i = 0; i < 10; i += 1) journal.post('march');
    await marchInStep();
    expect(journal.story('march').epoch).not.toBe(epoch);
    expect(relay.counters.forks).toBe(1);
  });
});

describe('an event nobody can read', () => {
  test('keeps its number and stops nothing', async () => {
    const { relay, warnings } = start();
    await marchInStep();
    journal.post('march');
    journal.spoil('march');
    journal.post('march');
    await marchInStep();
    const read = await live.reader.read('march', 0, 10);
    expect(read?.entries.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
    expect(JSON.parse(read?.entries[2]?.event ?? '')).toMatchObject({ seq: 3, withheld: true });
    expect(relay.counters.quarantined).toBe(1);
    expect(warnings.join()).toContain('Event 3');
  });
});

describe('a long day', () => {
  test.each([1, 2, 3])(
    'of a thousand events ends the same in Redis and in the journal (%i)',
    async (seed) => {
      const random = chance(seed);
      start();
      start();
      for (let i = 0; i < 1_000; i += 1) {
        somethingHappens(journal, 'march', random);
        if (random() < 0.2) await new Promise(setImmediate);
        if (random() < 0.01) await live.redis.flushAll();
        if (random() < 0.01) await live.redis.functionFlush();
        if (random() < 0.02) await live.redis.del(`dl:{march}:${['meta', 'log', 'view'][i % 3]}`);
        if (random() < 0.01)
          await relays[0]?.kill().then(() => relays.splice(0, 1, aRelay(journal, live.url)));
        if (random() < 0.05) await marchInStep();
      }
      await marchInStep();
    },
    60_000,
  );
});
