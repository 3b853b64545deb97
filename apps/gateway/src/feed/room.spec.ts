import { jest } from '@jest/globals';
import type { Frame, SnapshotReason } from '#contract/follow';
import type { ProblemCode } from '#contract/problems';
import { GatewayMetrics } from '../gateway-metrics.js';
import type { Reader } from '../reader/reader.js';
import { slotOf } from '../source/slot.js';
import { CommitTimes } from './commit-times.js';
import type { Outgoing } from './outgoing.js';
import { Ring } from './ring.js';
import { Room } from './room.js';
import { Seat } from './seat.js';

/** A reader whose line the test is: it takes in what it is told to. */
class OnALine implements Reader {
  isClosed = false;
  readonly transport = 'websocket';
  unsent = 0;
  taken = 0;
  isAnswering = false;
  readonly frames: Frame[] = [];
  readonly told: (SnapshotReason | ProblemCode)[] = [];

  send(frame: Outgoing): void {
    this.unsent += frame.bytes;
    const [, data = ''] = frame.forSse().bytes(false).toString().split('data: ');
    this.frames.push(JSON.parse(data) as Frame);
  }
  resync(_room: unknown, why: SnapshotReason): void {
    this.told.push(why);
  }
  behind(): void {}
  move(): void {}
  checkProgress(): void {}
  cut(code: ProblemCode): void {
    this.isClosed = true;
    this.told.push(code);
  }
  get seqs(): number[] {
    return this.frames.flatMap(({ events }) => events.map(({ seq }) => seq));
  }
  /** Whether each frame begins where the one before it ended, or earlier. */
  get isWhole(): boolean {
    return this.frames.every(({ from }, i) => i === 0 || from <= (this.frames[i - 1]?.to ?? 0) + 1);
  }
}

function scene(city?: string) {
  const ring = new Ring(0);
  const metrics = new GatewayMetrics();
  const commits = new CommitTimes();
  const room = new Room(city === undefined ? { story: 's' } : { story: 's', city }, 'e', 0, metrics, commits);
  const happen = (cities: string[] = [], bytes = 10, totals: string | null = null) => {
    const seq = ring.top + 1;
    const event = {
      seq,
      shownAt: '',
      cities,
      changes: [],
      kind: 'pins.reordered',
      pins: ['x'.repeat(bytes)],
    };
    ring.push(slotOf({ seq, event: JSON.stringify(event), totals }));
    room.flush(ring);
  };
  const join = (cursor: number) => {
    const reader = new OnALine();
    const seat = new Seat(reader, cursor);
    room.join(seat, ring);
    return reader;
  };
  return { ring, room, metrics, commits, happen, join };
}

describe('a room', () => {
  test('brings a newcomer whose answer is older than the room to where the room is, before anything else', () => {
    const { happen, join } = scene();
    join(0);
    for (let i = 0; i < 5; i += 1) happen();
    const late = join(2);
    happen();
    expect(late.seqs).toEqual([3, 4, 5, 6]);
    expect(late.isWhole).toBe(true);
  });

  test('sends a newcomer whose answer is newer than the room only what it can use', () => {
    const { ring, room, happen, join } = scene();
    const newer = join(3);
    for (let i = 0; i < 3; i += 1) happen();
    expect(newer.frames).toEqual([]);
    happen();
    expect(newer.seqs).toEqual([4]);
    expect(ring.top).toBe(4);
    room.headIfIdle(Date.now(), 0);
    expect(newer.frames.at(-1)).toEqual({ epoch: 'e', from: 5, to: 4, events: [] });
  });

  test('of a city starts each frame where its last one ended, over whatever did not concern it', () => {
    const { room, happen, join } = scene('spb');
    const reader = join(0);
    for (const cities of [['spb'], ['kazan'], ['kazan'], ['kazan', 'spb'], ['perm'], []]) happen(cities);
    expect(reader.frames.map(({ from, to }) => [from, to])).toEqual([
      [1, 1],
      [2, 4],
      [5, 6],
    ]);
    expect(reader.seqs).toEqual([1, 4, 6]);
    happen(['kazan']);
    room.headIfIdle(Date.now(), 0);
    expect(reader.frames.at(-1)).toEqual({ epoch: 'e', from: 7, to: 7, events: [] });
  });

  test('of a city gets the story’s sums and its own totals, the latest of each', () => {
    const { ring, room, join } = scene('spb');
    const reader = join(0);
    const slot = (seq: number, totals: object) =>
      slotOf({
        seq,
        event: JSON.stringify({ seq, cities: ['kazan'], kind: 'pins.reordered' }),
        totals: JSON.stringify(totals),
      });
    ring.push(slot(1, { counts: 1, arrests: 1, 'arrests/spb': 1, 'arrests/kazan': 1 }));
    ring.push(slot(2, { counts: 2, 'arrests/kazan': 2 }));
    room.flush(ring);
    expect(reader.frames).toEqual([
      { epoch: 'e', from: 1, to: 2, events: [], totals: { counts: 2, arrests: 1, 'arrests/spb': 1 } },
    ]);
  });

  test('has its readers reload when the totals are too large to send', () => {
    const { happen, join } = scene();
    const reader = join(0);
    happen([], 10, '"reload"');
    expect(reader.frames[0]?.totals).toBe('reload');
  });
});

