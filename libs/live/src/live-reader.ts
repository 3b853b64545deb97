import type { Snapshot } from '#contract/snapshot';
import type { Ring } from './doorbell.js';
import type { LiveConnection } from './live-connection.js';
import { readHead, readHeld, readLog } from './live-functions.js';

/** A story's newest position in Redis. `hash` is that of its newest event. */
export interface LiveHead {
  readonly epoch: string;
  readonly seq: number;
  readonly hash: string;
}
/** One event as relayed: `event` is the encoded StoryEvent (JSON text), `totals` the encoded TotalsPatch, '"reload"', or null. */
export interface LogEntry {
  readonly seq: number;
  readonly cities: readonly string[];
  readonly event: string;
  readonly totals: string | null;
  readonly update: string | null;
}
export interface LogRead {
  readonly epoch: string;
  readonly top: number;
  /** The oldest seq still held; `top + 1` when none is. */
  readonly first: number;
  readonly entries: readonly LogEntry[];
}

/** Everything is read whole or not at all: a story with a key or a field missing is absent. Throws LiveUnavailableError. */
export class LiveReader {
  constructor(private readonly connection: LiveConnection) {}

  /** Null: absent or damaged. */
  head(story: string): Promise<LiveHead | null> {
    return readHead(this.connection, story);
  }

  heads(stories: readonly string[]): Promise<(LiveHead | null)[]> {
    return Promise.all(stories.map((story) => this.head(story)));
  }

  /** Entries with seq > after, oldest first, at most `limit`. If after + 1 < first the entries start later. */
  read(story: string, after: number, limit: number): Promise<LogRead | null> {
    return readLog(this.connection, story, after, limit);
  }

  /** The whole story. Null: absent or damaged. */
  async snapshot(story: string): Promise<Snapshot | null> {
    const held = await readHeld(this.connection, story);
    return held?.snapshot ?? null;
  }

  /** Rings when a story moved. A hint only: the caller polls too. Resolves to a function that stops it. */
  onDoorbell(listener: (ring: Ring) => void): Promise<() => void> {
    return this.connection.listen(listener);
  }
}
