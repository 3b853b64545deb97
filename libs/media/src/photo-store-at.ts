import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { DiskStore } from './disk-store.js';
import type { PhotoStore } from './photo-store.js';

/** MEDIA_URL, else the folder `media` in the newsroom's home. */
export function mediaUrl(home = process.env['DATELINE_HOME'] ?? '.dateline'): string {
  return process.env['MEDIA_URL'] ?? pathToFileURL(path.resolve(home, 'media')).href;
}

/**
 * The store that an address names: `file:///var/lib/dateline/media`, or
 * `s3://bucket/prefix?region=eu-central-1&endpoint=https://…`. Throws TypeError for any other.
 */
export async function photoStoreAt(address: string): Promise<PhotoStore> {
  const url = new URL(address);
  if (url.protocol === 'file:') return new DiskStore(fileURLToPath(url));
  if (url.protocol !== 's3:' || url.hostname === '')
    throw new TypeError(`MEDIA_URL must begin with file:/// or s3://bucket, not be ${address}.`);
  const { S3Store } = await import('./s3-store.js'); // 20 MB that a newsroom with a disk does without
  const prefix = url.pathname.replace(/^\/|\/$/g, '');
  return new S3Store({
    name: url.hostname,
    prefix: prefix && `${prefix}/`,
    region: url.searchParams.get('region') ?? 'us-east-1',
    endpoint: url.searchParams.get('endpoint') ?? undefined,
  });
}
