import type { FigureClaim } from '#contract/figure';
import { readerFigures } from './reader-figures.js';

const claim = (metric: string, value: number): FigureClaim => ({ metric, source: 'own', value });
const shown = (shows: 'desk' | 'leading' | 'city_sum') =>
  readerFigures([claim('arrests', 7), claim('crowd', 900)], {}, { crowd: { shows, sumSuspended: false } });

test('readers see no figure of a metric that is the desk’s, beside those that they see', () => {
  expect(shown('desk').map(({ value }) => value)).toEqual([7]);
  expect(shown('leading').map(({ value }) => value)).toEqual([7, 900]);
});

test('what is said to be the desk’s of one metric leaves what is held of another held', () => {
  const held = { ...claim('arrests', 8), state: 'held' as const };
  expect(readerFigures([held, claim('arrests', 7)], {}, null).map(({ value }) => value)).toEqual([7]);
});
