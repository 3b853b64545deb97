import { LIMITS } from '#contract/limits';
import type { Position } from '#contract/snapshot';
import { AnswerBody } from '../follow/answer-body.js';
import type { Slot } from '../source/slot.js';
import { framesOf } from './frame-text.js';

const MOST_KEPT = 64;

/** The missed events as they are sent, and where the reader is once it has them. */
export interface Resume {
  readonly position: Position;
  readonly body: AnswerBody;
}

/** The resumes of a story that were made since it last moved: readers dropped together come back to the same ones. */
export class ResumeShelf {
  private readonly made = new Map<string, Resume | null>();
  private last: Slot | undefined;

  /** The story moved on. */
  clear(): void {
    this.made.clear();
  }

  /** Null: more than is sent at once. `slots`: all after `from`. */
  from(slots: readonly Slot[], { epoch, seq }: Position, city: string | undefined): Resume | null {
    const last = slots.at(-1);
    if (last !== this.last || this.made.size >= MOST_KEPT) this.made.clear();
    this.last = last;
    const key = `${epoch} ${seq} ${city ?? ''}`;
    const held = this.made.get(key);
    if (held !== undefined) return held;
    const made = resumeOf(slots, { epoch, seq }, city);
    this.made.set(key, made);
    return made;
  }
}

function resumeOf(slots: readonly Slot[], { epoch, seq }: Position, city: string | undefined): Resume | null {
  const [frame] = framesOf(epoch, seq + 1, slots, city, Number.POSITIVE_INFINITY);
  if (frame === undefined || Buffer.byteLength(frame.text) > LIMITS.resumeBytes) return null;
  const position = { epoch, seq: Math.max(seq, frame.to) };
  return { position, body: AnswerBody.resume(frame, position) };
}
