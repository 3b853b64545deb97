import { constants, deflateRawSync } from 'node:zlib';

/** Below this it would get longer, or is not worth it: what one reader alone is told is short. */
const DEFLATE_FROM = 256;
/** What begins a gzip stream: deflate, no name, no time. Its end is never sent: a stream of events has none. */
export const GZIP_HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);

/** Bytes of an event stream for all who are sent them; compressed at most once, as a block that needs nothing before it. */
export class SharedChunk {
  private deflated: Buffer | undefined;

  constructor(private readonly plain: Buffer) {}

  bytes(deflates: boolean): Buffer {
    if (!deflates) return this.plain;
    this.deflated ??= deflated(this.plain);
    return this.deflated;
  }
}

function deflated(plain: Buffer): Buffer {
  if (plain.length >= DEFLATE_FROM) return deflateRawSync(plain, { finishFlush: constants.Z_FULL_FLUSH });
  const stored = Buffer.alloc(5); // RFC 1951: a block as it is, and not the last
  stored.writeUInt16LE(plain.length, 1);
  stored.writeUInt16LE(0xffff - plain.length, 3);
  return Buffer.concat([stored, plain]);
}

/** One server-sent event. `data` is JSON on one line. */
export function sseEvent(event: string, data: string, id?: string): Buffer {
  return Buffer.from(`${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${data}\n\n`);
}
