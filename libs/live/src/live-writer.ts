import { randomUUID } from 'node:crypto';
import type { Snapshot } from '#contract/snapshot';
import type { LiveConnection } from './live-connection.js';
import { callFunction, type HeldStory, type LiveState, readHead, readHeld } from './live-functions.js';
import { type EncodedEvent, entryText, updateLine } from './log-entry.js';
import { LOG_WINDOW } from './log-window.js';
import { type ViewChange, viewChange } from './view-pieces.js';

/** Bodies of this update's events up to and including `upTo` are replaced by their withheld form. */
export interface Withhold {
  readonly update: string;
  readonly upTo: number;
}
export interface Batch {
  readonly story: string;
  /** What the batch continues; its entries are `base.seq + 1`, `+ 2`, … */
  readonly base: LiveState;
  readonly entries: readonly EncodedEvent[];
  readonly withholds: readonly Withhold[];
  readonly view: ViewChange;
  /** Hash of the last entry's event. */
  readonly hash: string;
  /** When the first entry was committed, if that is known: milliseconds since 1970. Only passed on. */
  readonly committedAt?: number | undefined;
}
export interface Installation {
  readonly story: string;
  /** Hash of the event at the snapshot's position. */
  readonly hash: string;
  readonly snapshot: Snapshot;
  /** The last events, ending at the snapshot's position; at most `LOG_WINDOW` are kept. */
  readonly entries: readonly EncodedEvent[];
  /** What was read before the journal was: anything newer in Redis is kept. */
  readonly seen: LiveState | null;
  /** Also replaces a whole story at the same position. */
  readonly force?: boolean;
}
/** `gap`: another relay moved on. `fork`: other events under the same numbers. */
export type Applied =
  | { readonly outcome: 'applied'; readonly state: LiveState }
  | { readonly outcome: 'absent' | 'epoch' | 'gap' | 'fork' };
export type Installed =
  | { readonly outcome: 'installed'; readonly state: LiveState }
  | { readonly outcome: 'kept' };

/** Each write happens whole or not at all, and a repeat of one that happened changes nothing. Throws LiveUnavailableError. */
export class LiveWriter {
  constructor(private readonly connection: LiveConnection) {}

  state(story: string): Promise<LiveState | null> {
    return readHead(this.connection, story);
  }

  held(story: string): Promise<HeldStory | null> {
    return readHeld(this.connection, story);
  }

  async apply({ story, base, entries, withholds, view, hash, committedAt }: Batch): Promise<Applied> {
    const reply = await this.call('apply', story, [
      ...[story, base.epoch, `${base.seq}`, base.hash, base.installed, hash, `${committedAt ?? ''}`],
      ...list(entries.map(entryText)),
      ...list(withholds.flatMap(({ update, upTo }) => [updateLine(update), `${upTo}`])),
      ...list(view.set.flat()),
      ...list(view.remove),
    ]);
    const outcome = reply as Applied['outcome'];
    return outcome === 'applied'
      ? { outcome, state: { ...base, seq: base.seq + entries.length, hash } }
      : { outcome };
  }

  async install({ story, hash, snapshot, entries, seen, force = false }: Installation): Promise<Installed> {
    const { epoch, seq } = snapshot.position;
    const state: LiveState = { epoch, seq, hash, installed: randomUUID() };
    const reply = await this.call('install', story, [
      ...[story, epoch, `${seq}`, hash, state.installed, seen?.installed ?? '', force ? '1' : ''],
      ...list(entries.slice(-LOG_WINDOW).map(entryText)),
      ...list(viewChange(null, snapshot).set.flat()),
    ]);
    return reply === 'installed' ? { outcome: 'installed', state } : { outcome: 'kept' };
  }

  private async call(name: 'apply' | 'install', story: string, args: readonly string[]): Promise<unknown> {
    const [reply] = (await callFunction(this.connection, name, story, args)) as [string];
    return reply;
  }
}

const list = (items: readonly string[]): string[] => [`${items.length}`, ...items];
