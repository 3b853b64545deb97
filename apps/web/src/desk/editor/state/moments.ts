import type { Instant } from '#contract/figure';
import type { StoryView } from '#contract/story';
import type { Language } from '../../shell/language.js';

const formats = new Map<string, Intl.DateTimeFormat>();

function format(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  let made = formats.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat(locale, options);
    formats.set(key, made);
  }
  return made;
}

/** `2021-01-23T16:59` on the clocks of the zone: what a field for a time takes. */
export function localTime(at: Instant, timeZone: string): string {
  const options = { timeZone, dateStyle: 'short', timeStyle: 'short' } as const;
  return format('sv-SE', options).format(new Date(at)).replace(' ', 'T'); // Sweden writes ISO 8601
}

/** The moment that a clock of the zone shows so. Null: it is no time. */
export function momentAt(local: string, timeZone: string): Instant | null {
  const asUtc = Date.parse(`${local}Z`);
  if (Number.isNaN(asUtc)) return null;
  let at = asUtc;
  for (let round = 0; round < 2; round += 1) {
    const shown = Date.parse(`${localTime(new Date(at).toISOString(), timeZone)}Z`);
    at += asUtc - shown;
  }
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

const times = new Map<string, string>();

/** `16:59`; of another day than `day`, `24 Jan 16:59`. Each minute is worked out once: a list shows it in many rows. */
export function timeOn(day: string | null, at: Instant, timeZone: string, language: Language): string {
  const minute = `${at.slice(0, 16)} ${timeZone} ${day} ${language}`;
  const known = times.get(minute) ?? worded(day, at, timeZone, language);
  times.set(minute, known);
  return known;
}

function worded(day: string | null, at: Instant, timeZone: string, language: Language): string {
  const local = localTime(at, timeZone);
  const time = local.slice(11);
  if (local.startsWith(day ?? '-')) return time;
  const options = { timeZone, day: 'numeric', month: 'short' } as const;
  return `${format(language === 'en' ? 'en-GB' : language, options).format(new Date(at))} ${time}`;
}

/** A moment on the story's clock. */
export function timeIn(story: StoryView, at: Instant, language: Language): string {
  return timeOn(story.date ?? today(story.timeZone), at, story.timeZone, language);
}

const today = (timeZone: string): string => localTime(new Date().toISOString(), timeZone).slice(0, 10);

/** `Moscow` of `Europe/Moscow`. */
export function zoneName(timeZone: string): string {
  return (timeZone.split('/').at(-1) ?? timeZone).replaceAll('_', ' ');
}
