import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import S3rver from 's3rver';
import type { PhotoStore } from './photo-store.js';
import { photoStoreAt } from './photo-store-at.js';

let folder: string;
let bucketServer: S3rver;
let port: number;
let stores: Record<string, PhotoStore>;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'dateline-media-'));
  bucketServer = new S3rver({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    directory: path.join(folder, 'buckets'),
    configureBuckets: [{ name: 'photos', configs: [] }],
  });
  ({ port } = await bucketServer.run());
  process.env['AWS_ACCESS_KEY_ID'] = 'S3RVER'; // the keys this server knows
  process.env['AWS_SECRET_ACCESS_KEY'] = 'S3RVER';
  stores = {
    'a folder': await photoStoreAt(pathToFileURL(path.join(folder, 'disk')).href),
    'a bucket': await photoStoreAt(`s3://photos/of/dateline?endpoint=http://127.0.0.1:${port}`),
  };
});
afterAll(async () => {
  await bucketServer.close();
  await rm(folder, { recursive: true, force: true });
});

test.each(['a folder', 'a bucket'])('what was put into %s is there until it is removed', async (kind) => {
  const store = stores[kind] as PhotoStore;
  const name = 'moscow/one/phone.webp';
  expect(await store.get(name)).toBeUndefined();
  await store.put(name, Buffer.from('first'));
  await store.put(name, Buffer.from('second'));
  expect(String(await store.get(name))).toBe('second');
  await store.remove(name);
  await store.remove(name);
  expect(await store.get(name)).toBeUndefined();
});

test('in the folder nobody else can read them, and nothing unfinished stays', async () => {
  const store = stores['a folder'] as PhotoStore;
  await store.put('kazan/two/phone.webp', Buffer.from('bytes'));
  const place = path.join(folder, 'disk/kazan/two');
  expect(await readdir(place)).toEqual(['phone.webp']);
  expect((await stat(path.join(place, 'phone.webp'))).mode & 0o077).toBe(0);
});

test('the folder of a photo goes with its last file, not with others’ in it, whoever stores there meanwhile', async () => {
  const store = stores['a folder'] as PhotoStore;
  const inFolder = async () => readdir(path.join(folder, 'disk/omsk'));
  await store.put('omsk/three/phone.webp', Buffer.from('bytes'));
  const others = path.join(folder, 'disk/omsk/three/notes.txt');
  await writeFile(others, 'kept');
  await store.remove('omsk/three/phone.webp');
  expect(await inFolder()).toEqual(['three']);
  await rm(others);
  await store.remove('omsk/three/phone.webp');
  expect(await inFolder()).toEqual([]);
  const rounds = Array.from({ length: 100 }, (_, round) => [
    store.put(`omsk/four/${round}.webp`, Buffer.from('bytes')),
    store.remove('omsk/four/none.webp'),
  ]);
  await Promise.all(rounds.flat());
  expect(await readdir(path.join(folder, 'disk/omsk/four'))).toHaveLength(100);
});

test('a bucket that is not there is an error, not an absent photo', async () => {
  const store = await photoStoreAt(`s3://nowhere?endpoint=http://127.0.0.1:${port}`);
  await expect(store.get('moscow/one/phone.webp')).rejects.toThrow();
});

test('an address of another kind is refused with a sentence', async () => {
  await expect(photoStoreAt('ftp://somewhere/photos')).rejects.toThrow('MEDIA_URL');
});
