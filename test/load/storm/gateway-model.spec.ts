import net from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { GatewayModel } from './gateway-model.mjs';
import { TokenBucket } from './token-bucket.mjs';

const OPEN = { admission: null, backlog: 1_000, connected: 0, standingUs: 0, refuseUs: 100 };
const ADMISSION = { perSecond: 10, burst: 2, connections: 1_000 };

describe('a simulated gateway', () => {
  test('takes one handshake after another, first come, first served', () => {
    const gateway = new GatewayModel(OPEN);
    const done = [0, 0, 0].map((now) => gateway.take(now, 500)?.at);
    expect(done).toEqual([0.5, 1, 1.5]);
    expect(gateway.longestLine).toBe(2);
    expect(gateway.take(10, 500)?.at).toBe(10.5);
  });

  test('answers nobody while its listen queue is full', () => {
    const gateway = new GatewayModel({ ...OPEN, backlog: 2 });
    const taken = [0, 0, 0, 0].map((now) => gateway.take(now, 1_000) !== null);
    expect(taken).toEqual([true, true, true, false]);
    expect(gateway.take(2.5, 1_000)).not.toBeNull();
  });

  test('has less left for those who join, the more it sends to those who are there', () => {
    const gateway = new GatewayModel({ ...OPEN, connected: 10_000, standingUs: 50 });
    expect(gateway.standingShare).toBe(0.5);
    expect(gateway.take(0, 500)?.at).toBe(1);
  });

  test('refuses above its rate, which costs less than a join', () => {
    const gateway = new GatewayModel({ ...OPEN, admission: ADMISSION });
    const taken = [0, 0, 0].map((now) => gateway.take(now, 500));
    expect(taken.map((each) => each?.isAdmitted)).toEqual([true, true, false]);
    expect(taken.at(-1)?.at).toBeCloseTo(1.1);
    expect(gateway.take(150, 500)?.isAdmitted).toBe(true);
  });

  test('refuses above its number of connections, those on their way included', () => {
    const admission = { ...ADMISSION, burst: 10, connections: 2 };
    const gateway = new GatewayModel({ ...OPEN, admission, connected: 1 });
    expect(gateway.take(0, 500)?.isAdmitted).toBe(true);
    expect(gateway.take(0, 500)?.isAdmitted).toBe(false);
    gateway.joined(false); // went away before it was there
    expect(gateway.take(1, 500)?.isAdmitted).toBe(true);
    gateway.joined(true);
    expect(gateway.take(2, 500)?.isAdmitted).toBe(false);
  });

  test('gives each whom it refuses a second of its own', () => {
    const gateway = new GatewayModel({ ...OPEN, admission: ADMISSION });
    const seconds = Array.from({ length: 30 }, () => gateway.turn(0));
    expect([1, 2, 3].map((second) => seconds.filter((each) => each === second).length)).toEqual([10, 10, 10]);
  });

  test('tells how busy it was in its worst second', () => {
    const gateway = new GatewayModel({ ...OPEN, connected: 10_000, standingUs: 10 });
    for (let n = 0; n < 400; n += 1) gateway.take(1_000, 500);
    expect(gateway.peaks.share).toBeCloseTo(0.1 + 0.2);
  });
});

test('a token bucket lets a burst through and then its rate', () => {
  const bucket = new TokenBucket(10, 3);
  const passed = (now: number) => Array.from({ length: 5 }, () => bucket.take(now)).filter(Boolean).length;
  expect([0, 100, 200, 10_000].map(passed)).toEqual([3, 1, 1, 3]);
});

test('Node takes one connection a turn of its loop, so that frames do not wait for a crowd that knocks', async () => {
  const perTurn: number[] = [];
  let taken = 0;
  const server = net.createServer(() => {
    taken += 1;
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as net.AddressInfo;
  const crowd = Array.from({ length: 50 }, () => net.connect(port, '127.0.0.1'));
  while (perTurn.reduce((sum, each) => sum + each, 0) < crowd.length) {
    taken = 0;
    await new Promise((turn) => setImmediate(turn));
    perTurn.push(taken);
  }
  for (const socket of crowd) socket.destroy();
  await new Promise((closed) => server.close(closed));
  expect(Math.max(...perTurn)).toBe(1);
});
