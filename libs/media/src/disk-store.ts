import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readFile, rename, rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import type { PhotoStore } from './photo-store.js';

/** Not empty, or not there; some systems say that it exists. */
const STAYS: ReadonlySet<string | undefined> = new Set(['ENOTEMPTY', 'EEXIST', 'ENOENT']);

/** Photos in a folder of this machine, readable by its owner only. */
export class DiskStore implements PhotoStore {
  constructor(private readonly folder: string) {}

  /** Under another name until it is whole. */
  async put(name: string, bytes: Buffer): Promise<void> {
    const place = path.join(this.folder, name);
    const unfinished = `${place}.${randomUUID()}`;
    const file = await begin(unfinished);
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

  /** Its folder goes with the last file in it. */
  async remove(name: string): Promise<void> {
    const place = path.join(this.folder, name);
    await rm(place, { force: true });
    await rmdir(path.dirname(place)).catch((error: NodeJS.ErrnoException) => {
      if (!STAYS.has(error.code)) throw error;
    });
  }
}

/** Removing the file before may take the folder away again until a file is in it. */
async function begin(place: string, triesLeft = 10): Promise<FileHandle> {
  await mkdir(path.dirname(place), { recursive: true, mode: 0o700 });
  try {
    return await open(place, 'wx', 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || triesLeft === 0) throw error;
    return begin(place, triesLeft - 1);
  }
}