describe('what is measured of a room', () => {
  const rung = (seq: number, committedAt: number | undefined) => ({
    ...{ story: 's', epoch: 'e', base: seq - 1, top: seq, entries: [] },
    committedAt,
  });
  const heard = async ({ metrics }: ReturnType<typeof scene>) =>
    Object.fromEntries(
      (await metrics.commitToSend.get()).values.map(({ metricName = '', labels, value }) => [
        `${metricName.split('_').at(-1)}${labels.le ?? ''}`,
        value,
      ]),
    );

  test('is each frame, once for all its readers, and how many events it had', async () => {
    const { metrics, happen, join, room } = scene();
    const [slow] = [join(0), join(0), join(0)];
    happen();
    slow.unsent = 70_000;
    happen();
    room.headIfIdle(Date.now(), 0);
    const { framesBuilt, framesSent, frameBytes, framesPassedOver } = metrics.counts;
    expect({ framesBuilt, framesSent, framesPassedOver }).toEqual({
      framesBuilt: 3,
      framesSent: 7,
      framesPassedOver: 2,
    });
    const bytes = slow.frames.reduce((sum, frame) => sum + JSON.stringify(frame).length, 0);
    expect(frameBytes).toBeGreaterThan(3 * bytes);
    const { values } = await metrics.updatesPerFrame.get();
    expect(
      values.filter(({ metricName }) => /sum|count/.test(metricName ?? '')).map(({ value }) => value),
    ).toEqual([2, 2]);
  });

  test('is the time from the commit of the first event that was for it', async () => {
    const city = scene('spb');
    city.join(0);
    city.commits.note(rung(1, Date.now() - 60_000));
    city.commits.note(rung(2, Date.now() - 300));
    city.happen(['kazan']);
    city.happen(['spb']);
    const { count, sum } = await heard(city);
    expect(count).toBe(1);
    expect(sum).toBeGreaterThanOrEqual(0.3);
    expect(sum).toBeLessThan(5);
  });

  test('is never less than nothing when the clock of Postgres is ahead, and nothing where no commit is known', async () => {
    const whole = scene();
    whole.join(0);
    whole.commits.note(rung(1, Date.now() + 9_000));
    whole.commits.note(rung(2, undefined));
    for (let i = 0; i < 3; i += 1) whole.happen();
    const { count, sum } = await heard(whole);
    expect({ count, sum }).toEqual({ count: 1, sum: 0 });
  });
});

describe('a reader on a slow line', () => {
  test('is passed over at 64 KB, and caught up from the ring without a hole when the line is free', () => {
    const { ring, room, happen, join } = scene();
    const [slow, quick] = [join(0), join(0)];
    for (let i = 0; i < 8; i += 1) {
      happen([], 30_000);
      quick.unsent = 0;
    }
    expect(slow.seqs).toEqual([1, 2, 3]);
    expect(quick.seqs).toHaveLength(8);
    for (let i = 0; i < 10; i += 1) {
      slow.unsent = 0;
      room.catchUpLate(ring);
    }
    expect(slow.seqs).toEqual(quick.seqs);
    expect(slow.isWhole).toBe(true);
    expect(slow.told).toEqual([]);
  });

  describe('behind by more than 256 KB', () => {
    beforeEach(() => {
      jest.useFakeTimers();
    });
    afterEach(() => {
      jest.useRealTimers();
    });
    const MOMENTS = 12;
    function watch(moment: (slow: OnALine) => void) {
      const { happen, join } = scene();
      const [slow, quick] = [join(0), join(0)];
      for (let i = 0; i < MOMENTS; i += 1) {
        happen([], 30_000);
        quick.unsent = 0;
        moment(slow);
      }
      expect(quick.told).toEqual([]);
      return slow;
    }

    test('is cut when it takes nothing for a second, and nobody else is', () => {
      const slow = watch(() => jest.advanceTimersByTime(200));
      expect(slow.told).toEqual(['reader_too_slow']);
      expect(slow.unsent).toBeLessThan(256 * 1024);
    });

    test('is not cut because a lot came at once', () => {
      expect(watch(() => undefined).told).toEqual([]);
    });

    test('is not cut while it takes something, however slowly', () => {
      const slow = watch((reader) => {
        jest.advanceTimersByTime(900);
        reader.taken += 1;
      });
      expect(slow.told).toEqual([]);
    });
  });

  test('is not cut while its snapshot is on the way, however much happens meanwhile', () => {
    const { ring, room, happen, join } = scene();
    const slow = join(0);
    slow.isAnswering = true;
    slow.unsent = 70_000;
    for (let i = 0; i < 100; i += 1) happen([], 30_000);
    expect(slow.told).toEqual([]);
    slow.isAnswering = false;
    for (let i = 0; i < 100; i += 1) {
      slow.unsent = 0;
      room.catchUpLate(ring);
    }
    expect(slow.seqs).toEqual(Array.from({ length: 100 }, (_, i) => i + 1));
    expect(slow.isWhole).toBe(true);
  });

  test('starts anew when the ring has forgotten what it missed', () => {
    const { ring, room, happen, join } = scene();
    const slow = join(0);
    slow.isAnswering = true;
    slow.unsent = 70_000;
    for (let i = 0; i < 600; i += 1) happen();
    slow.unsent = 0;
    room.catchUpLate(ring);
    expect(slow.told).toEqual(['too_old']);
    expect(room.isEmpty).toBe(true);
  });
});
