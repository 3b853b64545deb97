import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { PhotoFlag, PhotoView } from '#contract/media';
import { CodedError } from '#contract/problems';
import { Photos, type SentPhoto } from '#desk/photos';
import { Turns } from '#desk/turns';
import { PhotoFiles } from '#media/photo-files';
import { Arrivals } from './arrivals.js';
import { PhotoPlacement } from './photo-placement.js';

/** Each takes, unpacked, up to 200 MB. */
const AT_ONCE = 2;
const WAITING = 50;

export interface Upload {
  readonly story: string;
  readonly id: string;
  readonly flags: readonly PhotoFlag[];
  readonly by: string;
  readonly bytes: Readable;
}

type Sent = Omit<Upload, 'bytes'>;

/** Takes photos in; decodes those that are whole, a few at a time: whoever posts meanwhile does not notice. */
@Injectable()
export class PhotoIntake {
  private readonly arrivals = new Arrivals();
  private readonly turns = new Turns(
    AT_ONCE,
    WAITING,
    'Too many photos are coming in. Send it again in some seconds.',
  );

  constructor(
    private readonly photos: Photos,
    private readonly files: PhotoFiles,
    private readonly placement: PhotoPlacement,
  ) {}

  /** The same photo under the same id is taken once. Throws `too_large`, `not_a_photo`, `id_reused`, `unavailable`, `request_stalled`. */
  async take({ bytes: stream, ...upload }: Upload): Promise<PhotoView> {
    const store = (bytes: Buffer) => this.turns.take(() => this.storeInPlace(upload, bytes));
    const photo = await this.arrivals.take(upload.by, stream, store);
    await this.placeOf(upload); // its update may have been placed while it was stored
    return photo;
  }

  /** Where its update was placed before it came; or with another sending of it, while this one was stored. */
  private async storeInPlace(upload: Sent, bytes: Buffer): Promise<PhotoView> {
    const story = await this.placeOf(upload);
    return this.store({ ...upload, story }, bytes).catch(async (error: unknown) => {
      const placed = await this.placeOf(upload);
      if (placed === story) throw error;
      return this.store({ ...upload, story: placed }, bytes);
    });
  }

  private placeOf({ story, id, by }: Sent): Promise<string> {
    return this.placement.placeOf(story, id, by, { sender: by });
  }

  private async store({ story, id, flags, by }: Sent, bytes: Buffer): Promise<PhotoView> {
    const hash = createHash('sha256').update(bytes).digest('hex');
    const before = await this.photos.sentBefore({ story, id, hash, flags, by });
    if (before) return before;
    const { photoSizes } = await import('#media/photo-sizes'); // 20 MB until the first photo
    const { width, height, files } = await photoSizes(bytes);
    const photo = { id, story, hash, width, height, flags, by };
    await this.photos.claim(photo);
    await this.files.put(story, id, files);
    return this.added(photo);
  }

  /** Files of a photo whose update was erased while they were stored go after it. */
  private async added(photo: SentPhoto): Promise<PhotoView> {
    try {
      return await this.photos.add(photo);
    } catch (error) {
      if (error instanceof CodedError && error.code === 'id_reused')
        await this.files.remove(photo.story, photo.id);
      throw error;
    }
  }
}
