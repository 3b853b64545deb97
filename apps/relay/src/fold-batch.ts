import type { Snapshot } from '#contract/snapshot';
import { patchTotals } from '#contract/totals-patch';
import { applyEvent } from '#contract/view';
import { type EncodedEvent, encodeEvent } from '#live/log-entry';
import type { JournalEvent } from './journal-source.js';
import { encodeReadable, placeholder } from './readable-event.js';

interface EncodedBatch {
  readonly entries: readonly EncodedEvent[];
  /** Seqs whose place a placeholder took. */
  readonly unreadable: readonly number[];
}
interface FoldedBatch extends EncodedBatch {
  /** `reload`: the view after these events cannot be told from the view before them. */
  readonly view: Snapshot | 'reload';
}

export function encodeBatch(events: readonly JournalEvent[]): EncodedBatch {
  const unreadable: number[] = [];
  const entries = events.map((event) => {
    try {
      return encodeReadable(event);
    } catch {
      unreadable.push(event.seq);
      return encodeEvent(placeholder(event), {});
    }
  });
  return { entries, unreadable };
}

/** The events' encodings and the view after the last of them. */
export function foldBatch(before: Snapshot, events: readonly JournalEvent[]): FoldedBatch {
  const { entries, unreadable } = encodeBatch(events);
  let view = before;
  for (const event of events) {
    if (unreadable.includes(event.seq)) continue;
    const viewed = applyEvent(view, event.event);
    if (viewed === 'reload') return { entries, unreadable, view: 'reload' };
    view = { ...viewed, totals: patchTotals(viewed.totals, event.totals) };
  }
  const seq = events.at(-1)?.seq ?? before.position.seq;
  return { entries, unreadable, view: { ...view, position: { ...before.position, seq } } };
}
