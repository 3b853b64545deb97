import { describe, expect, test } from '@jest/globals';
import { CLIENTS, type ClientName } from './clients.mjs';
import { missedBytes } from './missed-bytes.mjs';
import { Storm } from './storm.mjs';
import { askedFor, crowdOf, stormOf, type Variant } from './storm-settings.mjs';

const storm = (args: string, client: ClientName, variant: Partial<Variant> = {}) => {
  const settings = stormOf(askedFor(args.split(' ')), {
    ...{ client: CLIENTS[client], isJittered: true, admitted: 0, answer: 'resume' },
    ...variant,
  });
  return new Storm(settings).run();
};
const SMALL = '--readers 20000 --gateways 1';

describe('readers who lost their line', () => {
  test('are all back in the end, each once', () => {
    const { backAfter, away, ended, refused, attempts } = storm(
      '--readers 3000 --gateways 2',
      'dateline-sse',
    );
    expect({ away, ended, refused, attempts }).toEqual({ away: 0, ended: 0, refused: 0, attempts: 3_000 });
    expect(backAfter.all).toBeLessThan(5);
  });

  test('come back in the same way for the same seed', () => {
    expect(storm(SMALL, 'socket.io')).toEqual(storm(SMALL, 'socket.io'));
    expect(storm(`${SMALL} --seed 2`, 'socket.io')).not.toEqual(storm(SMALL, 'socket.io'));
  });

  test('are never back before the gateways had the time to let them all in', () => {
    const { backAfter } = storm(`${SMALL} --join-us 500 --backlog 0`, 'dateline-socket');
    expect(backAfter.all).toBeGreaterThanOrEqual(10);
  });

  test('stand in a shorter line when each waits a time of its own', () => {
    const args = '--readers 3000 --gateways 1';
    const [spread, together] = [true, false].map((isJittered) =>
      storm(args, 'dateline-socket', { isJittered }),
    );
    expect(together?.longestLine).toBeGreaterThan(2_900);
    expect(spread?.longestLine).toBeLessThan(1_000);
  });

  test('knock in vain at a network that is away, and are back after it', () => {
    const { backAfter, unanswered } = storm('--readers 3000 --gateways 3 --lost region', 'dateline-socket');
    expect(unanswered).toBeGreaterThan(900);
    expect(backAfter.half).toBeGreaterThan(30);
  });

  test("are gone for good when a browser's own EventSource is refused", () => {
    const { ended, backAfter } = storm(SMALL, 'eventsource', { admitted: 0.5 });
    expect(ended).toBeGreaterThan(0);
    expect(backAfter.all).toBeNull();
  });

  test('cost the origin a request per cache node and second, not one each', () => {
    const { originRequests, backAfter } = storm(`${SMALL} --cache-nodes 4`, 'dateline-socket', {
      answer: 'cache',
    });
    expect(originRequests).toBeGreaterThanOrEqual(4);
    expect(originRequests).toBeLessThanOrEqual(4 * Math.ceil((backAfter.all ?? 0) + 1));
  });
});

describe('the answer to one who comes back', () => {
  const settings = { answer: 'resume', updates: 2, frameBytes: 1_000, snapshotBytes: 45_000 } as const;

  test('is as long as what was missed, and a snapshot when that is too much', () => {
    expect(missedBytes(settings, 3_000)).toBe(6_000);
    expect(missedBytes(settings, 300_000)).toBe(45_000);
    expect(missedBytes({ ...settings, frameBytes: 10 }, 251_000)).toBe(45_000);
    expect(missedBytes({ ...settings, answer: 'snapshot' }, 3_000)).toBe(45_000);
  });
});

describe('a storm that is too large to simulate reader by reader', () => {
  test('is simulated on a part of the gateways, each as full as it would be', () => {
    const { crowd, gateways, part } = crowdOf(askedFor(['--readers', '10000000', '--gateways', '500']));
    expect({ crowd, gateways, part }).toEqual({ crowd: 200_000, gateways: 10, part: 0.02 });
  });

  test('ends about as it does with all of them', () => {
    const args = '--readers 40000 --gateways 8';
    const whole = storm(args, 'dateline-socket');
    const part = storm(`${args} --most 10000`, 'dateline-socket');
    expect((part.backAfter.most ?? 0) / (whole.backAfter.most ?? 1)).toBeCloseTo(1, 0);
  });

  test('is refused with a word or number that means nothing', () => {
    expect(() => askedFor(['--readers', 'many'])).toThrow('--readers must be a number');
    expect(() => crowdOf({ ...askedFor([]), lost: 'nobody' })).toThrow('--lost must be');
  });
});
