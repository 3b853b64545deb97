import fc from 'fast-check';
import type { FigureClaim } from '#contract/figure';
import { addTo, plus, sumOf, worded } from './combine.js';
import { type Interval, label, toInterval } from './interval.js';

type Said = Pick<FigureClaim, 'value' | 'qualifier' | 'low' | 'high' | 'words'>;

function sum(...claims: Said[]): Interval {
  const [first, ...others] = claims.map((claim) => toInterval(claim) as Interval);
  return worded(others.reduce(addTo, sumOf(first as Interval)));
}

describe('the sum of several figures', () => {
  test.each<[string, Said[]]>([
    ['dozens', [{ words: 'dozens' }]],
    ['up to 7', [{ value: 7, qualifier: 'up_to' }]],
    ['at least 224', [{ words: 'dozens' }, { words: 'hundreds' }]],
    ['8,000–15,000', [{ low: 3000, high: 10_000 }, { value: 5000 }]],
    ['about 105', [{ value: 100, qualifier: 'about' }, { value: 5 }]],
    ['105', [{ value: 100 }, { low: 5, high: 5 }]],
    ['at least 15', [{ value: 10, qualifier: 'more_than' }, { value: 5 }]],
    ['5–15', [{ value: 10, qualifier: 'up_to' }, { value: 5 }]],
  ])('reads "%s"', (wording, claims) => {
    expect(label(sum(...claims))).toBe(wording);
  });

  test('stops at the largest safe number and is the same in any order', () => {
    const count = fc.nat({ max: Number.MAX_SAFE_INTEGER });
    fc.assert(
      fc.property(fc.array(count), (counts) => {
        const exact = counts.reduce((all, one) => all + BigInt(one), 0n);
        const most = BigInt(Number.MAX_SAFE_INTEGER);
        expect(BigInt(counts.reduce(plus, 0))).toBe(exact < most ? exact : most);
        expect(counts.reduceRight(plus, 0)).toBe(counts.reduce(plus, 0));
      }),
    );
  });
});
