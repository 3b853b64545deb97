import { randomUUID } from 'node:crypto';
import type { PhotoView } from '#contract/media';
import type { PublishedUpdate } from '#contract/update';
import { aPhoto, PhotoDesk } from '../support/a-photo.js';
import { Desk } from '../support/at-the-desk.js';
import { type Dateline, startDateline } from '../support/dateline.js';
import { waitUntil } from '../support/wait-until.js';

let dateline: Dateline;
let desk: Desk;
let other: Desk;
let vera: Desk;
let ofVera: PhotoDesk;
beforeAll(async () => {
  dateline = await startDateline();
}, 60_000);
afterAll(() => dateline.stop());
beforeEach(async () => {
  desk = await Desk.open(dateline, 'admin');
  other = await Desk.open(dateline, 'admin');
  vera = desk.as(await dateline.token('reporter', { name: 'Vera' }));
  ofVera = new PhotoDesk(vera);
});

const named = (...photos: string[]) => ({
  city: 'atlantis',
  media: photos.map((photo) => ({ photo, alt: 'A bus with barred windows.' })),
});
async function placed(id: string, more: object = {}): Promise<void> {
  const body = { requestId: randomUUID(), city: 'omsk', story: other.story, ...more };
  const { status } = await desk.send('POST', `/filings/${id}/publication`, body, { 'if-match': '"1"' });
  expect(status).toBe('publishAt' in more ? 202 : 201);
}
const at = async (where: Desk, photo: string) =>
  (await where.send<PhotoView>('GET', `/photos/${photo}`, undefined)).status;
const atReaders = async (where: Desk, photo: string) =>
  (await fetch(`${dateline.url}/media/${where.story}/${photo}/phone.webp`)).status;
const shown = async (id: string) =>
  ((await other.snapshot()).updates.find((update) => update.id === id) as PublishedUpdate).media.map(
    (item) => 'photo' in item && item.photo,
  );

