import { randomUUID } from 'node:crypto';
import { io } from 'socket.io-client';
import type { PostUpdate } from '#contract/update';
import { Desk } from '../support/at-the-desk.js';
import { type FilingOrProblem, Queue } from '../support/at-the-queue.js';
import type { Dateline } from '../support/dateline.js';
import { deskForEachTest } from '../support/desk-for-each-test.js';
import { anUpdate, ask, type ReceiptOrProblem } from '../support/newsroom-people.js';

let dateline: Dateline;
let desk: Desk;
let queue: Queue;
let vera: Desk;
deskForEachTest((scene) => {
  ({ dateline, desk, queue, vera } = scene);
});

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
const ahead = (minutes: number) => ago(-minutes);
const own = (value: number) => [{ metric: 'arrests', source: 'own', value }];
const arrests = async () => (await desk.totals()).metrics['arrests']?.leading.label ?? null;

describe('what a reporter files', () => {
  const cases: readonly [string, Partial<PostUpdate>, readonly [string, string | undefined][]][] = [
    ['from a city the story does not have', { city: 'atlantis' }, [['unknown_city', 'city']]],
    [
      'by a source nobody knows',
      { figures: [{ metric: 'arrests', source: 'a friend', value: 3 }] },
      [['unknown_source', 'figures.0.source']],
    ],
    [
      'of something that is not counted',
      { figures: [{ metric: 'flags', source: 'own', value: 3 }] },
      [['unknown_metric', 'figures.0.metric']],
    ],
    [
      'with a range the wrong way round',
      { figures: [{ metric: 'arrests', source: 'own', low: 30, high: 20 }] },
      [['invalid_figure', 'figures.0.high']],
    ],
    [
      'with a number and words for it',
      { figures: [{ metric: 'arrests', source: 'own', value: 30, words: 'dozens' }] },
      [['invalid_figure', 'figures.0']],
    ],
    [
      'with words that stand for no number',
      { figures: [{ metric: 'arrests', source: 'own', words: 'loads' as never }] },
      [['invalid_figure', 'figures.0.words']],
    ],
    [
      'of tomorrow',
      { occurredAt: ahead(24 * 60), figures: [{ metric: 'arrests', source: 'own', value: 3, asOf: 'noon' }] },
      [
        ['in_the_future', 'occurredAt'],
        ['invalid_figure', 'figures.0.asOf'],
      ],
    ],
  ];
  test.each(cases)('%s waits at the desk, with what is wrong', async (_, fields, reasons) => {
    const update = anUpdate(fields);
    const { status, body } = await vera.post(update);
    expect([status, body.status, body.revision, body.seq]).toEqual([202, 'submitted', null, null]);
    expect(body.reasons?.map(({ code, path }) => [code, path])).toEqual(reasons);
    const [waiting] = await queue.list('?state=submitted');
    expect(waiting).toMatchObject({
      ...{ id: update.id, story: desk.story, person: 'Vera', state: 'submitted', version: 1 },
      ...{ content: { text: update.text }, reasons: body.reasons },
    });
    expect((await desk.snapshot()).position.seq).toBe(1);
    expect((await ask<ReceiptOrProblem>(`${desk.address}/updates/${update.id}`)).body.code).toBe(
      'update_not_found',
    );
  });

  test('for another city than theirs, and for the whole story, waits; for another story it is refused', async () => {
    const narrow = await dateline.token('reporter', { story: desk.story, cities: ['kazan'] });
    for (const city of ['moscow', null]) {
      const { status, body } = await desk.as(narrow).post({ city });
      expect([status, body.reasons?.map(({ code }) => code)]).toEqual([202, ['not_allowed']]);
    }
    const other = await Desk.open(dateline);
    expect((await other.as(narrow).post()).status).toBe(403);
    expect((await desk.snapshot()).updates).toEqual([]);
  });

  test('for a closed story waits, with all that is wrong', async () => {
    await desk.turn('closing');
    const { status, body } = await vera.post({ city: 'atlantis' });
    expect([status, body.reasons?.map(({ code }) => code)]).toEqual([202, ['story_closed', 'unknown_city']]);
  });

  test('is answered the same when it is sent again, and other words under its id are refused', async () => {
    const update = anUpdate({ city: 'atlantis' });
    const first = await vera.post(update);
    expect(await vera.post(update)).toMatchObject({ status: 200, body: first.body });
    const fifty = await Promise.all(Array.from({ length: 50 }, () => vera.post(update)));
    expect(new Set(fifty.map(({ body }) => JSON.stringify(body)))).toEqual(
      new Set([JSON.stringify(first.body)]),
    );
    expect((await vera.post({ ...update, text: 'Else.' })).body.code).toBe('id_reused');
    expect((await vera.post({ ...update, city: 'moscow' })).body.code).toBe('id_reused');
    expect(await queue.list()).toHaveLength(1);
  });

  test('fifty times at once waits once', async () => {
    const update = anUpdate({ city: 'atlantis' });
    const answers = await Promise.all(Array.from({ length: 50 }, () => vera.post(update)));
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(1);
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(await queue.list()).toHaveLength(1);
  });

  test('by socket waits just the same', async () => {
    const socket = io(`${dateline.url}/desk`, { forceNew: true, auth: { token: vera.token } });
    const update = anUpdate({ city: 'atlantis' });
    const receipt = await socket.emitWithAck('post', { story: desk.story, update });
    socket.disconnect();
    expect(receipt).toEqual((await vera.post(update)).body);
    expect(receipt).toMatchObject({ id: update.id, status: 'submitted' });
  });

  test('in a batch waits beside those that are published', async () => {
    const updates = [anUpdate(), anUpdate({ city: 'atlantis' }), anUpdate()];
    const { body } = await vera.send<{ results: { receipt?: { status: string } }[] }>(
      ...(['POST', '/updates:batch', { updates }] as const),
    );
    expect(body.results.map(({ receipt }) => receipt?.status)).toEqual([
      ...['published', 'submitted', 'published'],
    ]);
  });
});

