import type { FilingTimes } from '#contract/waiting';
import { CodedError } from '#contract/problems';
import { toInstant } from '#domain/figures/instant';
import { later } from '#domain/story/waiting';

/** The moment of a time that was sent, to the millisecond. Throws CodedError `malformed` when it names none. */
function momentAt(path: string, text: string | undefined): string | null {
  if (text === undefined) return null;
  if (toInstant(text) === null)
    throw new CodedError('malformed', `${path}: names no moment.`, [{ path, message: 'must be a time' }]);
  return new Date(text).toISOString();
}

/** When readers are to see it: the later of the two wishes; null: at once. */
export function publishAtOf({ publishAt, embargoUntil }: FilingTimes): string | null {
  return later(momentAt('publishAt', publishAt), momentAt('embargoUntil', embargoUntil));
}

/** The sender's clock, checked. */
export function sentAtOf({ sentAt }: FilingTimes): string | undefined {
  momentAt('sentAt', sentAt);
  return sentAt;
}
