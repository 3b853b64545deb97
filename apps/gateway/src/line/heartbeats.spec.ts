import { jest } from '@jest/globals';
import { Heartbeats, PING } from './heartbeats.js';

const SECONDS = PING.pingInterval / 1_000;

describe('heartbeats of many lines by one timer', () => {
  let hearts: Heartbeats;
  beforeEach(() => {
    jest.useFakeTimers();
    hearts = new Heartbeats();
    hearts.start();
  });
  afterEach(() => {
    hearts.stop();
    jest.useRealTimers();
  });

  test('each line hears one every interval, the first not before nearly a whole one has passed', () => {
    const beats: number[] = [];
    jest.advanceTimersByTime(3_400);
    const cameAt = Date.now();
    hearts.add({ beat: () => beats.push(Date.now() - cameAt) });
    jest.advanceTimersByTime(PING.pingInterval * 3);
    expect(beats).toHaveLength(3);
    const [first = 0, second = 0, third = 0] = beats;
    expect(first).toBeGreaterThan(PING.pingInterval - 1_000);
    expect(first).toBeLessThanOrEqual(PING.pingInterval);
    expect([second - first, third - second]).toEqual([PING.pingInterval, PING.pingInterval]);
  });

  test('lines that come one after another are not all heard at once', () => {
    let now = 0;
    const perSecond: number[] = [];
    for (let i = 0; i < SECONDS; i += 1) {
      hearts.add({
        beat: () => {
          now += 1;
        },
      });
      jest.advanceTimersByTime(1_000);
    }
    now = 0;
    for (let i = 0; i < SECONDS; i += 1) {
      jest.advanceTimersByTime(1_000);
      perSecond.push(now);
      now = 0;
    }
    expect(perSecond).toEqual(Array<number>(SECONDS).fill(1));
  });

  test('a line that is gone hears none, even one that went at its own beat', () => {
    const heard: string[] = [];
    const gone = { beat: () => heard.push('gone') };
    const going = {
      beat: () => {
        heard.push('going');
        hearts.remove(going, place);
      },
    };
    hearts.remove(gone, hearts.add(gone));
    const place = hearts.add(going);
    jest.advanceTimersByTime(PING.pingInterval * 3);
    expect(heard).toEqual(['going']);
  });
});
