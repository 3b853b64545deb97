import { createHash } from 'node:crypto';
import type { LiveConnection } from '#live/live-connection';
import { LiveWriter } from '#live/live-writer';
import { encodeEvent } from '#live/log-entry';
import { viewChange } from '#live/view-pieces';
import type { Snapshot } from '#contract/snapshot';
import type { StoryBook } from './story-book.js';

/** Carries a book to Redis, as the relay does. */
export class BookRelay {
  private readonly writer: LiveWriter;
  private carried: Snapshot | null = null;

  constructor(
    connection: LiveConnection,
    private readonly book: StoryBook,
  ) {
    this.writer = new LiveWriter(connection);
  }

  /** Brings Redis to the book's head. `committedAt`: as the journal would tell it. */
  async carry(committedAt?: number): Promise<void> {
    const { book, writer } = this;
    const snapshot = book.snapshot();
    const state = await writer.state(book.story);
    if (!state || !this.carried || state.epoch !== book.epoch) return this.install();
    const records = book.after(state.seq);
    if (records.length === 0) return;
    const last = records.at(-1)?.event;
    const applied = await writer.apply({
      ...{ story: book.story, base: state, view: viewChange(this.carried, snapshot) },
      entries: records.map(({ event, totals }) => encodeEvent(event, totals)),
      withholds: records.flatMap(({ event }) =>
        event.kind === 'update.retracted' && 'update' in event
          ? [{ update: event.update.id, upTo: event.seq - 1 }]
          : [],
      ),
      hash: hashOf(last),
      committedAt,
    });
    if (applied.outcome !== 'applied') throw new Error(`Not carried: ${applied.outcome}`);
    this.carried = snapshot;
  }

  /** Replaces the story in Redis; `held`: with how many of the last events in its log. */
  async install(held = 1_000): Promise<void> {
    const { book, writer } = this;
    const snapshot = book.snapshot();
    const entries = book
      .after(Math.max(0, book.head - held))
      .map(({ event, totals }) => encodeEvent(event, totals));
    const seen = await writer.state(book.story);
    const hash = hashOf(book.after(book.head - 1)[0]?.event);
    await writer.install({ story: book.story, hash, snapshot, entries, seen, force: true });
    this.carried = snapshot;
  }
}

function hashOf(event: unknown): string {
  return createHash('sha256').update(JSON.stringify(event)).digest('hex');
}
