import type { Leading } from '#contract/figure';
import { scaleOf, stepLines, stepPath } from './steps.js';

const at = (time: string) => `2021-01-23T${time}:00Z`;
const figure = (source: string, low: number): Leading => ({
  ...{ source, low, high: low, qualifier: 'exact', words: null, label: '', asOf: at('00:00') },
});
const change = (time: string, before: Leading | null, after: Leading | null) => ({
  ...{ key: 'metrics/arrests/leading', before, after, shownAt: at(time) },
});
const scale = scaleOf(Date.parse(at('10:00')), Date.parse(at('20:00')), 100, [100, 100]);
const path = (...changes: Parameters<typeof stepLines>[0]) =>
  stepLines(changes).map(({ source, steps }) => `${source} ${stepPath(steps, scale)}`);

describe('a total over the day', () => {
  test('is level from report to report and upright where it changed', () => {
    const [first, second] = [figure('mbk', 10), figure('mbk', 60)];
    expect(path(change('10:00', null, first), change('11:00', first, second))).toEqual(['mbk M0 90H10V40']);
  });

  test('has a line for each source, which ends where another leads', () => {
    const [mbk, police] = [figure('mbk', 10), figure('police', 60)];
    expect(path(change('10:00', null, mbk), change('11:00', mbk, police))).toEqual([
      'mbk M0 90H10',
      'police M10 40',
    ]);
  });

  test('has a gap where nothing was said for two hours, and where there was no number', () => {
    const [first, second] = [figure('mbk', 10), figure('mbk', 60)];
    expect(path(change('10:00', null, first), change('15:00', first, second))).toEqual([
      'mbk M0 90H20M50 40',
    ]);
    expect(
      path(change('10:00', null, first), change('11:00', first, null), change('12:00', null, second)),
    ).toEqual(['mbk M0 90H10M20 40']);
  });
});
