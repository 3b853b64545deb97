import { constants, deflateRawSync } from 'node:zlib';

/** What begins a gzip stream: deflate, no name, no time. Its end is never sent: a stream of events has none. */
export const GZIP_HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);

/** Bytes of an event stream for all who are sent them; compressed at most once, as a block that needs nothing before it. */
export class SharedChunk {
  private deflated: Buffer | undefined;

  constructor(private readonly plain: Buffer) {}

  bytes(deflates: boolean): Buffer {
    if (!deflates) return this.plain;
    this.deflated ??= deflateRawSync(this.plain, { finishFlush: constants.Z_FULL_FLUSH });
    return this.deflated;
  }
}

/** One server-sent event. `data` is JSON on one line. */
export function sseEvent(event: string, data: string, id?: string): Buffer {
  return Buffer.from(`${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${data}\n\n`);
}
