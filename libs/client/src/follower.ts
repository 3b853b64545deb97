import type { StoryEvent } from '#contract/event';
import type { Instant } from '#contract/figure';
import type { Frame } from '#contract/follow';
import type { ProblemDocument } from '#contract/problems';
import type { Position, Snapshot } from '#contract/snapshot';
import { applyFrame } from '#contract/view';
import { backoff } from './backoff.js';
import { fetchSnapshot } from './fetch-snapshot.js';
import type { Line, Place, Transport } from './transport.js';

export type FollowState =
  | { readonly state: 'connecting' | 'live' | 'catching_up' }
  /** `since`: when the newsroom was last heard. `problem`: what it answered, if it did. */
  | { readonly state: 'offline'; readonly since: Instant; readonly problem?: ProblemDocument };

export interface FollowOptions extends Place {
  /** Base address of the shared snapshots, if it is another than that of the stream. */
  readonly api?: string;
  /** Goes on from here; events are heard from the next one on. */
  readonly position?: Position;
  /** What is on the screen already; its position counts. */
  readonly snapshot?: Snapshot;
  /** The story after a frame, or a whole new one (`frame` null). */
  readonly onChange?: (snapshot: Snapshot, frame: Frame | null) => void;
  readonly onState?: (state: FollowState) => void;
  /** Each public event once, in order; those inside a whole new snapshot are not told one by one. */
  readonly onEvent?: (event: StoryEvent) => void;
  readonly timing?: Partial<FollowTiming>;
}

/** Milliseconds. */
export interface FollowTiming {
  /** Without a frame or a head for so long the line counts as dead; heads come every 10 s. */
  readonly silence: number;
  /** For an answer to a follow. */
  readonly answer: number;
  /** Ceiling of the first random wait; it doubles up to `backoffCap`. */
  readonly backoff: number;
  readonly backoffCap: number;
  /** Longest random wait after the device is online again: a whole region may be, in the same moment. */
  readonly online: number;
}
const TIMING: FollowTiming = {
  ...{ silence: 25_000, answer: 10_000, backoff: 1_000, backoffCap: 30_000 },
  online: 2_000,
};
/** Frames kept for a snapshot that is on its way; with more it only has to be newer than all of them. */
const PENDING_FRAMES = 100;

type Timer = ReturnType<typeof setTimeout>;
interface Window {
  addEventListener?(type: string, listener: () => void): void;
  removeEventListener?(type: string, listener: () => void): void;
}

/**
 * Follows a story over any transport. Two positions: `heard`, up to which events were told, and the view's own, which a
 * fetched snapshot can bring ahead of it. Neither ever goes back within an epoch.
 */
export class Follower {
  private view: Snapshot | undefined;
  private heard: Position | undefined;
  /** Frames since the view could not be carried on; null while it is whole. */
  private pending: Frame[] | null = null;
  private readonly timing: FollowTiming;
  private readonly line: Line;
  private followTimer: Timer | undefined;
  private watchTimer: Timer | undefined;
  private reloadTimer: Timer | undefined;
  /** Setbacks since something was last taken in. */
  private setbacks = 0;
  private failedReloads = 0;
  /** Asked to follow, and nothing heard since. */
  private asking = true;
  private lastHeardAt: number | undefined;
  private readonly startedAt = Date.now();
  private shown: FollowState = { state: 'connecting' };
  private readonly closing = new AbortController();
  private readonly online = () => {
    clearTimeout(this.followTimer);
    this.followTimer = undefined;
    this.followIn(Math.random() * this.timing.online);
  };

  /** The device says so itself: no silence has to be waited for, and this is no blip. */
  private readonly offline = () => {
    this.setbacks ||= 1;
    this.lose();
  };

  constructor(
    private readonly options: FollowOptions,
    transport: Transport,
  ) {
    this.timing = { ...TIMING, ...options.timing };
    this.view = options.snapshot;
    this.heard = options.snapshot?.position ?? options.position;
    this.line = transport(options, {
      snapshot: (snapshot) => this.takeSnapshot(snapshot),
      frame: (frame) => this.takeFrame(frame),
      again: (afterMs = Math.random() * this.timing.backoff) => this.followIn(afterMs),
      behind: () => this.say({ state: 'catching_up' }),
      lost: (problem, waitMs) => this.lose(problem, waitMs),
    });
    (globalThis as Window).addEventListener?.('online', this.online);
    (globalThis as Window).addEventListener?.('offline', this.offline);
    options.onState?.(this.shown);
    if (this.heard && !this.view) this.reloadSoon();
    this.follow();
  }

  close(): void {
    this.closing.abort();
    (globalThis as Window).removeEventListener?.('online', this.online);
    (globalThis as Window).removeEventListener?.('offline', this.offline);
    for (const timer of [this.followTimer, this.watchTimer, this.reloadTimer]) clearTimeout(timer);
    this.line.close();
  }

  private follow(): void {
    clearTimeout(this.followTimer);
    this.followTimer = undefined;
    this.asking = true;
    this.watch(this.timing.answer);
    this.line.follow(this.heard);
  }

