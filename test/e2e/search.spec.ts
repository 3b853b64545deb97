import { randomUUID } from 'node:crypto';
import type { ProblemDocument } from '#contract/problems';
import type { SearchPage } from '#contract/search';
import { Desk } from '../support/at-the-desk.js';
import { Queue } from '../support/at-the-queue.js';
import type { Dateline } from '../support/dateline.js';
import { ask } from '../support/newsroom-people.js';
import { standingNewsroom } from '../support/standing-newsroom.js';

let dateline: Dateline;
let desk: Desk;
let vera: Desk;
beforeAll(async () => {
  dateline = await standingNewsroom();
}, 60_000);
afterAll(() => dateline.stop());
beforeEach(async () => {
  desk = await Desk.open(dateline);
  vera = desk.as(await dateline.token('reporter', { name: 'Vera' }));
});

const CLAIM = { metric: 'arrests', source: 'own', scope: 'story', value: 8_642 } as const;
type Found = SearchPage & ProblemDocument;
async function search(query: Record<string, string>, token = desk.token): Promise<Found> {
  return (await ask<Found>(`${desk.address}/search?${new URLSearchParams(query)}`, { token })).body;
}
const ids = ({ updates }: Found) => updates.map(({ update }) => update.id);
async function filed(text: string, more = {}): Promise<string> {
  return (await vera.filed({ text, ...more })).id;
}

