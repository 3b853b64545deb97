import type { RoomName } from '#contract/follow';
import { SharedChunk, sseEvent } from '../line/shared-chunk.js';
import { SharedPacket } from '../line/shared-packet.js';
import type { FrameText } from './frame-text.js';

type Kind = 'frame' | 'head';

/** A room's frame, encoded at most once per transport and shared by all who are sent it. */
export class Outgoing {
  readonly from: number;
  readonly to: number;
  readonly bytes: number;
  private readonly packets = new Map<string, SharedPacket>();
  private chunk: SharedChunk | undefined;

  constructor(
    private readonly kind: Kind,
    private readonly frame: FrameText,
    private readonly room: RoomName,
    private readonly epoch: string,
  ) {
    this.from = frame.from;
    this.to = frame.to;
    this.bytes = Buffer.byteLength(frame.text);
  }

  forSocket(namespace: string): SharedPacket {
    let packet = this.packets.get(namespace);
    if (!packet) {
      const room = JSON.stringify(this.room);
      packet = new SharedPacket(`2${namespace},["${this.kind}",${this.frame.text},${room}]`);
      this.packets.set(namespace, packet);
    }
    return packet;
  }

  forSse(): SharedChunk {
    this.chunk ??= new SharedChunk(sseEvent(this.kind, this.frame.text, `${this.epoch}:${this.to}`));
    return this.chunk;
  }
}