  private followIn(ms: number): void {
    this.followTimer ??= setTimeout(() => this.follow(), ms);
  }

  private watch(ms: number): void {
    clearTimeout(this.watchTimer);
    this.watchTimer = setTimeout(() => this.lose(), ms);
  }

  private lose(problem?: ProblemDocument, waitMs = 0): void {
    if (this.closing.signal.aborted) return;
    clearTimeout(this.watchTimer);
    this.line.drop();
    const since = `${new Date(this.lastHeardAt ?? this.startedAt).toISOString().slice(0, 19)}Z`;
    const blip = this.setbacks === 0 && this.lastHeardAt !== undefined;
    const isForGood = problem?.retry === 'never' || problem?.retry === 'changed';
    const wait = isForGood ? this.timing.backoffCap : waitMs;
    this.followIn(wait + this.setback());
    this.say(blip ? { state: 'catching_up' } : { state: 'offline', since, ...(problem && { problem }) });
  }

  private setback(): number {
    this.setbacks += 1;
    return backoff(this.setbacks, this.timing.backoff, this.timing.backoffCap);
  }

  private hearSomething(): void {
    this.lastHeardAt = Date.now();
    this.asking = false;
    this.watch(this.timing.silence);
  }

  private catchUp(): void {
    this.say({ state: 'catching_up' });
    if (this.followTimer === undefined) this.followIn(this.setback());
  }

  private takenIn(): void {
    this.setbacks = 0;
    this.say({ state: this.pending ? 'catching_up' : 'live' });
  }

  private takeSnapshot(snapshot: Snapshot): void {
    if (this.closing.signal.aborted) return;
    this.hearSomething();
    if (isBehind(snapshot.position, this.heard)) {
      this.catchUp();
      return;
    }
    this.heard = snapshot.position;
    if (!isBehind(snapshot.position, this.view?.position)) this.show(snapshot, null);
    this.takenIn();
  }

  private takeFrame(frame: Frame): void {
    if (this.closing.signal.aborted) return;
    this.hearSomething();
    const have = this.heard;
    if (!have || frame.epoch !== have.epoch || isBeyond(frame, have.seq)) {
      this.catchUp();
      return;
    }
    if (frame.to > have.seq) {
      this.heard = { epoch: frame.epoch, seq: frame.to };
      this.carryOn(frame);
      for (const event of frame.events) if (event.seq > have.seq) this.options.onEvent?.(event);
    }
    if (this.followTimer === undefined) this.takenIn();
  }

  private carryOn(frame: Frame): void {
    if (this.pending) {
      if (this.pending.push(frame) > PENDING_FRAMES) this.pending = [];
      return;
    }
    const next = this.view ? applyFrame(this.view, frame, this.options.city) : 'reload';
    if (next === 'reload' || next === 'gap') this.reloadSoon([frame]);
    else if (next !== this.view) this.show(next, frame);
  }

  private reloadSoon(pending: Frame[] = []): void {
    this.pending ??= pending;
    clearTimeout(this.reloadTimer);
    this.reloadTimer = setTimeout(() => void this.reload(), Math.random() * this.timing.backoff);
  }

  private async reload(): Promise<void> {
    const { api = this.options.url } = this.options;
    const place = { ...this.options, url: api };
    const fetched = await fetchSnapshot(place, this.closing.signal).catch(() => null);
    if (this.closing.signal.aborted || !this.pending) return;
    const whole = fetched && replay(fetched, this.pending, this.options.city);
    if (!whole || isBehind(whole.position, this.heard) || whole.position.epoch !== this.heard?.epoch) {
      this.failedReloads += 1;
      const wait = backoff(this.failedReloads, this.timing.backoff, this.timing.backoffCap);
      this.reloadTimer = setTimeout(() => void this.reload(), wait);
      return;
    }
    this.failedReloads = 0;
    this.show(whole, null);
    if (!this.asking && this.followTimer === undefined) this.takenIn();
  }

  private show(view: Snapshot, frame: Frame | null): void {
    this.view = view;
    this.pending = null;
    clearTimeout(this.reloadTimer);
    this.options.onChange?.(view, frame);
  }

  private say(state: FollowState): void {
    if (state.state === this.shown.state && state.state !== 'offline') return;
    this.shown = state;
    this.options.onState?.(state);
  }
}

function isBehind(position: Position, held: Position | undefined): boolean {
  return held !== undefined && position.epoch === held.epoch && position.seq < held.seq;
}

/** Events between `have` and the frame are missing. */
function isBeyond({ from, to }: Frame, have: number): boolean {
  return to > have && from > have + 1;
}

/** The snapshot brought up to the frames that came while it was on its way; null when it is too old for them. */
function replay(snapshot: Snapshot, frames: readonly Frame[], city?: string): Snapshot | null {
  let view = snapshot;
  for (const frame of frames) {
    const next = applyFrame(view, frame, city);
    if (next === 'reload' || next === 'gap') return null;
    view = next;
  }
  return view;
}
