import { cp, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startRedis } from '../../scripts/services.mjs';
import { aRelay, inStep, type RunningRelay } from '../support/a-relay.js';
import { eventually } from '../support/eventually.js';
import { JournalInMemory } from '../support/journal-in-memory.js';
import { aLiveRedis, type LiveRedis } from '../support/live-redis.js';

let folder: string;
let dataDir: string;
let live: LiveRedis;
let journal: JournalInMemory;
let running: RunningRelay;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'dateline-live-'));
  dataDir = path.join(folder, 'redis');
  live = await aLiveRedis({ dataDir });
  journal = new JournalInMemory();
  journal.open('march');
  running = aRelay(journal, live.url);
  for (let i = 0; i < 10; i += 1) journal.post('march');
  await marchInStep();
});
afterEach(async () => {
  await running.stop();
  await live.stop();
  await rm(folder, { recursive: true, force: true });
});

const marchInStep = (withinMs?: number) => inStep(journal, live.reader, 'march', withinMs);
const port = () => Number(new URL(live.url).port);

/** Ends Redis without a goodbye; `meanwhile`, then starts it again on the same port. */
async function killedAndRestarted(meanwhile: () => Promise<void>): Promise<void> {
  process.kill(live.pid, 'SIGKILL');
  await eventually('Redis is away', () => !live.connection.available());
  await meanwhile();
  const server = await startRedis({ dataDir, port: port() });
  const { stop } = live;
  const ended = async () => {
    await stop();
    await server.stop();
  };
  live = { ...live, pid: server.pid, stop: ended };
}

async function loseNothing(): Promise<void> {
  const { epoch } = journal.story('march');
  await marchInStep(10_000);
  expect(journal.story('march').epoch).toBe(epoch);
  const read = await live.reader.read('march', 0, 1_000);
  const seqs = read?.entries.map(({ seq }) => seq);
  expect(seqs).toEqual(journal.story('march').events.map(({ seq }) => seq));
}

describe('a Redis that comes back', () => {
  test('with an older file gets the same numbers again', async () => {
    const older = path.join(folder, 'older');
    await cp(dataDir, older, { recursive: true });
    for (let i = 0; i < 10; i += 1) journal.post('march');
    await marchInStep();
    await killedAndRestarted(async () => {
      journal.post('march');
      await rm(dataDir, { recursive: true });
      await cp(older, dataDir, { recursive: true });
    });
    await loseNothing();
    expect(running.relay.counters).toMatchObject({ installed: 1, forks: 0 });
  }, 20_000);

  test('after a second away has all that was posted meanwhile, and nobody was kept busy', async () => {
    await killedAndRestarted(async () => {
      const errors = running.relay.counters.errors;
      const { user, system } = process.cpuUsage();
      const asked = journal.askedForHeads;
      const end = performance.now() + 1_000;
      for (let i = 0; i < 50; i += 1) journal.post('march');
      await eventually('a second', () => performance.now() > end);
      const spent = process.cpuUsage({ user, system });
      expect((spent.user + spent.system) / 1_000).toBeLessThan(500);
      expect(running.relay.counters.errors - errors).toBeLessThan(20);
      expect(journal.askedForHeads - asked).toBeLessThan(20);
    });
    await loseNothing();
    expect(running.warnings).toEqual([
      'Redis answers.',
      'Redis is away; readers are served from the journal.',
      'Redis answers.',
    ]);
  }, 20_000);

  test('after it hung is believed again, and until then is said to be away within moments', async () => {
    process.kill(live.pid, 'SIGSTOP');
    try {
      const asked = performance.now();
      await expect(live.reader.head('march')).rejects.toThrow('does not answer');
      expect(performance.now() - asked).toBeLessThan(1_500);
      const again = performance.now();
      await expect(live.reader.snapshot('march')).rejects.toThrow('does not answer');
      expect(performance.now() - again).toBeLessThan(50);
      for (let i = 0; i < 50; i += 1) journal.post('march');
      const end = performance.now() + 7_000; // past the point where the silent connection is given up
      await eventually('a long silence', () => performance.now() > end, 10_000);
    } finally {
      process.kill(live.pid, 'SIGCONT');
    }
    await loseNothing();
  }, 30_000);

  test('out of memory is filled up once there is room, with nothing skipped', async () => {
    await live.redis.configSet('maxmemory', '1');
    for (let i = 0; i < 20; i += 1) journal.post('march');
    await eventually('errors', () => running.relay.counters.errors > 2);
    expect(await live.reader.head('march')).toMatchObject({ seq: 11 });
    await live.redis.configSet('maxmemory', '0');
    await loseNothing();
    expect(running.relay.counters.installed).toBe(1);
  });
});

describe('a relay that starts while Redis is away', () => {
  test('begins when it comes', async () => {
    await running.stop();
    await killedAndRestarted(async () => {
      running = aRelay(journal, live.url);
      journal.post('march');
    });
    await loseNothing();
  }, 20_000);
});
