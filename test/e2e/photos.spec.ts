import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { followStory } from '#client/follow-story';
import type { MediaView, PhotoView } from '#contract/media';
import type { UpdateAtDesk } from '#contract/revision';
import type { Snapshot } from '#contract/snapshot';
import type { PublishedUpdate } from '#contract/update';
import { aPhoto, PhotoDesk } from '../support/a-photo.js';
import { Desk } from '../support/at-the-desk.js';
import type { Dateline } from '../support/dateline.js';
import { deskForEachTest } from '../support/desk-for-each-test.js';
import { ask } from '../support/newsroom-people.js';
import { waitUntil } from '../support/wait-until.js';

let dateline: Dateline;
let desk: Desk;
let photos: PhotoDesk;
let reporter: Desk;
deskForEachTest(
  (scene) => {
    ({ dateline, desk, photos, vera: reporter } = scene);
  },
  { role: 'admin' },
);

const ALT = 'Two officers lead a man to a bus.';
const withPhoto = (photo: string) => ({ media: [{ photo, alt: ALT }] });
const mediaOf = async (id: string): Promise<readonly MediaView[]> =>
  ((await desk.snapshot()).updates.find((update) => update.id === id) as PublishedUpdate).media;
const atReaders = (photo: string, size = 'phone') =>
  fetch(`${dateline.url}/media/${desk.story}/${photo}/${size}.webp`);

describe('a photo in an update', () => {
  test('is not there for readers before an editor has approved it, and then is on open pages too', async () => {
    const { id: photo } = await new PhotoDesk(reporter).sent();
    let shown: Snapshot | undefined;
    const following = followStory({
      transport: 'sse',
      url: dateline.url,
      story: desk.story,
      onChange: (snapshot) => {
        shown = snapshot;
      },
    });
    const { id } = await reporter.filed(withPhoto(photo));
    await waitUntil('the update is on the page', () => shown?.updates.some((update) => update.id === id));
    expect(await mediaOf(id)).toEqual([]);
    expect((await atReaders(photo)).status).toBe(404);

    expect((await photos.review(photo, { state: 'approved' })).status).toBe(200);
    const media = [{ photo, alt: ALT, width: 400, height: 300 }];
    await waitUntil('the photo is on the page', () =>
      shown?.updates.some((update) => update.id === id && 'media' in update && update.media.length === 1),
    );
    following.close();
    expect(await mediaOf(id)).toEqual(media);
    expect(shown).toEqual(await desk.snapshot());
    const page = await (await fetch(`${dateline.url}/stories/${desk.story}`)).text();
    expect(page).toContain(`alt="${ALT}"`);
    const file = await atReaders(photo);
    expect([file.status, file.headers.get('content-type')]).toEqual([200, 'image/webp']);
    const kept = /s-maxage=(\d+)/.exec(file.headers.get('cache-control') ?? '')?.[1];
    expect(Number(kept)).toBeLessThanOrEqual(1); // seconds in which caches give out what was taken back
    expect(Buffer.from(await file.arrayBuffer()).includes('PLANTED')).toBe(false);
  });

  test('may arrive after the update that names it, as from a phone whose network came back in parts', async () => {
    const photo = randomUUID();
    const { id } = await reporter.filed(withPhoto(photo));
    await new PhotoDesk(reporter).send(await aPhoto(), { id: photo });
    await photos.review(photo, { state: 'approved' });
    expect(await mediaOf(id)).toHaveLength(1);
  });

  test('is shown however its approval and the update cross each other', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { id: photo } = await photos.sent();
      const [{ id }] = await Promise.all([
        reporter.filed(withPhoto(photo)),
        photos.review(photo, { state: 'approved' }),
      ]);
      expect(await mediaOf(id)).toHaveLength(1);
    }
  });

  test('is named at the desk while it waits, so that a correction there keeps it, and to readers nowhere', async () => {
    const { id: photo } = await new PhotoDesk(reporter).sent();
    const { id } = await reporter.filed(withPhoto(photo));
    const token = await dateline.token('editor');
    const { body } = await ask<UpdateAtDesk>(`${desk.address}/updates/${id}/desk`, { token });
    expect(body.revisions[0]?.media).toEqual([{ photo, alt: ALT }]);
    const atReader = await ask(`${desk.address}/updates/${id}`);
    expect(JSON.stringify(atReader.body)).not.toContain(photo);
  });

  test('that is refused afterwards is gone from all updates and from its address', async () => {
    const { id: photo } = await photos.sent();
    await photos.review(photo, { state: 'approved' });
    const ids = [(await reporter.filed(withPhoto(photo))).id, (await reporter.filed(withPhoto(photo))).id];
    expect((await atReaders(photo)).status).toBe(200);
    expect((await photos.review(photo, { state: 'refused' }, 2)).body.state).toBe('refused');
    for (const id of ids) expect(await mediaOf(id)).toEqual([]);
    expect((await atReaders(photo)).status).toBe(404);
  });

  test('goes with a retraction and comes back with a restoration', async () => {
    const { id: photo } = await photos.sent();
    await photos.review(photo, { state: 'approved' });
    const { id } = await reporter.filed(withPhoto(photo));
    await desk.change(id, 'retraction', { note: 'Not so.' });
    expect((await atReaders(photo)).status).toBe(404);
    await desk.change(id, 'restoration');
    expect(await mediaOf(id)).toHaveLength(1);
    expect((await atReaders(photo)).status).toBe(200);
  });

  test('is erased with its words: no file is left, and its id is free to nobody', async () => {
    const bytes = await aPhoto();
    const { id: photo } = await photos.sent(bytes);
    await photos.review(photo, { state: 'approved' });
    const { id } = await reporter.filed(withPhoto(photo));
    const folder = path.join(dateline.home, 'media', desk.story, photo);
    expect((await readdir(folder)).sort()).toEqual(['desktop.webp', 'phone.webp']);
    expect((await desk.change(id, 'erasure')).status).toBe(201);
    await expect(readdir(folder)).rejects.toMatchObject({ code: 'ENOENT' });
    expect([(await atReaders(photo)).status, await mediaOf(id)]).toEqual([404, []]);
    expect((await photos.send(bytes, { id: photo })).status).toBe(409);
  });
});

