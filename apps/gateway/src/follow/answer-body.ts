import type { SnapshotReason } from '#contract/follow';
import type { Position } from '#contract/snapshot';
import type { FrameText } from '../feed/frame-text.js';
import { SharedChunk, sseEvent } from '../line/shared-chunk.js';
import { SharedPacket } from '../line/shared-packet.js';
import { encodedAck } from '../socket/packet.js';
import type { EncodedSnapshot } from '../source/story-source.js';

/** Clients count their questions from 0, and begin with a follow: nearly all are answered under one of these numbers. */
const SHARED_IDS = 4;

/** The answer to a follow, encoded at most once for each way it goes out: a thousand who come back cost what one does. */
export class AnswerBody {
  private readonly acks = new Map<string, SharedPacket>();
  private chunk: SharedChunk | undefined;
  /** Of the answer as JSON. */
  readonly bytes: number;

  static snapshot({ text, position }: EncodedSnapshot, why: SnapshotReason): AnswerBody {
    const json = `{"mode":"snapshot","why":"${why}","snapshot":${text}}`;
    return new AnswerBody(json, 'snapshot', text, position);
  }

  static resume(frame: FrameText, position: Position): AnswerBody {
    return new AnswerBody(`{"mode":"resume","frame":${frame.text}}`, 'frame', frame.text, position);
  }

  private constructor(
    private readonly json: string,
    private readonly event: 'snapshot' | 'frame',
    private readonly data: string,
    private readonly position: Position,
  ) {
    this.bytes = Buffer.byteLength(json);
  }

  /** The acknowledgement on a socket. */
  ack(namespace: string, id: number): SharedPacket {
    const key = `${id}${namespace}`;
    const held = this.acks.get(key);
    if (held) return held;
    const isShared = id < SHARED_IDS;
    const made = new SharedPacket(encodedAck(namespace, id, this.json), isShared);
    if (isShared) this.acks.set(key, made);
    return made;
  }

  /** The first event of a stream. */
  forSse(): SharedChunk {
    const { epoch, seq } = this.position;
    this.chunk ??= new SharedChunk(sseEvent(this.event, this.data, `${epoch}:${seq}`));
    return this.chunk;
  }
}
