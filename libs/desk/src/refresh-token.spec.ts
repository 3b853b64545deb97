import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { RefreshTokens } from './refresh-token.js';

describe('a refresh token', () => {
  const tokens = new RefreshTokens(randomBytes(32));
  const first = tokens.first('s1');

  test('names its session, as do those that follow from it', () => {
    const second = tokens.next(first);
    expect([first, second, tokens.next(second)].map((token) => tokens.sessionOf(token))).toEqual([
      's1',
      's1',
      's1',
    ]);
    expect(new Set([first, second, tokens.next(second), tokens.first('s1')]).size).toBe(4);
    expect(tokens.next(first)).toBe(second);
  });

  test.each([
    ['of another newsroom', new RefreshTokens(randomBytes(32)).first('s1')],
    ['of another session', `s2${first.slice(2)}`],
    ['cut short', first.slice(0, -1)],
    ['with more behind it', `${first}.x`],
    ['without a tag', first.slice(0, first.lastIndexOf('.'))],
    ['that is empty', ''],
    ['of three empty parts', '..'],
  ])('%s is none of ours', (_, token) => {
    expect(tokens.sessionOf(token)).toBeNull();
  });
});