describe('sending a photo', () => {
  test('B20: what is no photo, is too large, or is not sent as one is refused with what is possible', async () => {
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>');
    const refused = async (bytes: Buffer, how: object = {}) => {
      const { status, body } = await photos.send(bytes, how);
      return [status, body.code];
    };
    expect(await refused(svg)).toEqual([400, 'not_a_photo']);
    expect(await refused(svg, { type: 'image/svg+xml' })).toEqual([415, 'unsupported_media_type']);
    expect(await refused(Buffer.from('{}'), { type: 'application/json' })).toEqual([
      ...[415, 'unsupported_media_type'],
    ]);
    expect(await refused(Buffer.alloc(11 * 1024 * 1024, 255))).toEqual([413, 'too_large']);
    expect(await refused(await aPhoto(), { token: 'none' })).toEqual([401, 'not_signed_in']);
    expect(await refused(await aPhoto(), { id: 'not-a-uuid' })).toEqual([404, 'photo_not_found']);
    expect(await refused(await aPhoto(), { query: '?flags=funny' })).toEqual([400, 'malformed']);
  });

  test('twice sends it once; another photo under its id is refused', async () => {
    const [bytes, id] = [await aPhoto(), randomUUID()];
    const answers = await Promise.all([photos.send(bytes, { id }), photos.send(bytes, { id })]);
    expect(answers.map(({ status, body }) => [status, body.id])).toEqual([
      [200, id],
      [200, id],
    ]);
    expect((await photos.send(await aPhoto(), { id })).body.code).toBe('id_reused');
    const other = new PhotoDesk(await Desk.open(dateline));
    expect((await other.send(bytes, { id })).body.code).toBe('id_reused');
  });
});

