import { describe, expect, test } from '@jest/globals';
import { addressPrefix } from './address-prefix.js';

describe('the network a request came from', () => {
  test.each([
    ['192.0.2.77', '192.0.2'],
    ['::ffff:192.0.2.77', '192.0.2'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1'],
    ['2001:0db8:0001::6', '2001:db8:1'],
    ['2001:db8::6', '2001:db8:0'],
    ['::1', '0:0:0'],
    ['fe80::1%eth0', 'fe80:0:0'],
    ['nothing', null],
  ])('of %s is %s', (ip, prefix) => {
    expect(addressPrefix({ ip })).toBe(prefix);
  });

  test('is unknown behind a proxy that does not say whom it speaks for', () => {
    expect(addressPrefix({ ip: '10.0.0.1', ips: ['10.0.0.1'] })).toBeNull();
    expect(addressPrefix({ ip: '192.0.2.77', ips: ['10.0.0.1', '192.0.2.77'] })).toBe('192.0.2');
  });
});
