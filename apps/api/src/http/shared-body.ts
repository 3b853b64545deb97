import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const compress = promisify(gzip);

/** An answer made once and sent to everyone; compressed once, when somebody first asks for that. */
export class SharedBody {
  private compressed: Promise<Buffer> | undefined;

  constructor(
    readonly plain: Buffer,
    readonly etag: string,
  ) {}

  gzipped(): Promise<Buffer> {
    this.compressed ??= compress(this.plain);
    return this.compressed;
  }
}
