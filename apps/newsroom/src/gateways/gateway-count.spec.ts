import { gatewayCount } from './gateway-count.js';

describe('how many gateways a newsroom starts', () => {
  test('is what it was asked for, from one to sixty-four', () => {
    expect(['1', '2', '64'].map((asked) => gatewayCount(asked))).toEqual([1, 2, 64]);
  });

  test.each(['0', '65', '1.5', 'many', '-2', ' 3', '1e1'])(
    'is refused in a sentence when it is "%s"',
    (asked) => {
      expect(() => gatewayCount(asked)).toThrow(
        `GATEWAYS must be a whole number from 1 to 64; it is "${asked}"`,
      );
    },
  );
});
