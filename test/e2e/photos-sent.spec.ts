import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import sharp from 'sharp';
import type { PhotoView } from '#contract/media';
import { aPhoto, PhotoDesk } from '../support/a-photo.js';
import type { Desk } from '../support/at-the-desk.js';
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

test('photos that stop half-way in two pockets do not keep anybody else’s out', async () => {
  const pockets = await Promise.all([1, 2, 3].map(() => halfSent()));
  expect((await photos.send(await aPhoto())).status).toBe(200);
  for (const pocket of pockets) pocket.destroy();
});

test('a photo for a story that nobody opened is refused, and nothing of it is kept', async () => {
  const nowhere = `nowhere-${randomUUID().slice(0, 8)}`;
  const id = randomUUID();
  const { status, body } = await new PhotoDesk(desk.of(nowhere, desk.token)).send(await aPhoto(), { id });
  expect([status, body.code]).toEqual([404, 'story_not_found']);
  expect(await dateline.sql('select id from photos where id = $1', [id])).toEqual([]);
  expect((await photos.send(await aPhoto(), { id })).status).toBe(200);
});

test('a flag that is sent later with the same photo is kept while the photo waits', async () => {
  const bytes = await aPhoto();
  const { id } = await photos.sent(bytes);
  const later = await photos.send(bytes, { id, query: '?flags=minor' });
  expect(later.body).toMatchObject({ flags: ['minor'], version: 2, state: 'waiting' });
  expect((await photos.review(id, { state: 'approved' }, 1)).status).toBe(412);
  expect((await photos.review(id, { state: 'approved' }, 2)).body.code).toBe('flags_not_seen');
  expect((await photos.send(bytes, { id, query: '?flags=minor' })).body.version).toBe(2);
  expect(
    await dateline.sql(`select detail from desk_log where about = $1 and action = 'photo.flagged'`, [id]),
  ).toEqual([{ detail: { flagsBefore: [], flags: ['minor'] } }]);
});

/** A connection on which half a photo was sent, and was begun to be read. */
async function halfSent(): Promise<Socket> {
  const { hostname, port, pathname } = new URL(`${desk.address}/photos/${randomUUID()}`);
  const socket = connect(Number(port), hostname);
  const lines = [
    `PUT ${pathname} HTTP/1.1`,
    `Host: ${hostname}`,
    `Authorization: Bearer ${desk.token}`,
    'Content-Type: image/jpeg',
    'Content-Length: 5000',
    'Expect: 100-continue',
  ];
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  await once(socket, 'data'); // 100: the request is being taken
  socket.write(Buffer.alloc(2_500, 255));
  return socket;
}
