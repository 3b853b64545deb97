import fc from 'fast-check';
import { byCodePoint, compareStrength, greatest } from './strength.js';
import { toInterval } from './interval.js';

const said = (claim: Parameters<typeof toInterval>[0], id = 'u1#000', asOf = '2021-01-23T12:00:00Z') => {
  const interval = toInterval(claim);
  if (!interval) throw new Error('says nothing');
  return { ...interval, id, asOf };
};

describe('the stronger of two figures', () => {
  test.each([
    ['a firm 98 beats about 100', said({ value: 98 }), said({ value: 100, qualifier: 'about' })],
    ['about 100 beats a firm 89', said({ value: 100, qualifier: 'about' }), said({ value: 89 })],
    ['a firm 14 beats about 15', said({ value: 14 }), said({ value: 15, qualifier: 'about' })],
    ['about 15 beats a firm 13', said({ value: 15, qualifier: 'about' }), said({ value: 13 })],
    [
      '100–150 beats at least 100',
      said({ low: 100, high: 150 }),
      said({ value: 100, qualifier: 'at_least' }),
    ],
    ['a low of 1 beats up to 10,000', said({ value: 1 }), said({ value: 10_000, qualifier: 'up_to' })],
    ['of equals the later', said({ value: 5 }, 'a', '2021-01-23T12:00:01Z'), said({ value: 5 }, 'b')],
    ['of one moment the higher id', said({ value: 5 }, 'u1#010'), said({ value: 5 }, 'u1#002')],
    ['"a" comes after "Z"', said({ value: 5 }, 'a#000'), said({ value: 5 }, 'Z#000')],
  ])('%s', (_, stronger, weaker) => {
    expect(compareStrength(stronger, weaker)).toBeGreaterThan(0);
    expect(compareStrength(weaker, stronger)).toBeLessThan(0);
    expect(greatest([weaker, stronger, weaker], compareStrength)).toBe(stronger);
  });

  test('about the largest number still competes as nine tenths of it', () => {
    const most = Number.MAX_SAFE_INTEGER;
    const floor = Number((BigInt(most) * 9n) / 10n);
    const about = said({ value: most, qualifier: 'about' });
    expect(compareStrength(said({ low: floor, high: most }, 'a'), { ...about, id: 'b' })).toBeLessThan(0);
    expect(compareStrength(said({ value: floor - 1 }), about)).toBeLessThan(0);
  });
});

describe('ids', () => {
  test('are ordered by code point, as their UTF-8 is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
        expect(Math.sign(byCodePoint(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      }),
    );
  });

  test('with an emoji come after those with a full-width tilde', () => {
    expect(['\u{1f600}', '\uff5e', 'é', 'Z', 'a'].sort(byCodePoint)).toEqual([
      'Z',
      'a',
      'é',
      '\uff5e',
      '\u{1f600}',
    ]);
  });
});
