import type { FigureClaim } from '#contract/figure';
import { label, toInterval } from './interval.js';

describe('what a source said', () => {
  test.each<[Partial<FigureClaim>, number, number | null, string]>([
    [{ value: 0 }, 0, 0, '0'],
    [{ value: 1090 }, 1090, 1090, '1,090'],
    [{ value: 1_234_567, qualifier: 'about' }, 1_234_567, 1_234_567, 'about 1,234,567'],
    [{ value: 40_000, qualifier: 'at_least' }, 40_000, null, 'at least 40,000'],
    [{ value: 300, qualifier: 'more_than' }, 300, null, 'more than 300'],
    [{ value: 10_000, qualifier: 'up_to' }, 0, 10_000, 'up to 10,000'],
    [{ low: 8000, high: 15_000 }, 8000, 15_000, '8,000–15,000'],
    [{ low: 999, high: 1000 }, 999, 1000, '999–1,000'],
    [{ low: 50, high: 50 }, 50, 50, '50'],
    [{ words: 'dozens' }, 24, null, 'dozens'],
    [{ words: 'several thousand' }, 2000, null, 'several thousand'],
    [{ words: 'hundreds of thousands' }, 200_000, null, 'hundreds of thousands'],
  ])('%j is an interval that reads as it was said', (claim, low, high, wording) => {
    const interval = toInterval(claim);
    expect(interval).toMatchObject({ low, high });
    expect(interval && label(interval)).toBe(wording);
  });

  test.each<[string, unknown]>([
    ['nothing', {}],
    ['a value and a range', { value: 7, low: 5, high: 10 }],
    ['half a range', { low: 5 }],
    ['words and a value', { words: 'dozens', value: 30 }],
    ['a reversed range', { low: 10, high: 5 }],
    ['a text', { value: '5' }],
    ['a number no double holds', { value: Number('9007199254740993') }],
    ['an infinite number', { value: Number.POSITIVE_INFINITY }],
    ['true', { value: true }],
    ['words from the prototype', { words: 'constructor' }],
    ['a qualifier of ranges', { value: 5, qualifier: 'range' }],
  ])('%s is no figure', (_, claim) => {
    expect(toInterval(claim as FigureClaim)).toBeNull();
  });
});
