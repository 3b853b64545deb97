import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import type { PhotoView } from '#contract/media';
import { aPhoto, PhotoDesk } from '../support/a-photo.js';
import { Desk } from '../support/at-the-desk.js';
import { type Dateline, startDateline } from '../support/dateline.js';

let dateline: Dateline;
let desk: Desk;
let photos: PhotoDesk;
beforeAll(async () => {
  dateline = await startDateline();
}, 60_000);
afterAll(() => dateline.stop());
beforeEach(async () => {
  desk = await Desk.open(dateline, 'admin');
  photos = new PhotoDesk(desk);
});

const atDesk = (photo: string) => desk.send<PhotoView>('GET', `/photos/${photo}`, undefined);
const fileOf = async (photo: string): Promise<Buffer> => {
  const headers = { authorization: `Bearer ${desk.token}` };
  const answer = await fetch(`${desk.address}/photos/${photo}/phone`, { headers });
  return Buffer.from(await answer.arrayBuffer());
};

test('of two pictures sent at once under one id, the one that is taken is the one that is looked at', async () => {
  for (let round = 0; round < 6; round += 1) {
    const id = randomUUID();
    const both = [await aPhoto(300, 200), await aPhoto(310, 200)];
    const answers = await Promise.all(both.map((bytes) => photos.send(bytes, { id })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const taken = answers.find(({ status }) => status === 200)?.body as PhotoView;
    expect((await sharp(await fileOf(id)).metadata()).width).toBe(taken.width);
    expect((await atDesk(id)).body).toEqual(taken);
  }
});