describe('photos of what is placed in another story', () => {
  test('go with it: one that waits is approved there, one that was approved is seen at once', async () => {
    const [waits, approved] = [await ofVera.sent(), await ofVera.sent()];
    expect((await new PhotoDesk(desk).review(approved.id, { state: 'approved' })).status).toBe(200);
    const { id } = await vera.post(named(waits.id, approved.id)).then(({ body }) => body);
    await placed(id);
    expect([await at(desk, waits.id), await at(desk, approved.id)]).toEqual([404, 404]);
    expect(await shown(id)).toEqual([approved.id]);
    expect((await new PhotoDesk(other).review(waits.id, { state: 'approved' })).status).toBe(200);
    expect(await shown(id)).toEqual([waits.id, approved.id]);
    expect([await atReaders(other, waits.id), await atReaders(desk, waits.id)]).toEqual([200, 404]);
    expect((await other.change(id, 'erasure')).status).toBe(201);
    expect([await atReaders(other, waits.id), await at(other, waits.id)]).toEqual([404, 404]);
  });

  test('go after it when they are sent later, and sent again they are the same', async () => {
    const [photo, bytes] = [randomUUID() as string, await aPhoto()];
    const { id } = await vera.post(named(photo)).then(({ body }) => body);
    await placed(id);
    for (let time = 0; time < 2; time++)
      expect((await ofVera.send(bytes, { id: photo })).body).toMatchObject({ id: photo, state: 'waiting' });
    expect([await at(desk, photo), await at(other, photo)]).toEqual([404, 200]);
    const stranger = await dateline.token('reporter', { name: 'Boris' });
    expect((await ofVera.send(bytes, { id: photo, token: stranger })).status).toBe(409);
  });

  test('are taken once where two sendings and the placing overlap', async () => {
    const [photo, bytes] = [randomUUID() as string, await aPhoto()];
    const { id } = await vera.post(named(photo)).then(({ body }) => body);
    const slow = new TransformStream<Uint8Array, Uint8Array>();
    const writer = slow.writable.getWriter();
    const first = fetch(`${vera.address}/photos/${photo}`, {
      ...{ method: 'PUT', body: slow.readable, duplex: 'half' },
      headers: { authorization: `Bearer ${vera.token}`, 'content-type': 'image/jpeg' },
    } as RequestInit);
    await writer.write(bytes.subarray(0, 200));
    expect((await ofVera.send(bytes, { id: photo })).status).toBe(200);
    await placed(id);
    await writer.write(bytes.subarray(200));
    await writer.close();
    expect((await first).status).toBe(200);
    expect([await at(desk, photo), await at(other, photo)]).toEqual([404, 200]);
  });

  test('are erased with it, also where they came after it was withdrawn', async () => {
    const [photo, bytes] = [randomUUID() as string, await aPhoto()];
    const { id } = await vera.post(named(photo)).then(({ body }) => body);
    await placed(id);
    expect((await other.change(id, 'retraction', { note: 'Wrong.' })).status).toBe(201);
    expect((await ofVera.send(bytes, { id: photo })).status).toBe(200);
    expect(await at(desk, photo)).toBe(200); // a withdrawn update names none
    expect((await other.change(id, 'erasure')).status).toBe(201);
    expect([await at(desk, photo), await at(other, photo)]).toEqual([404, 404]);
    expect((await ofVera.send(bytes, { id: photo })).status).toBe(409);
  });

  test('of one story are not taken for another, nor for a second update that came too late for them', async () => {
    const [photo, bytes] = [randomUUID() as string, await aPhoto()];
    const { id } = await vera.post(named(photo)).then(({ body }) => body);
    expect((await ofVera.send(bytes, { id: photo })).status).toBe(200);
    const elsewhere = vera.as(await dateline.token('reporter', { name: 'Vera' }));
    expect((await new PhotoDesk(other.as(elsewhere.token)).send(bytes, { id: photo })).status).toBe(409);
    await placed(id);
    await vera.post(named(photo));
    expect((await ofVera.send(bytes, { id: photo })).status).toBe(409);
  });

  test('go when its time has come, and not before', async () => {
    const { id: photo } = await ofVera.sent();
    const { id } = await vera.post(named(photo)).then(({ body }) => body);
    await placed(id, { publishAt: new Date(Date.now() + 2_500).toISOString() });
    expect([await at(desk, photo), await at(other, photo)]).toEqual([200, 404]);
    await waitUntil('it is there', async () => (await at(other, photo)) === 200);
    expect(await at(desk, photo)).toBe(404);
  });

  test('stay where another update of the first story, or one that waits there, names them too', async () => {
    const [here, waiting] = [await ofVera.sent(), await ofVera.sent()];
    await vera.filed({ ...named(here.id), city: 'moscow' });
    await vera.post(named(waiting.id));
    const { id } = await vera.post(named(here.id, waiting.id)).then(({ body }) => body);
    await placed(id);
    expect([await at(desk, here.id), await at(desk, waiting.id)]).toEqual([200, 200]);
  });

  test('stay where somebody else sent them, unless an editor names them as well', async () => {
    const [photo, bytes] = [randomUUID() as string, await aPhoto()];
    await ofVera.send(bytes, { id: photo });
    const boris = desk.as(await dateline.token('reporter', { name: 'Boris' }));
    const [theirs, wordsOnly] = [await boris.post(named(photo)), await boris.post({ city: 'atlantis' })];
    await placed(theirs.body.id);
    expect([await at(desk, photo), await at(other, photo)]).toEqual([200, 404]);
    expect((await ofVera.send(bytes, { id: photo })).status).toBe(200);
    expect((await other.change(theirs.body.id, 'retraction', { note: 'Wrong.' })).status).toBe(201);
    await placed(wordsOnly.body.id, { media: named(photo).media });
    expect([await at(desk, photo), await at(other, photo)]).toEqual([404, 200]);
  });
});
