import type { Instant } from '#contract/figure';

const formats = new Map<string, Intl.DateTimeFormat>();

function format(
  timeZone: string,
  options: Intl.DateTimeFormatOptions,
  locale = 'en-GB',
): Intl.DateTimeFormat {
  const key = `${timeZone} ${locale} ${Object.keys(options).join()}`;
  let made = formats.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat(locale, { timeZone, ...options });
    formats.set(key, made);
  }
  return made;
}

/** `16:59`, on the clocks of the zone at that moment. */
export function clock(instant: Instant, timeZone: string): string {
  return format(timeZone, { hour: '2-digit', minute: '2-digit' }).format(new Date(instant));
}

/** `23 January 2021` there. */
export function longDay(instant: Instant, timeZone: string, locale: string): string {
  return format(timeZone, { day: 'numeric', month: 'long', year: 'numeric' }, locale).format(
    new Date(instant),
  );
}

/** `24 Jan` there. */
export function shortDay(instant: Instant, timeZone: string, locale: string): string {
  return format(timeZone, { day: 'numeric', month: 'short' }, locale).format(new Date(instant));
}

/** `2021-01-23` there. */
export function calendarDay(instant: Instant, timeZone: string): string {
  const parts = format(timeZone, { year: 'numeric', month: '2-digit', day: '2-digit' });
  const [day, month, year] = parts.format(new Date(instant)).split('/');
  return `${year}-${month}-${day}`;
}

/** The offset there and then, `+03:00`. */
export function offset(instant: Instant, timeZone: string): string {
  const said = format(timeZone, { timeZoneName: 'longOffset' }).format(new Date(instant));
  return /GMT([+-]\d\d:\d\d)/.exec(said)?.[1] ?? '+00:00';
}
