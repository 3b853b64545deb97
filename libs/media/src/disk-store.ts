import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { PhotoStore } from './photo-store.js';

/** Photos in a folder of this machine, readable by its owner only. */
export class DiskStore implements PhotoStore {
  constructor(private readonly folder: string) {}

  /** Under another name until it is whole. */
  async put(name: string, bytes: Buffer): Promise<void> {
    const place = path.join(this.folder, name);
    await mkdir(path.dirname(place), { recursive: true, mode: 0o700 });
    const unfinished = `${place}.${randomUUID()}`;
    const file = await open(unfinished, 'wx', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, place);
  }

  async get(name: string): Promise<Buffer | undefined> {
    try {
      return await readFile(path.join(this.folder, name));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  remove(name: string): Promise<void> {
    return rm(path.join(this.folder, name), { force: true });
  }
}
