import type { StoryEvent } from '#contract/event';
import type { TotalsPatch } from '#contract/totals';
import { isToFetch } from '#contract/sent-form';
import { withheldForm } from '#contract/withheld';

/** Changed totals by key, each value already encoded. */
export type EncodedTotals = ReadonlyMap<string, string>;

/** One numbered event as it will be sent: encoded once, whoever reads it. */
export interface Slot {
  readonly seq: number;
  readonly cities: readonly string[];
  /** JSON text; empty for an event that cannot be read: its number is kept and its totals say `reload`. */
  readonly event: string;
  readonly totals: EncodedTotals | 'reload' | null;
  /** The update it shows, if any. */
  readonly update: string | null;
  /** From here on earlier events of the same update go out without their body. */
  readonly withholds: boolean;
  /** Whoever comes from before it fetches the story: earlier events need to say nothing, and some must not. */
  readonly renews: boolean;
  /** The story's setup may be another one from here on. */
  readonly changesSetup: boolean;
  readonly bytes: number;
}

/** The form in which the log and the api's ranges give an event. */
export interface EncodedEvent {
  readonly seq: number;
  readonly event: string;
  readonly totals: string | null;
}

/** An event that cannot be read keeps its number, and those who hold the story fetch it anew: later events flow. */
export function slotOf({ seq, event, totals }: EncodedEvent): Slot {
  try {
    const read = JSON.parse(event) as StoryEvent;
    return {
      seq,
      cities: [...read.cities],
      event,
      totals: totals === null ? null : encodedTotals(JSON.parse(totals) as TotalsPatch | 'reload'),
      update: updateOf(read),
      withholds: read.kind === 'update.retracted' || read.kind === 'update.erased',
      renews: isToFetch(read),
      changesSetup: read.kind.startsWith('story.'),
      bytes: Buffer.byteLength(event) + Buffer.byteLength(totals ?? ''),
    };
  } catch {
    const nothing = { cities: [], event: '', update: null, withholds: false, renews: false, bytes: 0 };
    return { seq, totals: 'reload', ...nothing, changesSetup: true };
  }
}

/** The same event without the update's body, a retraction without its note. */
export function withoutBody(slot: Slot): Slot {
  const event = JSON.parse(slot.event) as StoryEvent;
  const withheld = withheldForm(event);
  return withheld === event ? slot : saying(withheld, slot);
}

/** The same event without its body and without what totals changed to. */
export function withoutNumbers(slot: Slot): Slot {
  if (slot.event === '') return slot;
  const event = withheldForm(JSON.parse(slot.event) as StoryEvent);
  return { ...saying({ ...event, changes: [] }, slot), totals: slot.totals === 'reload' ? 'reload' : null };
}

function saying(event: StoryEvent, slot: Slot): Slot {
  const text = JSON.stringify(event);
  return {
    ...slot,
    event: text,
    bytes: slot.bytes - Buffer.byteLength(slot.event) + Buffer.byteLength(text),
  };
}

/** Slots in order, without what a later one among them withholds. */
export function withheldAmong(slots: readonly Slot[]): Slot[] {
  const withheld = new Set<string>();
  let isRenewed = false;
  return slots
    .toReversed()
    .map((slot) => {
      const isWithheld = slot.update !== null && withheld.has(slot.update);
      const shown = isWithheld ? withoutBody(slot) : slot;
      if (isRenewed) return withoutNumbers(slot);
      isRenewed ||= slot.renews;
      if (slot.update !== null && slot.withholds) withheld.add(slot.update);
      return shown;
    })
    .toReversed();
}

function updateOf(event: StoryEvent): string | null {
  if ('withheld' in event) return event.id;
  return 'update' in event ? event.update.id : null;
}

function encodedTotals(patch: TotalsPatch | 'reload'): EncodedTotals | 'reload' {
  if (patch === 'reload') return 'reload';
  return new Map(Object.entries(patch).map(([key, value]) => [key, JSON.stringify(value)]));
}
