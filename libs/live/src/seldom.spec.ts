import { jest } from '@jest/globals';
import { seldom } from './seldom.js';

test('what goes wrong every second is said once a minute, and something else at once', () => {
  jest.useFakeTimers();
  const said: string[] = [];
  const say = seldom((message) => said.push(message));
  for (let second = 0; second < 61; second += 1) {
    say('gone');
    if (second === 5) say('not allowed');
    jest.advanceTimersByTime(1_000);
  }
  expect(said).toEqual(['gone', 'not allowed', 'gone']);
  jest.useRealTimers();
});
