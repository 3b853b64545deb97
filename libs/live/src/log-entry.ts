import { LIMITS } from '#contract/limits';
import type { StoryEvent } from '#contract/event';
import { isToFetch, sentForm } from '#contract/sent-form';
import type { TotalsPatch } from '#contract/totals';
import { withheldForm } from '#contract/withheld';

const RELOAD = '"reload"';

/** One event as the log keeps it: encoded once, and beside it what takes its place when its body is withdrawn. */
export interface EncodedEvent {
  readonly seq: number;
  readonly cities: readonly string[];
  /** JSON of the story event. */
  readonly event: string;
  /** JSON of the totals patch, `"reload"` above `LIMITS.totalsBytes` or beside a story not sent, null when no total changed. */
  readonly totals: string | null;
  /** The update the event shows. */
  readonly update: string | null;
  /** JSON of the withheld form; null when there is neither body nor note to withhold. */
  readonly withheld: string | null;
}

export function encodeEvent(event: StoryEvent, totals: TotalsPatch): EncodedEvent {
  const sent = sentForm(event);
  const withheld = withheldForm(event);
  return {
    seq: event.seq,
    cities: event.cities,
    event: JSON.stringify(sent),
    totals: isToFetch(sent) ? RELOAD : encodeTotals(totals),
    update: updateOf(event),
    withheld: withheld === event ? null : JSON.stringify(withheld),
  };
}

/**
 * The text of a log entry, five lines: update id, cities, totals, event, withheld event. JSON text holds no line
 * breaks, so a Redis function takes it apart without decoding any of it.
 */
export function entryText(entry: EncodedEvent): string {
  return [
    updateLine(entry.update),
    JSON.stringify(entry.cities),
    entry.totals ?? '',
    entry.event,
    entry.withheld ?? '',
  ].join('\n');
}

export function parseEntry(seq: number, text: string): EncodedEvent {
  const [update = 'null', cities = '[]', totals = '', event = '', withheld = ''] = text.split('\n');
  return {
    seq,
    update: JSON.parse(update) as string | null,
    cities: JSON.parse(cities) as string[],
    totals: totals || null,
    event,
    withheld: withheld || null,
  };
}

/** The first line of the entries of an update. */
export const updateLine = (update: string | null): string => JSON.stringify(update);

function encodeTotals(totals: TotalsPatch): string | null {
  if (Object.keys(totals).length === 0) return null;
  const text = JSON.stringify(totals);
  return Buffer.byteLength(text) > LIMITS.totalsBytes ? RELOAD : text;
}

function updateOf(event: StoryEvent): string | null {
  if ('withheld' in event) return event.id;
  return 'update' in event ? event.update.id : null;
}
