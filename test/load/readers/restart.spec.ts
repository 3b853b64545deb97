import { afterEach, describe, expect, test } from '@jest/globals';
import { waitUntil } from '../../support/wait-until.js';
import { Crowd, type Report } from './crowd.mjs';
import { FaultyServer } from './faulty-server.js';
import { faultsOf } from './restart-verdict.mjs';

const READERS = 8;
const UPDATES = 6;

let server: FaultyServer;
let crowd: Crowd;
afterEach(async () => {
  await crowd.drop();
  await server.stop();
});

/** Three updates, everyone is cut off, one is told meanwhile, everyone comes back, two more. What the meter says. */
async function restarted(told: (number: number) => void = (number) => server.tell([number])): Promise<{
  readonly report: Report;
  readonly faults: readonly string[];
}> {
  crowd = new Crowd({ wire: 'socket.io', ports: [server.port], story: 's' });
  await crowd.join({ count: READERS, at: 0 });
  crowd.begin({ first: 1, upTo: Number.MAX_SAFE_INTEGER, firstDue: 0, everyUs: 0 });
  crowd.comeBackAlone({ firstWaitMs: 20 });
  for (const number of [1, 2, 3]) told(number);
  await waitUntil('the third is told', () => crowd.newest === 3);
  server.kill();
  await waitUntil('nobody is there', () => server.followers.length === 0);
  told(4);
  server.startAgain();
  await waitUntil('all are back', () => crowd.returns().back === READERS);
  for (const number of [5, UPDATES]) told(number);
  const report = await crowd.finish({ withinMs: 500, upTo: UPDATES });
  const { back, how } = crowd.returns();
  const { missed: lost, repeats: doubled, exact, trouble } = report;
  const round = { readers: READERS, back, how, lost, doubled, exact, trouble, snapshots: {} };
  return { report, faults: faultsOf(round) };
}

describe('readers whose gateway was killed and started again', () => {
  test('come back from where they are, and are told the rest once', async () => {
    server = await FaultyServer.start('socket.io');
    const { report, faults } = await restarted();
    expect(faults).toEqual([]);
    expect(report).toMatchObject({ exact: READERS, received: UPDATES * READERS });
    const asked = { story: 's', position: { epoch: 'e', seq: 3 } };
    expect(server.asked.slice(READERS)).toEqual(Array.from({ length: READERS }, () => asked));
    expect(crowd.returns()).toMatchObject({ left: READERS, back: READERS, how: { resume: READERS } });
  });

  test('pass by what a frame repeats from before where they are', async () => {
    server = await FaultyServer.start('socket.io');
    const { faults } = await restarted((number) =>
      server.tell([number], server.followers, Math.max(1, number - 1)),
    );
    expect(faults).toEqual([]);
  });

  test('try again when they are refused', async () => {
    server = await FaultyServer.start('socket.io');
    const { faults } = await restarted((number) => {
      if (number === 4) server.refusals = READERS;
      server.tell([number]);
    });
    expect(faults).toEqual([]);
    expect(crowd.returns().refused).toBeGreaterThanOrEqual(READERS);
  });
});

describe('a fault of the restarted gateway is told:', () => {
  test.each([
    ['lost', 'an update lost by one reader', ['Updates lost: 1.']],
    ['doubled', 'an update told twice to one reader', ['Updates told twice: 1.']],
    ['snapshot', 'a snapshot given to one reader', ['Readers given a snapshot: 1.']],
  ] as const)(
    '%s, %s',
    async (fault, _, sentences) => {
      server = await FaultyServer.start('socket.io');
      server.nextResume = fault;
      expect((await restarted()).faults).toEqual(sentences);
    },
    30_000,
  );

  test('an update withheld from one reader once all are back', async () => {
    server = await FaultyServer.start('socket.io');
    const { faults } = await restarted((number) =>
      server.tell([number], number === 5 ? server.followers.slice(1) : server.followers),
    );
    expect(faults).toEqual(['Updates lost: 1.']);
  });

  test('a frame sent again as it was', async () => {
    server = await FaultyServer.start('socket.io');
    const { faults } = await restarted((number) => {
      server.tell([number]);
      if (number === UPDATES) server.repeat(server.followers.slice(0, 1));
    });
    expect(faults).toEqual(['Updates told twice: 1.']);
  });
});