describe('looking at photos', () => {
  test('who waits longest is first; a reporter sees the own photo but neither the list nor the buttons', async () => {
    const first = await new PhotoDesk(reporter).sent();
    const second = await photos.sent();
    const { body } = await desk.send<{ photos: { id: string }[] }>('GET', '/photos?state=waiting', undefined);
    expect(body.photos.map(({ id }) => id)).toEqual([first.id, second.id]);
    const by = (path: string) =>
      fetch(`${desk.address}${path}`, { headers: { authorization: `Bearer ${reporter.token}` } });
    expect((await by(`/photos/${first.id}/desktop`)).status).toBe(200);
    expect((await by('/photos')).status).toBe(403);
    expect((await new PhotoDesk(reporter).review(first.id, { state: 'approved' })).status).toBe(403);
  });

  test('a reporter sees what others sent once it is approved', async () => {
    const { id } = await photos.sent();
    const seen = async (what: string) => {
      const headers = { authorization: `Bearer ${reporter.token}` };
      return (await fetch(`${desk.address}/photos/${id}${what}`, { headers })).status;
    };
    expect([await seen(''), await seen('/phone')]).toEqual([404, 404]);
    await photos.review(id, { state: 'approved' });
    expect([await seen(''), await seen('/phone')]).toEqual([200, 200]);
    await photos.review(id, { state: 'refused' }, 2);
    expect([await seen(''), await seen('/phone')]).toEqual([404, 404]);
  });

  test('an editor of one city lets out photos of that city only, and what is refused changes nothing', async () => {
    const { id: photo } = await photos.sent();
    const ofKazan = new PhotoDesk(
      desk.as(await dateline.token('editor', { story: desk.story, cities: ['kazan'] })),
    );
    const refused = async () => {
      expect((await ofKazan.review(photo, { state: 'approved' })).body.code).toBe('not_allowed');
      expect((await desk.send<PhotoView>('GET', `/photos/${photo}`, undefined)).body.state).toBe('waiting');
    };
    await refused(); // in no update it is the whole story's
    const { id } = await desk.filed({ city: 'moscow', figures: [], ...withPhoto(photo) });
    await refused();
    expect([await mediaOf(id), (await atReaders(photo)).status]).toEqual([[], 404]);
    const { id: kazans } = await photos.sent();
    await desk.filed({ city: 'kazan', figures: [], ...withPhoto(kazans) });
    expect((await ofKazan.review(kazans, { state: 'approved' })).body.state).toBe('approved');
  });

  test('a flagged photo is let out by whoever says that the flag was seen', async () => {
    const { id, flags } = await photos.sent(undefined, '?flags=minor');
    expect(flags).toEqual(['minor']);
    expect((await photos.review(id, { state: 'approved' })).body.code).toBe('flags_not_seen');
    expect((await photos.review(id, { state: 'approved', flagsSeen: true })).body.state).toBe('approved');
  });

  test('taking the flags away and letting the photo out needs the same word, and is on record', async () => {
    const { id } = await photos.sent(undefined, '?flags=minor');
    const out = { state: 'approved', flags: [] };
    expect((await photos.review(id, out)).body.code).toBe('flags_not_seen');
    expect((await desk.send<PhotoView>('GET', `/photos/${id}`, undefined)).body).toMatchObject({
      ...{ state: 'waiting', flags: ['minor'], version: 1 },
    });
    expect((await photos.review(id, { ...out, flagsSeen: true })).body.flags).toEqual([]);
    const entries = await dateline.sql<{ detail: object }>(
      `select detail from desk_log where about = $1 and action = 'photo.approved'`,
      [id],
    );
    expect(entries.map(({ detail }) => detail)).toEqual([
      { from: 'waiting', to: 'approved', flagsBefore: ['minor'], flags: [], flagsSeen: true },
    ]);
  });

  test('two editors at once: one decides, the other is told that it was', async () => {
    const { id } = await photos.sent();
    expect((await photos.review(id, { state: 'approved' }, null)).status).toBe(428);
    const answers = await Promise.all([
      photos.review(id, { state: 'approved' }),
      photos.review(id, { state: 'refused' }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
  });
});

describe('what is elsewhere', () => {
  test('is a card that only a click opens', async () => {
    const { id } = await reporter.filed({
      media: [{ embed: 'https://video.example/1', title: 'The square at noon' }],
    });
    const page = await (await fetch(`${dateline.url}/stories/${desk.story}`)).text();
    expect(page).toMatch(
      /<a href="https:\/\/video.example\/1" rel="noopener nofollow noreferrer">The square at noon/,
    );
    expect(page).not.toMatch(/<(iframe|embed|object)|src="https:\/\/video/);
    expect(await mediaOf(id)).toEqual([{ embed: 'https://video.example/1', title: 'The square at noon' }]);
  });

  test.each([
    { embed: 'http://video.example/1', title: 'plain' },
    { embed: 'javascript:alert(1)', title: 'a script' },
    { embed: 'https://video.example/1' },
    { embed: 'https://video.example/1', title: 'both', photo: randomUUID(), alt: 'a' },
    { photo: randomUUID() },
    { photo: randomUUID(), alt: ' ' },
    { photo: 'x', alt: 'a' },
    {},
  ])('is refused where it is not of one of the two forms: %j', async (item) => {
    const { status, body } = await reporter.post({ media: [item as never] });
    expect([status, body.code]).toEqual([400, 'malformed']);
  });
});
