import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Ring } from '#live/doorbell';
import { LiveConnection } from '#live/live-connection';
import type { LiveState } from '#live/live-functions';
import type { Batch } from '#live/live-writer';
import { viewChange } from '#live/view-pieces';
import { encodeBatch, foldBatch } from '../../apps/relay/src/fold-batch.js';
import { eventually } from '../support/eventually.js';
import { JournalInMemory } from '../support/journal-in-memory.js';
import { aLiveRedis, type LiveRedis } from '../support/live-redis.js';

let live: LiveRedis;
let journal: JournalInMemory;
beforeAll(async () => {
  live = await aLiveRedis();
});
afterAll(() => live.stop());
beforeEach(async () => {
  await live.redis.flushAll();
  journal = new JournalInMemory();
  journal.open('march');
  for (let i = 0; i < 5; i += 1) journal.post('march');
});

async function install(seen: LiveState | null = null, force = false) {
  const { head, snapshot, events } = (await journal.install('march', 1_000)) ?? fail();
  const { entries } = encodeBatch(events);
  return live.writer.install({ story: 'march', hash: head.hash, snapshot, entries, seen, force });
}

/** Everything after what Redis holds. */
async function nextBatch(): Promise<Batch> {
  const { state, snapshot } = (await live.writer.held('march')) ?? fail();
  const events = journal.story('march').read(state.seq + 1, Number.MAX_SAFE_INTEGER);
  const { entries, view } = foldBatch(snapshot ?? fail(), events);
  const change = viewChange(snapshot, view === 'reload' ? fail() : view);
  const withholds = events.flatMap((event) => event.withholds ?? []);
  const hash = events.at(-1)?.hash ?? fail();
  return { story: 'march', base: state, entries, withholds, view: change, hash };
}

function fail(): never {
  throw new Error('nothing there');
}

describe('a story in Redis', () => {
  test('is absent before it is installed, and whole afterwards', async () => {
    expect(await live.reader.head('march')).toBeNull();
    expect(await live.reader.read('march', 0, 10)).toBeNull();
    expect(await live.reader.snapshot('march')).toBeNull();
    await install();
    const { epoch, hash } = journal.story('march');
    expect(await live.reader.heads(['march', 'other'])).toEqual([
      expect.objectContaining({ epoch, seq: 6, hash }),
      null,
    ]);
    expect(await live.reader.snapshot('march')).toEqual(journal.story('march').snapshot());
  });

  test('gives a follower the events after a position, and nothing above its top', async () => {
    await install();
    const read = await live.reader.read('march', 2, 3);
    expect(read).toMatchObject({ top: 6, first: 1 });
    expect(read?.entries.map(({ seq }) => seq)).toEqual([3, 4, 5]);
    expect(read?.entries.map(({ event }) => JSON.parse(event))).toEqual(
      journal
        .story('march')
        .events.slice(2, 5)
        .map(({ event }) => event),
    );
    expect((await live.reader.read('march', 6, 10))?.entries).toEqual([]);
    expect((await live.reader.read('march', 2 ** 52, 10))?.entries).toEqual([]);
  });

  test('moves on by a batch, and the batch repeated changes nothing', async () => {
    await install();
    journal.post('march', { keyEvent: true });
    journal.pin('march', journal.post('march'));
    const batch = await nextBatch();
    expect(await live.writer.apply(batch)).toMatchObject({ outcome: 'applied', state: { seq: 9 } });
    expect(await live.writer.apply(batch)).toEqual({ outcome: 'gap' });
    expect(await live.reader.snapshot('march')).toEqual(journal.story('march').snapshot());
  });

  test('takes no batch that leaves a hole, is of another epoch, or continues other events', async () => {
    await install();
    journal.post('march');
    const batch = await nextBatch();
    const from = (base: Partial<LiveState>) =>
      live.writer.apply({ ...batch, base: { ...batch.base, ...base } });
    expect(await from({ seq: 8 })).toEqual({ outcome: 'gap' });
    expect(await from({ installed: 'another' })).toEqual({ outcome: 'gap' });
    expect(await from({ epoch: 'another' })).toEqual({ outcome: 'epoch' });
    expect(await from({ hash: 'another' })).toEqual({ outcome: 'fork' });
    expect(await live.reader.head('march')).toMatchObject({ seq: 6 });
    await live.redis.flushAll();
    expect(await from({})).toEqual({ outcome: 'absent' });
  });

  test('is not replaced by what was read before it moved on', async () => {
    const seen = null;
    expect(await install(seen)).toMatchObject({ outcome: 'installed' });
    expect(await install(seen)).toEqual({ outcome: 'kept' });
    const state = await live.writer.state('march');
    expect(await install(state)).toEqual({ outcome: 'kept' });
    expect(await install(state, true)).toMatchObject({ outcome: 'installed' });
    expect(await install(state, true)).toEqual({ outcome: 'kept' });
  });

  test('of an older epoch is replaced', async () => {
    await install();
    const old = await live.writer.state('march');
    await journal.newEpoch('march', journal.story('march').epoch);
    expect(await install(old)).toMatchObject({ outcome: 'installed' });
    expect(await live.reader.head('march')).toMatchObject({ epoch: journal.story('march').epoch });
  });

  test('keeps its last thousand events', async () => {
    await install();
    for (let i = 0; i < 1_010; i += 1) journal.edit('march', `Title ${i}`);
    expect(await live.writer.apply(await nextBatch())).toMatchObject({ outcome: 'applied' });
    const read = await live.reader.read('march', 0, 1);
    expect(read).toMatchObject({ top: 1_016, first: 17 });
    expect(read?.entries[0]?.seq).toBe(17);
  });

  test.each([':meta', ':log', ':view'])('is absent when its %s is gone, or something else', async (key) => {
    for (const damage of ['gone', 'other', 'less'] as const) {
      await install();
      const name = `dl:{march}${key}`;
      if (damage === 'less') await live.redis.hDel(name, (await live.redis.hKeys(name))[0] ?? fail());
      else await live.redis.del(name);
      if (damage === 'other') await live.redis.set(name, 'text');
      expect(await live.reader.head('march')).toBeNull();
      expect(await live.reader.read('march', 0, 10)).toBeNull();
      expect(await live.reader.snapshot('march')).toBeNull();
      expect(await install()).toMatchObject({ outcome: 'installed' });
      expect(await live.reader.snapshot('march')).toEqual(journal.story('march').snapshot());
    }
  });
});

