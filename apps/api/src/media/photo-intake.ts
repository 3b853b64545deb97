import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { LIMITS } from '#contract/limits';
import type { PhotoFlag, PhotoView } from '#contract/media';
import { CodedError } from '#contract/problems';
import { Photos } from '#desk/photos';
import { Turns } from '#desk/turns';
import { PhotoFiles } from '#media/photo-files';

/** Each holds what was sent and, unpacked, up to 200 MB. */
const AT_ONCE = 2;
const WAITING = 50;

export interface Upload {
  readonly story: string;
  readonly id: string;
  readonly flags: readonly PhotoFlag[];
  readonly by: string;
  readonly bytes: Readable;
}

/** Takes photos in, a few at a time: whoever posts meanwhile does not notice. */
@Injectable()
export class PhotoIntake {
  private readonly turns = new Turns(
    AT_ONCE,
    WAITING,
    'Too many photos are coming in. Send it again in some seconds.',
  );

  constructor(
    private readonly photos: Photos,
    private readonly files: PhotoFiles,
  ) {}

  /** The same photo under the same id is taken once. Throws `too_large`, `not_a_photo`, `id_reused`, `unavailable`. */
  take(upload: Upload): Promise<PhotoView> {
    return this.turns.take(async () => {
      const bytes = await readWhole(upload.bytes);
      const { story, id, flags, by } = upload;
      const hash = createHash('sha256').update(bytes).digest('hex');
      const before = await this.photos.sentBefore({ story, id, hash });
      if (before) return before;
      const { photoSizes } = await import('#media/photo-sizes'); // 20 MB until the first photo
      const { width, height, files } = await photoSizes(bytes);
      const photo = { id, story, hash, width, height, flags, by };
      await this.photos.claim(photo);
      await this.files.put(story, id, files);
      return this.photos.add(photo);
    });
  }
}

async function readWhole(stream: Readable): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of stream as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > LIMITS.photoBytes) throw tooLarge();
    parts.push(part);
  }
  return Buffer.concat(parts);
}

const tooLarge = () => new CodedError('too_large', 'A photo has at most 10 MB. Send it smaller.');
