import type { RoomName } from '#contract/follow';
import type { FrameText } from './frame-text.js';

type Kind = 'frame' | 'head';

/** What engine.io takes: the packet as text, and the same as a ready websocket frame. */
export interface SocketPacket {
  readonly text: string;
  readonly options: { compress: boolean; readonly wsPreEncodedFrame: readonly Buffer[] };
}

/** A room's frame, encoded at most once per transport and shared by all who are sent it. */
export class Outgoing {
  readonly from: number;
  readonly to: number;
  readonly bytes: number;
  private readonly packets = new Map<string, SocketPacket>();
  private event: Buffer | undefined;

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

  forSocket(namespace: string): SocketPacket {
    const packet =
      this.packets.get(namespace) ??
      socketPacket(`2${namespace},["${this.kind}",${this.frame.text},${JSON.stringify(this.room)}]`);
    this.packets.set(namespace, packet);
    return packet;
  }

  forSse(): Buffer {
    this.event ??= sseEvent(this.kind, this.frame.text, `${this.epoch}:${this.to}`);
    return this.event;
  }
}

/** `data` is JSON on one line. */
export function sseEvent(event: string, data: string, id?: string): Buffer {
  return Buffer.from(`${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${data}\n\n`);
}

export function socketPacket(text: string): SocketPacket {
  // "4" is a message in Engine.IO's protocol; polling adds it itself.
  return { text, options: { compress: false, wsPreEncodedFrame: [websocketFrame(Buffer.from(`4${text}`))] } };
}

/** RFC 6455: one unmasked, final text frame, as servers send. */
function websocketFrame(payload: Buffer): Buffer {
  const { length } = payload;
  const header = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10);
  header[0] = 0x81;
  if (header.length === 2) header[1] = length;
  else if (header.length === 4) {
    header[1] = 126;
    header.writeUInt16BE(length, 2);
  } else {
    header[1] = 127;
    header.writeBigUInt64BE(BigInt(length), 2);
  }
  return Buffer.concat([header, payload]);
}
