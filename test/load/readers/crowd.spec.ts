import { afterEach, describe, expect, test } from '@jest/globals';
import { waitUntil } from '../../support/wait-until.js';
import { microseconds } from './clock.mjs';
import { Crowd, type Report } from './crowd.mjs';
import { FaultyServer } from './faulty-server.js';
import { Latencies } from './latencies.mjs';

const READERS = 20;
const BACK_TO_BACK = { firstDue: 0, everyUs: 0 };

let server: FaultyServer;
let crowd: Crowd;
afterEach(async () => {
  await crowd.drop();
  await server.stop();
});

async function gather(wire: 'socket.io' | 'plain' = 'socket.io'): Promise<void> {
  server = await FaultyServer.start(wire);
  crowd = new Crowd({ wire, ports: [server.port], story: 's' });
  await crowd.join({ count: READERS, at: 0 });
}

/** What the readers report of updates 1 to `upTo`, told by `tell`. */
async function reported(upTo: number, tell: () => void, withinMs = 3_000): Promise<Report> {
  crowd.begin({ first: 1, upTo, ...BACK_TO_BACK });
  tell();
  return crowd.finish({ withinMs });
}

describe('readers of a server without faults', () => {
  test.each(['socket.io', 'plain'] as const)('are all exact on %s', async (wire) => {
    await gather(wire);
    const report = await reported(4, () => {
      server.tell([1]);
      server.tell([2, 3]);
      server.tell([4]);
    });
    expect(report).toMatchObject({ received: 4 * READERS, exact: READERS, missed: 0, repeats: 0, ended: 0 });
  });

  test('measure from the moment an update was due', async () => {
    await gather();
    crowd.begin({ first: 1, upTo: 2, firstDue: microseconds() - 500_000, everyUs: 400_000 });
    server.tell([1, 2]);
    const latencies = Latencies.of([(await crowd.finish({ withinMs: 3_000 })).latencies]);
    expect(latencies.percentile(0.25)).toBeGreaterThan(95);
    expect(latencies.percentile(0.25)).toBeLessThan(400);
    expect(latencies.percentile(0.99)).toBeGreaterThan(490);
  });

  test('come back with their position, and are told what they missed', async () => {
    await gather();
    await reported(2, () => server.tell([1, 2]));
    await crowd.drop();
    await waitUntil('the server has noticed', () => server.followers.length === 0);
    crowd.begin({ first: 3, upTo: 5, ...BACK_TO_BACK });
    server.tell([3, 4]);
    const back = await crowd.comeBack({ at: 4, position: { epoch: 'e', seq: 2 } });
    server.tell([5]);
    expect(back).toMatchObject({ joined: READERS, how: { resume: READERS } });
    expect(server.asked.at(-1)).toEqual({ story: 's', position: { epoch: 'e', seq: 2 } });
    expect(await crowd.finish({ withinMs: 3_000 })).toMatchObject({
      received: 3 * READERS,
      exact: READERS,
    });
  });

  test('are spread evenly over the gateways', async () => {
    await gather();
    const other = await FaultyServer.start('socket.io');
    const both = new Crowd({ wire: 'socket.io', ports: [server.port, other.port], story: 's' });
    await both.join({ count: READERS, at: 0 });
    expect([server.followers.length, other.followers.length]).toEqual([READERS * 1.5, READERS / 2]);
    await both.drop();
    await other.stop();
  });

  test('try again when they are refused', async () => {
    await gather();
    server.refusals = 3;
    expect(await crowd.join({ count: 2, at: 0 })).toMatchObject({ joined: 2, refused: 3 });
  });

  test('who stall take nothing after they joined', async () => {
    await gather();
    await crowd.join({ count: 1, at: 0, isStalling: true });
    const stalled = server.followers.slice(-1);
    for (let n = 0; n < 200; n += 1) stalled[0]?.send('x'.repeat(100_000));
    const report = await reported(1, () => server.tell([1]));
    expect(report).toMatchObject({ exact: READERS, readers: READERS });
    expect(stalled[0]?.bufferedAmount).toBeGreaterThan(1_000_000);
    expect(crowd.stalledPorts()).toHaveLength(1);
  });
});

describe('a fault is seen:', () => {
  test('an update withheld from one reader', async () => {
    await gather();
    const report = await reported(3, () => {
      server.tell([1]);
      server.tell([2], server.followers.slice(1));
      server.tell([3]);
    });
    expect(report).toMatchObject({ exact: READERS - 1, missed: 1, repeats: 0 });
  });

  test('the last update withheld from one reader', async () => {
    await gather();
    const report = await reported(1, () => server.tell([1], server.followers.slice(1)), 200);
    expect(report).toMatchObject({ exact: READERS - 1, missed: 1 });
  });

  test('an update told twice', async () => {
    await gather();
    const report = await reported(2, () => {
      server.tell([1]);
      server.tell([1], server.followers.slice(0, 1));
      server.tell([2]);
    });
    expect(report).toMatchObject({ received: 2 * READERS + 1, exact: READERS - 1, repeats: 1 });
  });

  test('two updates in the wrong order', async () => {
    await gather();
    const report = await reported(3, () => server.tell([2, 1, 3]));
    expect(report).toMatchObject({ exact: 0, missed: READERS, repeats: READERS });
  });

  test('a connection that the server closed', async () => {
    await gather();
    const report = await reported(1, () => {
      server.followers[0]?.terminate();
      server.tell([1]);
    });
    expect(report).toMatchObject({ exact: READERS - 1, ended: 1 });
  });

  test('a reader who is told to start anew', async () => {
    await gather();
    const report = await reported(1, () => {
      for (const one of server.followers.slice(0, 1)) server.resync(one);
      server.tell([1]);
    });
    expect(report).toMatchObject({ exact: READERS - 1 });
    expect(report.trouble).toContain('resync');
  });
});
