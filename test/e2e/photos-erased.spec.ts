import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import type { PhotoView } from '#contract/media';
import { aPhoto, type PhotoDesk } from '../support/a-photo.js';
import type { Desk } from '../support/at-the-desk.js';
import { readmeLine, Typed } from '../support/command-line.js';
import type { Dateline } from '../support/dateline.js';
import { deskForEachTest } from '../support/desk-for-each-test.js';

let dateline: Dateline;
let desk: Desk;
let photos: PhotoDesk;
deskForEachTest(
  (scene) => {
    ({ dateline, desk, photos } = scene);
  },
  { role: 'admin' },
);

const naming = (photo: string) => ({ media: [{ photo, alt: 'A bus.' }] });
const folderOf = (photo: string) => path.join(dateline.home, 'media', desk.story, photo);
/** Its files, or a folder that bears its name. */
const isOnDisk = async (photo: string) =>
  (await readdir(path.dirname(folderOf(photo))).catch((): string[] => [])).includes(photo);
const atDesk = (photo: string) => desk.send<PhotoView>('GET', `/photos/${photo}`, undefined);

describe('an erasure', () => {
  test('that is refused leaves the photo of another city where it is', async () => {
    const { id: photo } = await photos.sent();
    await photos.review(photo, { state: 'approved' });
    const { id } = await desk.filed({ city: 'moscow', figures: [], ...naming(photo) });
    const ofKazan = desk.as(await dateline.token('admin', { story: desk.story, cities: ['kazan'] }));
    expect((await ofKazan.change(id, 'erasure')).status).toBe(403);
    expect((await atDesk(photo)).body.state).toBe('approved');
    expect((await readdir(folderOf(photo))).sort()).toEqual(['desktop.webp', 'phone.webp']);
    expect((await fetch(`${dateline.url}/media/${desk.story}/${photo}/phone.webp`)).status).toBe(200);
  });

  test.each(['the same request', 'another request'])(
    'whose photo could not be removed is finished by %s',
    async (which) => {
      const { id: photo } = await photos.sent();
      const { id } = await desk.filed(naming(photo));
      const requestId = randomUUID();
      const inTheWay = path.join(folderOf(photo), 'phone.webp');
      await rm(inTheWay);
      await mkdir(inTheWay);
      expect((await desk.change(id, 'erasure', { requestId })).status).toBe(500);
      expect(await desk.update(id)).toMatchObject({ erased: true });
      await rmdir(inTheWay);
      const again = which === 'the same request' ? { requestId } : {};
      expect((await desk.change(id, 'erasure', again)).status).toBeLessThan(300);
      expect(await isOnDisk(photo)).toBe(false);
      expect((await atDesk(photo)).status).toBe(404);
    },
  );

  test('leaves a photo that another update names, until that one is erased', async () => {
    const { id: photo } = await photos.sent(await aPhoto());
    const [one, other] = [await desk.filed(naming(photo)), await desk.filed(naming(photo))];
    await desk.change(one.id, 'erasure');
    expect((await atDesk(photo)).status).toBe(200);
    await desk.change(other.id, 'erasure');
    expect((await atDesk(photo)).status).toBe(404);
  });

  test('of an update whose photo has not arrived yet keeps it from arriving', async () => {
    const photo = randomUUID();
    const { id } = await desk.filed(naming(photo));
    await desk.change(id, 'erasure');
    expect((await photos.send(await aPhoto(), { id: photo })).body.code).toBe('id_reused');
    expect((await atDesk(photo)).status).toBe(404);
  });

  test('while its photo is being sent leaves nothing of it, whichever comes first', async () => {
    for (let round = 0; round < 5; round += 1) {
      const photo = randomUUID();
      const { id } = await desk.filed(naming(photo));
      const bytes = await aPhoto();
      await Promise.all([photos.send(bytes, { id: photo }), desk.change(id, 'erasure')]);
      expect((await atDesk(photo)).status).toBe(404);
      expect(await isOnDisk(photo)).toBe(false);
    }
  });

  test('by the command line removes the photo, and one of an update that is not there removes nothing', async () => {
    const { id: photo } = await photos.sent();
    const { id } = await desk.filed(naming(photo));
    const erase = (update: string) =>
      new Typed(readmeLine('erase', { STORY: desk.story, ID: update }), {
        DATABASE_URL: dateline.databaseUrl,
        REDIS_URL: dateline.redisUrl,
        DATELINE_HOME: dateline.home,
      }).exit;
    expect(await erase(randomUUID())).not.toBe(0);
    expect((await atDesk(photo)).status).toBe(200);
    expect(await erase(id)).toBe(0);
    expect(await isOnDisk(photo)).toBe(false);
    expect((await atDesk(photo)).status).toBe(404);
  });
});
