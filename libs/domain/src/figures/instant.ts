import type { Instant } from '#contract/figure';

const INSTANT = /^(\d{4}-\d\d-\d\dT\d\d:\d\d)(?::(\d\d)(?:\.\d+)?)?(?:Z|([+-])(\d\d):([0-5]\d))$/;
const CANONICAL_LENGTH = '2021-01-23T14:04:30Z'.length;

/** Any ISO instant with an offset as UTC, whole seconds, fractions cut off; null when it names no moment. */
export function toInstant(text: string): Instant | null {
  const [, toMinute, seconds = '00', sign, hours = '00', minutes = '00'] = INSTANT.exec(text) ?? [];
  if (toMinute === undefined || Number(hours) > 23) return null;
  const local = `${toMinute}:${seconds}Z`;
  const date = new Date(local);
  if (Number.isNaN(date.getTime()) || canonical(date) !== local) return null; // Date reads February 31 as March 3
  const east = (sign === '-' ? -60 : 60) * (60 * Number(hours) + Number(minutes));
  const instant = addSeconds(local, -east);
  return instant.length === CANONICAL_LENGTH && !instant.startsWith('0000') ? instant : null;
}

/** `2021-01-23T14:04`: what a reporter's watch would show. */
export function minuteOf(instant: Instant): string {
  return instant.slice(0, 16);
}

export function addSeconds(instant: Instant, seconds: number): Instant {
  return canonical(new Date(Date.parse(instant) + seconds * 1000));
}

function canonical(date: Date): Instant {
  return date.toISOString().replace(/\.\d+Z$/, 'Z');
}
