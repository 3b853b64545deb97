import type { EventRange } from '#contract/follow';
import { CodedError } from '#contract/problems';
import type { Position, Snapshot } from '#contract/snapshot';
import type { Ring as Rung } from '#live/doorbell';
import type { LiveHead, LogRead } from '#live/live-reader';
import type { GatewayMetrics } from '../gateway-metrics.js';
import type { ApiClient } from './api-client.js';
import { type Slot, slotOf } from './slot.js';

/** The part of live that a gateway reads. Null: live does not hold the story (it may be about to). */
export interface StoryLog {
  head(story: string): Promise<LiveHead | null>;
  heads(stories: readonly string[]): Promise<(LiveHead | null)[]>;
  read(story: string, after: number, limit: number): Promise<LogRead | null>;
  snapshot(story: string): Promise<Snapshot | null>;
  onDoorbell(listener: (rung: Rung) => void): Promise<() => void>;
}

/** The events after a position without a hole, or why there is no going on from it. */
export type Continuation =
  | { readonly slots: readonly Slot[]; readonly more: boolean; readonly source: Trust }
  | { readonly lost: 'too_old' | 'epoch' | 'ahead' };

/** A snapshot encoded once. */
export interface EncodedSnapshot {
  readonly position: Position;
  readonly text: string;
}

/** `api`: ask it even though live answers. It knows of epochs, and of what live has not got yet. */
export type Trust = 'live' | 'api';

const PAGE = 500;
const LIVE_RETRY_MS = 500;
const API_TURN_MS = 1_000;

/** Where events come from: live, and the api while live is away, behind, or does not go back far enough. */
export class StorySource {
  /** Set while live does not answer; then one question a second tries it again, and nobody else waits for that. */
  private downUntil = 0;
  private isProbing = false;
  private readonly apiTurns = new Map<string, number>();

  constructor(
    private readonly log: StoryLog,
    private readonly api: ApiClient,
    private readonly metrics: GatewayMetrics,
  ) {}

  get isLiveDown(): boolean {
    return this.downUntil > 0;
  }

  /** Null for a story that live does not hold; undefined when live does not answer. */
  heads(stories: readonly string[]): Promise<readonly (LiveHead | null)[] | undefined> {
    return this.fromLive(() => this.log.heads(stories));
  }

  async head(story: string): Promise<Position | null> {
    return (await this.fromLive(() => this.log.head(story))) ?? null;
  }

  onDoorbell(listener: (rung: Rung) => void): Promise<() => void> {
    return this.log.onDoorbell(listener);
  }

  /** One page of what came after `position`. `isNextPage`: part of a reading that had its turn at the api. */
  async after(story: string, position: Position, trust: Trust, isNextPage = false): Promise<Continuation> {
    const { seq } = position;
    const read = trust === 'api' ? undefined : await this.fromLive(() => this.log.read(story, seq, PAGE));
    const continuation = read && continued(read, position);
    if (continuation) return continuation;
    if (!isNextPage) await this.apiTurn(story);
    return this.afterByApi(story, position);
  }

  /** The whole story at `atLeast` or later. */
  async snapshot(story: string, atLeast: Position | null): Promise<EncodedSnapshot> {
    const live = await this.fromLive(() => this.log.snapshot(story));
    if (live && (atLeast === null || isAtLeast(live.position, atLeast)))
      return { position: live.position, text: JSON.stringify(live) };
    return this.snapshotByApi(story);
  }

  async snapshotByApi(story: string, city?: string): Promise<EncodedSnapshot> {
    this.metrics.counts.apiReads += 1;
    const text = await this.api.snapshot(story, city);
    return { position: (JSON.parse(text) as Snapshot).position, text };
  }

  forget(story: string): void {
    this.apiTurns.delete(story);
  }

  private async fromLive<T>(ask: () => Promise<T>): Promise<T | undefined> {
    if (this.isLiveDown && (this.isProbing || Date.now() < this.downUntil)) return undefined;
    this.isProbing = this.isLiveDown;
    try {
      const answer = await ask();
      this.downUntil = 0;
      return answer;
    } catch {
      this.downUntil = Date.now() + LIVE_RETRY_MS;
      this.metrics.counts.liveFailures += 1;
      return undefined;
    } finally {
      this.isProbing = false;
    }
  }

  private async afterByApi(story: string, position: Position): Promise<Continuation> {
    this.metrics.counts.apiReads += 1;
    try {
      const range = await this.api.after(story, position);
      const { to } = range.frame;
      return { slots: slotsOf(range), more: to > position.seq && to < range.head, source: 'api' };
    } catch (error) {
      return lostBy(error);
    }
  }

  /** One request per story and second: those who come meanwhile share the next one. */
  private async apiTurn(story: string): Promise<void> {
    const now = Date.now();
    const turn = Math.max(now, (this.apiTurns.get(story) ?? 0) + API_TURN_MS);
    this.apiTurns.set(story, turn);
    if (turn > now) await new Promise((resolve) => setTimeout(resolve, turn - now));
  }
}

export function isAtLeast(position: Position, atLeast: Position): boolean {
  return position.epoch === atLeast.epoch && position.seq >= atLeast.seq;
}

/** Undefined: live cannot say; only the api knows whether the epoch changed, or live is behind or trimmed. */
function continued(read: LogRead, { epoch, seq }: Position): Continuation | undefined {
  if (read.epoch !== epoch || read.top < seq) return undefined;
  const slots = read.entries.map(slotOf);
  if (slots.some((slot, index) => slot.seq !== seq + 1 + index)) return undefined;
  if (slots.length === 0 && read.top > seq) return undefined;
  return { slots, more: seq + slots.length < read.top, source: 'live' };
}

function slotsOf({ frame, totals }: EventRange): Slot[] {
  return frame.events.map((event, index) =>
    slotOf({ seq: event.seq, event: JSON.stringify(event), totals: encoded(totals[index]) }),
  );
}

/** Nothing said of them is no reason to believe that nothing changed. */
function encoded(totals: EventRange['totals'][number] | undefined): string | null {
  return totals === null ? null : JSON.stringify(totals ?? 'reload');
}

function lostBy(error: unknown): Continuation {
  if (error instanceof CodedError) {
    if (error.code === 'other_epoch') return { lost: 'epoch' };
    if (error.code === 'position_too_old') return { lost: 'too_old' };
    if (error.code === 'position_ahead') return { lost: 'ahead' };
  }
  throw error;
}
