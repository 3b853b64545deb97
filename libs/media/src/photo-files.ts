import { PHOTO_SIZES, type PhotoSize } from '#contract/media';
import type { PhotoStore } from './photo-store.js';

const SIZES = Object.keys(PHOTO_SIZES) as PhotoSize[];

/** The files of photos by story, photo and size. */
export class PhotoFiles {
  constructor(private readonly store: PhotoStore) {}

  async put(story: string, photo: string, files: Readonly<Record<PhotoSize, Buffer>>): Promise<void> {
    await Promise.all(SIZES.map((size) => this.store.put(nameOf(story, photo, size), files[size])));
  }

  /** Undefined: there is no such file. */
  get(story: string, photo: string, size: PhotoSize): Promise<Buffer | undefined> {
    return this.store.get(nameOf(story, photo, size));
  }

  /** What is there of it in one story, in another one too. */
  async copy(from: string, to: string, photo: string): Promise<void> {
    const copyOf = async (size: PhotoSize) => {
      const file = await this.get(from, photo, size);
      if (file) await this.store.put(nameOf(to, photo, size), file);
    };
    await Promise.all(SIZES.map(copyOf));
  }

  async remove(story: string, photo: string): Promise<void> {
    await Promise.all(SIZES.map((size) => this.store.remove(nameOf(story, photo, size))));
  }
}

const nameOf = (story: string, photo: string, size: PhotoSize): string => `${story}/${photo}/${size}.webp`;
