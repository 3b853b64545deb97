import fc from 'fast-check';
import { difference } from './difference.js';

const told = (before: string, after: string) =>
  difference(before, after).map(({ kind, text }) => ({ same: '=', removed: '-', added: '+' })[kind] + text);

describe('what differs between two revisions', () => {
  test('is told word by word', () => {
    expect(told('At least ten were led away.', 'At least twelve were led away today.')).toEqual([
      ...['=At least ', '-ten', '+twelve', '= were led ', '-away.', '+away today.'],
    ]);
  });

  test.each([
    ['', '', []],
    ['', 'Words.', ['+Words.']],
    ['Words.', '', ['-Words.']],
    ['Same words.', 'Same words.', ['=Same words.']],
  ])('of %j and %j is %j', (before, after, parts) => {
    expect(told(before, after)).toEqual(parts);
  });

  test('gives both texts back, whatever they are', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', 'c', ' ', '\n', 'ten'), { maxLength: 40 })
      .map((w) => w.join(''));
    const without = (kind: string, before: string, after: string) =>
      difference(before, after)
        .filter((part) => part.kind !== kind)
        .map((part) => part.text)
        .join('');
    fc.assert(
      fc.property(text, text, (before, after) => {
        expect(without('added', before, after)).toBe(before);
        expect(without('removed', before, after)).toBe(after);
      }),
    );
  });

  test('of two long texts without a word in common is bounded work', () => {
    const words = (word: string) => Array.from({ length: 4_000 }, (_, i) => `${word}${i}`).join(' ');
    const began = performance.now();
    expect(difference(words('a'), words('b'))).toHaveLength(2);
    expect(performance.now() - began).toBeLessThan(1_000);
  });
});