describe('an editor', () => {
  const waiting = async (fields: Partial<PostUpdate> = { city: 'atlantis' }) => {
    const update = anUpdate({ figures: own(7), ...fields });
    expect((await vera.post(update)).status).toBe(202);
    return update;
  };

  test('places it in another city in one request; who filed it is told where it is', async () => {
    const update = await waiting();
    expect(await arrests()).toBeNull();
    const placed = await queue.move(update.id, 'publication', { version: 1, city: 'kazan' });
    expect([placed.status, placed.body]).toEqual([
      201,
      expect.objectContaining({ id: update.id, revision: 1, status: 'published', seq: 2 }),
    ]);
    expect((await desk.snapshot()).updates).toMatchObject([
      { id: update.id, city: 'kazan', text: update.text },
    ]);
    expect(await arrests()).toBe('7');
    expect(await vera.post(update)).toMatchObject({ status: 200, body: placed.body });
    expect((await queue.one(update.id)).body).toMatchObject({
      ...{ state: 'published', version: 2, content: null, published: { story: desk.story, seq: 2 } },
    });
    expect((await vera.revise(update.id, 1, {})).status).toBe(201); // it is hers
  });

  test('adds the city and the source that were missing with the same request', async () => {
    const figures = [{ metric: 'arrests', source: 'friend', value: 3 }];
    const update = await waiting({ city: 'perm', figures });
    const perm = {
      ...{ id: 'perm', name: 'Perm', country: 'RU', lat: 58, lon: 56, timeZone: 'Asia/Yekaterinburg' },
    };
    const add = { cities: [perm], sources: [{ id: 'friend', kind: 'media', name: 'A friend' }] };
    const stale = await queue.move(update.id, 'publication', { version: 7, add });
    expect([stale.status, (await desk.snapshot()).position.seq]).toEqual([412, 1]);
    const { status, body } = await queue.move(update.id, 'publication', { version: 1, add });
    expect([status, body.seq]).toEqual([201, 3]);
    expect((await desk.snapshot()).updates).toMatchObject([{ id: update.id, city: 'perm' }]);
  });

  test('places it in another story', async () => {
    const update = await waiting();
    const other = await Desk.open(dateline);
    const here = desk.as(await dateline.token('editor', { story: desk.story }));
    const foreign = { version: 1, city: 'omsk', story: other.story };
    expect((await new Queue(here).move(update.id, 'publication', foreign)).status).toBe(403);
    const { body } = await queue.move(update.id, 'publication', foreign);
    expect(body).toMatchObject({ status: 'published', seq: 2, story: other.story });
    expect((await other.snapshot()).updates).toMatchObject([{ id: update.id, city: 'omsk' }]);
    expect((await desk.snapshot()).updates).toEqual([]);
    expect((await vera.post(update)).body).toEqual(body);
  });

  test('is told what is still wrong, and nothing is lost by it', async () => {
    const update = await waiting();
    const { status, body } = await queue.move(update.id, 'publication', { version: 1 });
    expect([status, body.code, body.fields?.[0]?.path]).toEqual([400, 'unknown_city', 'city']);
    expect((await queue.one(update.id)).body).toMatchObject({ state: 'submitted', version: 1 });
  });

  test('names the version that was read; of two at once one wins, and the other sees what is there', async () => {
    const update = await waiting();
    expect((await queue.move(update.id, 'publication', { version: null, city: 'kazan' })).status).toBe(428);
    const cities = ['kazan', 'omsk', 'moscow', 'kazan'];
    const answers = await Promise.all(
      cities.map((city) => queue.move(update.id, 'publication', { version: 1, city })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 412, 412, 412]);
    const stale = answers.find(({ status }) => status === 412);
    expect(stale?.body.current).toMatchObject({ id: update.id, state: 'published', version: 2 });
    expect((await desk.snapshot()).updates).toHaveLength(1);
  });

  test('whose answer was lost gets it again', async () => {
    const update = await waiting();
    const requestId = randomUUID();
    const asked = { version: 1, requestId, city: 'kazan' };
    const first = await queue.move(update.id, 'publication', asked);
    expect(await queue.move(update.id, 'publication', asked)).toMatchObject({
      ...{ status: 200, body: first.body },
    });
    const back = await waiting();
    const sending = { version: 1, requestId: randomUUID(), note: 'Which city?' };
    const sent = await queue.move<FilingOrProblem>(back.id, 'sending-back', sending);
    expect((await queue.move(back.id, 'sending-back', sending)).body).toEqual(sent.body);
  });

  test('sends it back with a note; its author mends it and hands it in again', async () => {
    const update = await waiting();
    const note = 'Which city?';
    const sent = await queue.move<FilingOrProblem>(update.id, 'sending-back', { version: 1, note });
    expect(sent.body).toMatchObject({ state: 'sent_back', version: 2, note });
    const hers = queue.as(vera.token);
    const { id: _, ...content } = { ...update, city: 'omsk' };
    expect((await hers.save(update.id, 2, content)).body.version).toBe(3);
    expect((await queue.one(update.id)).status).toBe(404); // it is a draft of hers again
    const { status, body } = await hers.move(update.id, 'submission', { version: 3 });
    expect([status, body.status, body.seq]).toEqual([201, 'published', 2]);
    expect((await desk.snapshot()).updates).toMatchObject([{ id: update.id, city: 'omsk' }]);
  });

  test('discards with it why its figure should have counted', async () => {
    const { id } = (await desk.post({ city: 'atlantis', override: { reason: 'Xenia saw it.' } })).body;
    const kept = () => dateline.sql('select wishes from filings where id = $1', [id]);
    expect(await kept()).toEqual([{ wishes: { override: { reason: 'Xenia saw it.' } } }]);
    expect((await queue.move(id ?? '', 'discarding', { version: 1, note: 'Twice.' })).status).toBe(200);
    expect(await kept()).toEqual([{ wishes: null }]);
  });

  test('discards it: its words are gone, and who filed it is answered as before', async () => {
    const update = await waiting();
    const answered = await vera.post(update);
    const gone = await queue.move<FilingOrProblem>(update.id, 'discarding', { version: 1, note: 'Twice.' });
    expect(gone.body).toMatchObject({ state: 'discarded', content: null, note: 'Twice.' });
    expect((await vera.post(update)).body).toEqual(answered.body);
    const late = await queue.move(update.id, 'publication', { version: 2, city: 'kazan' });
    expect([late.status, late.body.code]).toEqual([409, 'filing_settled']);
  });

  test('for some cities sees and places what is about those', async () => {
    const narrow = await dateline.token('editor', { story: desk.story, cities: ['kazan'] });
    await queue.works({ review: 'all' });
    const [kazan, moscow] = [await waiting({ city: 'kazan' }), await waiting({ city: 'moscow' })];
    const theirs = queue.as(narrow);
    expect((await theirs.list()).map(({ id }) => id)).toEqual([kazan.id]);
    expect((await theirs.one(moscow.id)).status).toBe(404);
    expect((await theirs.move(moscow.id, 'publication', { version: 1, city: 'kazan' })).status).toBe(403);
    expect((await theirs.move(kazan.id, 'publication', { version: 1, city: 'moscow' })).status).toBe(403);
    expect((await theirs.move(moscow.id, 'discarding', { version: 1 })).status).toBe(404);
    expect((await theirs.move(kazan.id, 'publication', { version: 1 })).status).toBe(201);
  });
});
