import { Injectable } from '@nestjs/common';
import type { Snapshot } from '#contract/snapshot';
import type { StoryView } from '#contract/story';
import type { TotalHistoryEntry } from '#contract/total-history';
import { shownChanges } from '#domain/totals/shown-sums';
import { JournalReader } from '#journal/read/journal-reader';
import { readPreferences } from '#journal/read/preference-reader';
import { readTotalHistory } from '#journal/read/total-history';
import { type Background, lastChange, markOf } from '#pages/reading';
import { shownToReaders, type ToldPlace, toldPlaces } from '#pages/shown-metrics';
import { type StepLine, stepLines } from '#pages/steps';

/** What a page tells beside the snapshot: whose figures editors prefer, why totals changed, and the first of them over the day. */
export interface StoryBackground {
  readonly background: Background;
  readonly drawn: { readonly metric: string; readonly lines: readonly StepLine[] } | null;
  /** The story's number when it was read; -1: it could not be. */
  readonly seq: number;
}
/** As the journal has it, sums too that are withheld since. */
interface Read {
  readonly orders: Background['orders'];
  readonly told: readonly { readonly place: ToldPlace; readonly changes: readonly TotalHistoryEntry[] }[];
  readonly seq: number;
}
interface Held {
  readonly epoch: string;
  read: Read;
  readAt: number;
  reading: Promise<void> | undefined;
}

const NOTHING: Read = { orders: {}, told: [], seq: -1 };
/** A story with many posts a second is read this often, whoever asks. */
const EVERY_MS = 2_000;
/** Readers get their page without it, rather than later: the newest is in the snapshot. */
const PATIENCE_MS = 500;
const MOST_HELD = 64;
const MOST_CHANGES = 500;

/** Backgrounds of stories' pages, read from the journal seldom and shared. */
@Injectable()
export class Backgrounds {
  private readonly held = new Map<string, Held>();

  constructor(private readonly reader: JournalReader) {}

  /** As of the snapshot, or at most two seconds older. Never fails: without the journal the last that was read, or nothing. */
  async get(snapshot: Snapshot, city?: string): Promise<StoryBackground> {
    const { epoch, seq } = snapshot.position;
    const held = this.find(`${snapshot.story.id} ${city ?? ''}`, epoch);
    const isDue = held.read.seq < seq && Date.now() - held.readAt >= EVERY_MS;
    if (isDue) held.reading ??= this.renew(held, snapshot, city);
    if (held.reading) await Promise.race([held.reading, patience()]);
    return shownOf(held.read, snapshot.story);
  }

  private find(key: string, epoch: string): Held {
    const known = this.held.get(key);
    const held = known?.epoch === epoch ? known : { epoch, read: NOTHING, readAt: 0, reading: undefined };
    this.held.delete(key); // to the end of the row: the first in it was asked for longest ago
    this.held.set(key, held);
    const [oldest] = this.held.keys();
    if (this.held.size > MOST_HELD && oldest !== undefined) this.held.delete(oldest);
    return held;
  }

  private async renew(held: Held, snapshot: Snapshot, city?: string): Promise<void> {
    try {
      held.read = await this.read(snapshot, city);
    } catch {
      // The next who asks after EVERY_MS tries again.
    }
    held.readAt = Date.now();
    held.reading = undefined;
  }

  private read({ story, totals, position }: Snapshot, city?: string): Promise<Read> {
    const places = toldPlaces(totals, story, city);
    return this.reader.atOneMoment(async (tx) => {
      const preferences = await readPreferences(tx, story.id);
      const orders = preferences.map(({ metric, city: of, order }) => [
        of === null ? metric : `${metric}/${of}`,
        order,
      ]);
      const told = [];
      for (const [index, place] of places.entries()) {
        const limit = index === 0 ? MOST_CHANGES : 2;
        const { changes } = await readTotalHistory(tx, story.id, { ...place, limit });
        told.push({ place, changes });
      }
      return { orders: Object.fromEntries(orders), told, seq: position.seq };
    });
  }
}

/** What readers may know of it now: the desk may have withheld a sum after it was read. */
function shownOf({ orders, told, seq }: Read, story: StoryView): StoryBackground {
  const shown = told.map(({ place, changes }) => ({
    metric: place.metric,
    changes: shownToReaders(shownChanges(changes, story.presentation), story, place.metric),
  }));
  const last = shown
    .flatMap(({ changes }) => changes)
    .map((change) => [markOf(change.key), lastChange(change, change.update)]);
  const [first] = shown;
  return {
    background: { orders, why: Object.fromEntries(last) },
    drawn: first ? { metric: first.metric, lines: stepLines(first.changes) } : null,
    seq,
  };
}

const patience = () => new Promise<void>((done) => setTimeout(done, PATIENCE_MS).unref());
