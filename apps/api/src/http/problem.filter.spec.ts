import { ConsoleLogger, Logger } from '@nestjs/common';
import { problemOf } from './problem.filter.js';

test('what nobody foresaw is logged by name and place, without a word of what was written', () => {
  const logged: string[] = [];
  class Kept extends ConsoleLogger {
    override error(message: string): void {
      logged.push(message);
    }
  }
  Logger.overrideLogger(new Kept());
  const cause = Object.assign(new Error('Key (token)=(secret) exists.'), { code: '23999' });
  const problem = problemOf(new TypeError('Cannot read "A protester said"\n    of a note', { cause }));
  Logger.overrideLogger(['error', 'warn']);
  expect(problem.code).toBe('internal');
  expect(JSON.stringify(problem)).not.toMatch(/protester|secret/);
  const [line = ''] = logged;
  expect(line).toMatch(/^TypeError\n {4}at .*problem\.filter\.spec\.ts/);
  expect(line).toMatch(/^because of Error 23999$/m);
  expect(line).not.toMatch(/protester|secret|note/);
});
