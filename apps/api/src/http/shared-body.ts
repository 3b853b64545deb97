import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Weight } from './weight.js';

const compress = promisify(gzip);

/** An answer made once and sent to everyone; compressed once, when somebody first asks for that. */
export class SharedBody {
  private compressed: Promise<Buffer> | undefined;
  private own = 0;

  /** `weight`: of what it is part of. */
  constructor(
    readonly plain: Buffer,
    readonly etag: string,
    private readonly weight: Weight,
  ) {
    this.weigh(plain);
  }

  /** All its forms so far. */
  get bytes(): number {
    return this.own;
  }

  gzipped(): Promise<Buffer> {
    this.compressed ??= compress(this.plain).then((form) => this.weigh(form));
    return this.compressed;
  }

  private weigh(form: Buffer): Buffer {
    this.own += form.length;
    this.weight.add(form.length);
    return form;
  }
}
