import { jest } from '@jest/globals';
import { DatabaseClock } from './database-clock.js';

const NOON = Date.parse('2021-01-23T12:00:00.400Z');

describe('the database’s clock, told without asking', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: Date.parse('2021-01-23T09:00:00Z') });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  test('goes on from what the database said, whatever the clock of this machine says', () => {
    const clock = new DatabaseClock();
    expect(clock.now()).toBeNull();
    clock.hear(NOON);
    jest.advanceTimersByTime(2_700);
    expect(clock.now()).toBe('2021-01-23T12:00:03Z');
  });

  test('is asked for again after ten seconds', () => {
    const clock = new DatabaseClock();
    clock.hear(NOON);
    jest.advanceTimersByTime(10_001);
    expect(clock.now()).toBeNull();
  });

  test('is asked for again when this machine’s clock was set, or it slept', () => {
    const clock = new DatabaseClock();
    clock.hear(NOON);
    jest.setSystemTime(Date.parse('2021-01-23T09:00:01Z'));
    expect(clock.now()).toBeNull();
  });
});
