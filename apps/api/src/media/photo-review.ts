import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { PhotoView } from '#contract/media';
import { Photos, type Review } from '#desk/photos';
import type { Actor } from '#domain/story/command';
import { mayLookAt } from '#domain/story/permission';
import { photosErasedWith, updatesWithPhoto } from '#journal/read/photo-uses';
import { readFiled } from '#journal/read/update-reader';
import { PhotoFiles } from '#media/photo-files';
import { Recorder } from '../stories/recorder.js';
import { Withdrawal } from '../updates/withdrawal.js';

/** The whole story's. */
const OF_NO_UPDATE = { author: '', cities: [] } as const;

/** What becomes of photos: seen by readers, not seen, gone for ever. */
@Injectable()
export class PhotoReview {
  constructor(
    private readonly database: DataSource,
    private readonly photos: Photos,
    private readonly files: PhotoFiles,
    private readonly recorder: Recorder,
    private readonly withdrawal: Withdrawal,
  ) {}

  /** Answers when every update that names it shows it, or none; the same again finishes what was interrupted. */
  async decide(story: string, id: string, review: Omit<Review, 'by'>, actor: Actor): Promise<PhotoView> {
    if (actor.cities !== null) await this.mayReview(story, id, actor);
    const photo = await this.photos.review(story, id, { ...review, by: actor.name });
    await this.show(story, photo, actor);
    return photo;
  }

  /** Lets readers of all updates that name it see it, if the desk approved it; else none. */
  async show(story: string, photo: PhotoView, actor: Actor): Promise<void> {
    const { id } = photo;
    const size = photo.state === 'approved' ? { width: photo.width, height: photo.height } : null;
    for (const update of await updatesWithPhoto(this.database, story, id)) {
      const key = randomUUID();
      const command = { type: 'photo', id: update, photo: id, size } as const;
      const { receipt } = await this.recorder.append(story, { key, hash: key, command, actor });
      if (size === null) await this.withdrawal.reached(story, receipt);
    }
  }

  /** Of somebody's cities is a photo that updates of those cities name, and none of another. Asked before it is let out. */
  private async mayReview(story: string, id: string, actor: Actor): Promise<void> {
    const updates = await updatesWithPhoto(this.database, story, id);
    if (updates.length === 0) mayLookAt(actor, OF_NO_UPDATE, []);
    for (const update of updates) {
      const filed = await readFiled(this.database.manager, story, update);
      if (filed) mayLookAt(actor, filed.head, filed.figures);
    }
  }

  /** Removes the photos that went with the words of an erased update; the same again finishes what was interrupted. */
  async eraseOf(story: string, update: string, by: Actor): Promise<void> {
    for (const { story: at, photos } of await photosErasedWith(this.database, story, update)) {
      await this.photos.forget(at, photos, by.name);
      await Promise.all(photos.map((photo) => this.files.remove(at, photo)));
    }
  }
}
