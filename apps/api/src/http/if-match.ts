import { CodedError } from '#contract/problems';

/** The number that `If-Match` names, as `"3"` or `3`; null when the header is missing. */
export function ifMatched(header: string | undefined): number | null {
  if (header === undefined) return null;
  const number = /^(?:W\/)?"?(\d{1,9})"?$/.exec(header.trim())?.[1];
  if (number === undefined)
    throw new CodedError('malformed', 'If-Match must name what you read by its number, as "3".', [
      { path: 'If-Match', message: 'must be a number' },
    ]);
  return Number(number);
}
