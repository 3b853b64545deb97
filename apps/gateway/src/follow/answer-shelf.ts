import type { SnapshotReason } from '#contract/follow';
import type { EncodedSnapshot } from '../source/story-source.js';
import { AnswerBody } from './answer-body.js';

/** Answers made already: those around a snapshot live as long as it, the resumes of a story until it moves on. */
export class AnswerShelf {
  private readonly snapshots = new WeakMap<EncodedSnapshot, Map<SnapshotReason, AnswerBody>>();

  snapshot(snapshot: EncodedSnapshot, why: SnapshotReason): AnswerBody {
    const bodies = this.snapshots.get(snapshot) ?? new Map<SnapshotReason, AnswerBody>();
    this.snapshots.set(snapshot, bodies);
    const body = bodies.get(why) ?? AnswerBody.snapshot(snapshot, why);
    bodies.set(why, body);
    return body;
  }
}