describe('a retracted update', () => {
  test('has no body in the log from the moment its retraction is there, and keeps its numbers', async () => {
    const first = journal.post('march', { text: 'named a minor' });
    await install();
    journal.post('march', { text: 'another' });
    await live.writer.apply(await nextBatch());
    journal.retract('march', first);
    await live.writer.apply(await nextBatch());
    const { entries } = (await live.reader.read('march', 0, 100)) ?? fail();
    expect(entries.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(entries.map(({ event }) => JSON.parse(event))).toEqual(
      journal
        .story('march')
        .read(1, 9)
        .map(({ event }) => event),
    );
    const everything = JSON.stringify([
      await live.redis.hGetAll('dl:{march}:log'),
      await live.redis.hGetAll('dl:{march}:view'),
    ]);
    expect(everything).not.toContain('named a minor');
    expect(everything).toContain('another');
  });

  test('keeps in the log the reason of its last retraction only', async () => {
    const id = journal.post('march');
    await install();
    journal.retract('march', id);
    await live.writer.apply(await nextBatch());
    journal.retract('march', id);
    await live.writer.apply(await nextBatch());
    const { entries } = (await live.reader.read('march', 7, 100)) ?? fail();
    expect(entries.map(({ event }) => event)).toEqual(
      journal
        .story('march')
        .read(8, 9)
        .map(({ event }) => JSON.stringify(event)),
    );
    expect(entries.map(({ event }) => JSON.parse(event).update.note)).toEqual([null, 'not so']);
  });
});

describe('running totals', () => {
  const counts = { updates: { published: 1, retracted: 0, corrected: 0 }, citiesReporting: 1 };

  test('can be read by an operator, one field each', async () => {
    await install();
    journal.post('march', {}, { counts });
    await live.writer.apply(await nextBatch());
    expect(JSON.parse((await live.redis.hGet('dl:{march}:view', 't:counts')) ?? '')).toEqual(counts);
    expect((await live.reader.read('march', 6, 1))?.entries[0]?.totals).toBe(JSON.stringify({ counts }));
  });

  test('too large to send are fetched', async () => {
    await install();
    const patch = Object.fromEntries(Array.from({ length: 3_000 }, (_, i) => [`arrests/city-${i}`, null]));
    journal.post('march', {}, patch);
    await live.writer.apply(await nextBatch());
    expect((await live.reader.read('march', 6, 1))?.entries[0]?.totals).toBe('"reload"');
  });
});

describe('a Redis without our functions', () => {
  test('is given them again by whoever calls next', async () => {
    await install();
    await live.redis.functionFlush();
    expect(await live.reader.head('march')).toMatchObject({ seq: 6 });
    await live.redis.functionFlush();
    journal.post('march');
    expect(await live.writer.apply(await nextBatch())).toMatchObject({ outcome: 'applied' });
  });

  test('out of memory refuses a batch whole, and takes it later', async () => {
    await install();
    journal.post('march');
    const batch = await nextBatch();
    await live.redis.configSet('maxmemory', '1');
    await expect(live.writer.apply(batch)).rejects.toThrow('OOM');
    expect(await live.reader.head('march')).toMatchObject({ seq: 6 });
    await live.redis.configSet('maxmemory', '0');
    expect(await live.writer.apply(batch)).toMatchObject({ outcome: 'applied' });
  });
});

describe('the doorbell', () => {
  test('rings with the story that moved, until it is stopped', async () => {
    const heard: string[] = [];
    const stop = await live.reader.onDoorbell(({ story }) => heard.push(story));
    await install();
    await eventually('the doorbell', () => heard.length === 1);
    expect(heard).toEqual(['march']);
    stop();
  });

  test('tells from where to where the story moved, and none of its words', async () => {
    await install();
    const heard: Ring[] = [];
    const stop = await live.reader.onDoorbell((ring) => heard.push(ring));
    journal.post('march');
    journal.post('march');
    await live.writer.apply({ ...(await nextBatch()), committedAt: 1_611_403_200_123 });
    await eventually('the doorbell', () => heard.length === 1);
    const { epoch } = journal.story('march');
    expect(heard).toEqual([{ story: 'march', epoch, base: 6, top: 8, committedAt: 1_611_403_200_123 }]);
    stop();
  });
});

describe('a connection that is closed while it is being made', () => {
  test('stays closed', async () => {
    const clients = async () => (await live.redis.clientList()).length;
    const before = await clients();
    for (let i = 0; i < 5; i += 1) LiveConnection.open(live.url).close();
    await live.redis.ping();
    const open = LiveConnection.open(live.url);
    await open.whenAvailable(); // made after those, so they would be there by now
    expect(await clients()).toBe(before + 1);
    open.close();
  });
});
