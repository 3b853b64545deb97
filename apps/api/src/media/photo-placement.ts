import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { UpdateContent } from '#contract/update';
import type { Actor } from '#domain/story/command';
import { Photos } from '#desk/photos';
import { placedWith, type TakenBy } from '#journal/read/photo-uses';
import { PhotoFiles } from '#media/photo-files';
import { PhotoReview } from './photo-review.js';

type Media = UpdateContent['media'];

/** Decides nothing: what the desk has approved is shown where it goes. */
const PLACER: Actor = { name: 'photo placement', role: 'admin', story: null, cities: null };

/** Photos go where an update is placed, unless something of the first story names them as well. */
@Injectable()
export class PhotoPlacement {
  private readonly log = new Logger('api');

  constructor(
    private readonly database: DataSource,
    private readonly photos: Photos,
    private readonly files: PhotoFiles,
    private readonly reviews: PhotoReview,
  ) {}

  /**
   * All that it names of who filed it, and what an editor named beside `filed`: nobody takes along what others sent. Its
   * words are with readers already: what can't follow now does when it is sent again.
   */
  async followAll(from: string, media: Media, by: string, filed: Media = media): Promise<void> {
    const own = new Set((filed ?? []).map((item) => 'photo' in item && item.photo));
    for (const item of media ?? [])
      if ('photo' in item)
        await this.placeOf(from, item.photo, by, own.has(item.photo) ? 'its sender' : 'anybody').catch(
          (error: unknown) =>
            this.log.warn(`A photo of ${from} is not with its update yet: ${(error as Error).name}.`),
        );
  }

  /**
   * The story that the photo belongs to, and it is there. The files are there before the photo is; the same again
   * finishes what was interrupted.
   */
  async placeOf(from: string, id: string, by: string, takenBy: TakenBy): Promise<string> {
    const to = await placedWith(this.database, from, id, takenBy);
    if (to === null) return from;
    await this.files.copy(from, to, id);
    const photo = await this.photos.place(id, { from, to, by });
    if (!photo) await this.files.remove(to, id);
    else {
      await this.files.remove(from, id);
      if (photo.state === 'approved') await this.reviews.show(to, photo, PLACER);
    }
    return to;
  }
}
