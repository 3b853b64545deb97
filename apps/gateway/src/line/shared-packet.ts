import { constants, deflateRawSync } from 'node:zlib';

/** Below this a frame gets longer, or not worth it. */
const DEFLATE_FROM = 256;
/** Any client that negotiates compression has at least this window: 8 KB. */
export const WINDOW_BITS = 13;
const FLUSH_TAIL = 4;

/** A socket.io packet, made into a websocket frame at most once, and once more compressed, for all who are sent it. */
export class SharedPacket {
  private plain: Buffer | undefined;
  private deflated: Buffer | undefined;

  /** `isShared`: false for what one client alone is sent, which is never compressed. */
  constructor(
    readonly text: string,
    private readonly isShared = true,
  ) {}

  /** A whole websocket frame around the Engine.IO message. */
  frame(deflates: boolean): Buffer {
    if (deflates && this.isShared && this.text.length >= DEFLATE_FROM) {
      this.deflated ??= deflatedFrame(this.text);
      return this.deflated;
    }
    this.plain ??= messageFrame(this.text);
    return this.plain;
  }
}

/** "4" is a message in Engine.IO's protocol. */
export const messageFrame = (packet: string): Buffer => websocketFrame(Buffer.from(`4${packet}`));

/** RFC 6455: one unmasked, final text frame, as servers send. `extended`: compressed (RFC 7692, RSV1). */
export function websocketFrame(payload: Buffer, extended = false): Buffer {
  const { length } = payload;
  const header = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10);
  header[0] = extended ? 0xc1 : 0x81;
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

/** No context is taken over, so the same bytes serve every client. */
function deflatedFrame(packet: string): Buffer {
  const options = { windowBits: WINDOW_BITS, finishFlush: constants.Z_SYNC_FLUSH };
  const deflated = deflateRawSync(`4${packet}`, options);
  return websocketFrame(deflated.subarray(0, deflated.length - FLUSH_TAIL), true);
}