describe('the desk finds', () => {
  test('words in Russian and English whatever their endings, in texts and headlines', async () => {
    const square = await filed('На Пушкинской площади задержали журналистов.');
    const march = await filed('Protesters were marching to the station.', {
      headline: 'Колонна идёт к вокзалу',
    });
    const mixed = await filed('OMON задерживает людей near the arches.');
    expect(ids(await search({ q: 'задержать журналист' }))).toEqual([square]);
    expect(ids(await search({ q: 'площадь' }))).toEqual([square]);
    expect(ids(await search({ q: 'protester march' }))).toEqual([march]);
    expect(ids(await search({ q: 'вокзал' }))).toEqual([march]);
    expect(ids(await search({ q: 'arch людям' }))).toEqual([mixed]);
    expect(ids(await search({ q: '"Пушкинской площади"' }))).toEqual([square]);
    expect(ids(await search({ q: 'задержать -OMON' }))).toEqual([square]);
    expect(ids(await search({ q: 'крокодил' }))).toEqual([]);
  });

  test('the newest words only, and those an update had when it was retracted', async () => {
    const id = await filed('The crowd sings about pomegranates.');
    await search({ q: 'pomegranate' });
    await vera.revise(id, 1, { text: 'The crowd sings about quinces.' });
    expect(ids(await search({ q: 'pomegranate' }))).toEqual([]);
    await vera.change(id, 'retraction', { note: 'Nobody sang.' });
    const { updates } = await search({ q: 'quince' });
    expect(updates).toMatchObject([
      {
        state: 'retracted',
        reporter: 'Vera',
        text: 'The crowd sings about quinces.',
        update: { id, status: 'retracted' },
      },
    ]);
    expect(ids(await search({ q: 'quince', state: 'published' }))).toEqual([]);
    await desk.change(id, 'restoration');
    expect(ids(await search({ q: 'quince', state: 'published' }))).toEqual([id]);
  });

  test('nothing of what was erased, and nothing of it is left to be searched', async () => {
    const id = await filed('A minor named Persimmon.');
    expect(ids(await search({ q: 'persimmon' }))).toEqual([id]);
    const admin = desk.as(await dateline.token('admin'));
    expect((await admin.change(id, 'erasure')).status).toBe(201);
    const left = await dateline.sql('select words::text from search_words where update_id = $1', [id]);
    expect(left).toEqual([{ words: null }]);
    expect(ids(await search({ q: 'persimmon' }))).toEqual([]);
    expect(await search({ reporter: 'Vera' })).toMatchObject({
      updates: [{ text: null, update: { erased: true } }],
    });
  });

  test('by city, reporter, source and state, one after another, page by page', async () => {
    const boris = desk.as(await dateline.token('editor', { name: 'Boris' }));
    const figure = { metric: 'arrests', source: 'ovd-info', value: 3 };
    const kazan = await filed('Rain.', { city: 'kazan', figures: [figure] });
    const moscow = await filed('Rain.');
    const theirs = (await boris.filed({ text: 'Rain.' })).id;
    expect(ids(await search({ q: 'rain', city: 'kazan' }))).toEqual([kazan]);
    expect(ids(await search({ source: 'ovd-info' }))).toEqual([kazan]);
    expect(ids(await search({ reporter: 'Boris' }))).toEqual([theirs]);
    const seen: string[] = [];
    let page = await search({ q: 'rain', limit: '1' });
    for (seen.push(...ids(page)); page.older; seen.push(...ids(page)))
      page = (await ask<Found>(dateline.url + page.older, { token: desk.token })).body;
    expect(seen.toSorted()).toEqual([kazan, moscow, theirs].toSorted());
    expect(seen).toHaveLength(3);
  });

  test('as a reporter what readers see, and what one filed oneself', async () => {
    const id = await filed('A withdrawn cucumber.');
    await vera.change(id, 'retraction', { note: 'No.' });
    const olga = await dateline.token('reporter', { name: 'Olga' });
    expect(ids(await search({ q: 'cucumber' }, olga))).toEqual([]);
    expect(ids(await search({ q: 'cucumber' }, vera.token))).toEqual([id]);
  });

  test('as an editor for some cities what readers see of the others, and all of those', async () => {
    const texts = { moscow: 'A withdrawn gherkin.', kazan: 'Another gherkin.' };
    const inMoscow = await filed(texts.moscow, { city: 'moscow' });
    const inKazan = await filed(texts.kazan, { city: 'kazan' });
    const storyWide = await filed('A gherkin for all.', { city: 'kazan', figures: [CLAIM] });
    const held = await filed('Many gherkins.', { city: 'moscow', figures: [{ ...CLAIM, state: 'held' }] });
    for (const id of [inMoscow, inKazan, storyWide]) await desk.change(id, 'retraction', { note: 'No.' });
    const member = { story: desk.story, cities: ['kazan'] };
    const ned = await dateline.token('editor', { name: 'Ned', ...member });
    for (const path of [`${desk.address}/search`, `${dateline.url}/v1/search`]) {
      const { body } = await ask<Found>(`${path}?q=gherkin`, { token: ned });
      expect(ids(body).toSorted()).toEqual([inKazan, held].toSorted());
      expect(JSON.stringify(body)).not.toContain(`${CLAIM.value}`);
    }
    expect(ids(await search({ q: 'gherkin' }))).toHaveLength(4);
  });

  test('by who filed it and whose figures it holds only what is theirs to know', async () => {
    const figures = [{ metric: 'arrests', source: 'police', value: 50_077 }];
    const BY: Record<string, string>[] = [{ reporter: 'Vera' }, { source: 'police' }];
    const id = await filed('An anonymous walrus.', { city: 'moscow', figures });
    const ofKazan = { story: desk.story, cities: ['kazan'] };
    for (const role of ['reporter', 'editor'] as const) {
      const other = await dateline.token(role, ofKazan);
      const found = await search({ q: 'walrus' }, other);
      expect(found.updates).toMatchObject([{ reporter: null, update: { id } }]);
      for (const by of BY) expect(ids(await search({ q: 'walrus', ...by }, other))).toEqual([]);
    }
    for (const by of BY) expect(ids(await search({ q: 'walrus', ...by }, vera.token))).toEqual([id]);
  });

  test('what waits at the desk, and what was sent back, by the same filters: editors all of it, reporters their own', async () => {
    const figure = { metric: 'arrests', source: 'ovd-info', value: 3 };
    const waits = (await vera.post({ text: 'Дельфины in the fountain.', city: 'atlantis' })).body.id;
    const publishAt = new Date(Date.now() + 600_000).toISOString();
    const later = { text: 'A dolphin, later.', city: 'kazan', figures: [figure], publishAt };
    const scheduled = (await vera.post(later)).body.id;
    const back = (await vera.post({ text: 'Which dolphins?', city: 'atlantis' })).body.id;
    const sent = await new Queue(desk).move(back, 'sending-back', { version: 1, note: 'Where?' });
    expect(sent.status).toBe(200);
    const draft = randomUUID();
    await new Queue(vera).save(draft, null, { text: 'A dolphin nobody knows of.' });
    const told = await filed('A dolphin that readers see.');
    const waiting = ({ waiting }: Found) => waiting.map(({ id }) => id).toSorted();
    const all = await search({ q: 'dolphin' });
    expect([ids(all), waiting(all)]).toEqual([[told], [scheduled, back].toSorted()]);
    expect(waiting(await search({ q: 'дельфин' }))).toEqual([waits]);
    expect(waiting(await search({ q: 'dolphin', state: 'published' }))).toEqual([]);
    for (const [state, id] of Object.entries({ submitted: waits, scheduled, sent_back: back })) {
      const found = await search({ state });
      expect([ids(found), waiting(found)]).toEqual([[], [id]]);
      expect(found.waiting[0]).toMatchObject({ state, person: 'Vera', story: desk.story });
    }
    expect(waiting(await search({ source: 'ovd-info' }))).toEqual([scheduled]);
    expect(waiting(await search({ city: 'kazan' }))).toEqual([scheduled]);
    expect(waiting(await search({ reporter: 'Boris' }))).toEqual([]);
    expect(waiting(await search({ reporter: 'Vera' }, vera.token))).toHaveLength(3);
    const olga = await dateline.token('reporter', { name: 'Olga' });
    const hers = await search({ q: 'dolphin' }, olga);
    expect([ids(hers), waiting(hers)]).toEqual([[told], []]);
    const ofOmsk = await dateline.token('editor', { cities: ['omsk'] });
    expect(waiting(await search({ state: 'scheduled' }, ofOmsk))).toEqual([]);
    await new Queue(desk).move(waits, 'discarding', { version: 1 });
    expect(waiting(await search({ q: 'дельфин' }))).toEqual([]);
  });

  test('in every story one works in, and in no other', async () => {
    const other = await Desk.open(dateline);
    const here = await filed('A rhinoceros.');
    const there = (await other.filed({ text: 'Another rhinoceros.' })).id;
    const everywhere = async (token: string) =>
      ids((await ask<Found>(`${dateline.url}/v1/search?q=rhinoceros`, { token })).body).toSorted();
    expect(await everywhere(desk.token)).toEqual([here, there].toSorted());
    expect(await everywhere(await dateline.token('editor', { story: desk.story }))).toEqual([here]);
    const stranger = await ask(`${desk.address}/search?q=a`, {
      token: await dateline.token('editor', { story: 'x' }),
    });
    expect(stranger.status).toBe(403);
    expect((await ask(`${desk.address}/search?q=a`)).status).toBe(401);
  });

  test.each<Record<string, string>>([
    { q: '' },
    { q: 'x'.repeat(201) },
    { state: 'draft' },
    { city: "'; drop table updates" },
    { source: '../..' },
    { limit: '0' },
    { limit: '101' },
    { before: "1' or 1=1" },
    { before: Buffer.from("2021-01-23T12:00:00Z a' b").toString('base64url') },
  ])('nothing by %j, which is refused as malformed', async (query) => {
    expect((await search(query)).code).toBe('malformed');
  });

  test('what is strange to search for without falling over it', async () => {
    await filed('Ordinary words.');
    for (const q of ["'", '"', '& | ! ( ) : *', '-', '--', '\\', 'или OR and', '\u{1F600}', 'a:*b'])
      expect((await search({ q })).updates).toBeDefined();
  });

  test('what somebody erases at the same moment no more, however often that happens', async () => {
    const admin = desk.as(await dateline.token('admin'));
    const erased: string[] = [];
    for (let round = 0; round < 15; round += 1) {
      const id = await filed(`Round ${round} with a watermelon.`);
      erased.push(id);
      await Promise.all([search({ q: 'watermelon' }), admin.change(id, 'erasure')]);
    }
    const left = await dateline.sql(
      'select 1 from search_words where update_id = any($1) and words is not null',
      [erased],
    );
    expect(left).toEqual([]);
  });
});
