import { randomUUID } from 'node:crypto';
import type { UpdateView } from '#contract/update';
import type { Desk } from '../support/at-the-desk.js';
import type { FilingOrProblem, Queue } from '../support/at-the-queue.js';
import { type Dateline, startDateline } from '../support/dateline.js';
import { deskForEachTest } from '../support/desk-for-each-test.js';
import { anUpdate, ask } from '../support/newsroom-people.js';
import { FrontDesk } from '../support/signed-in.js';
import { waitUntil } from '../support/wait-until.js';

let dateline: Dateline;
let desk: Desk;
let queue: Queue;
let vera: Desk;
deskForEachTest(
  (scene) => {
    ({ dateline, desk, queue, vera } = scene);
  },
  { newsroom: startDateline },
);

const inMs = (ms: number) => new Date(Date.now() + ms).toISOString();
const shown = async (id: string): Promise<UpdateView | undefined> =>
  (await desk.snapshot()).updates.find((update) => update.id === id);
const isShown = (id: string) => waitUntil('readers see it', async () => (await shown(id)) !== undefined);
const own = (value: number) => [{ metric: 'arrests', source: 'own', value }];
/** As if it had been filed so long ago. */
const passed = (id: string, minutes: number) =>
  dateline.sql(
    `update filings set publish_at = publish_at - $2 * interval '1 minute' where id = $1 and state = 'scheduled'`,
    [id, minutes],
  );

describe('an update with a time', () => {
  test('is with readers within a second of it, and not before', async () => {
    const publishAt = inMs(1_200);
    const update = anUpdate({ publishAt, figures: own(7) });
    const answer = await vera.post(update);
    expect([answer.status, answer.body]).toEqual([
      202,
      expect.objectContaining({ status: 'scheduled', seq: null, publishAt }),
    ]);
    expect((await desk.totals()).metrics).toEqual({});
    await isShown(update.id);
    const late = Date.now() - Date.parse(publishAt);
    expect(late).toBeGreaterThanOrEqual(0);
    expect(late).toBeLessThan(1_500); // a second, and what two busy cores take
    const again = await vera.post(update);
    expect([again.status, again.body.status, again.body.seq]).toEqual([200, 'published', 2]);
    expect((await queue.one(update.id)).body).toMatchObject({ state: 'published', content: null });
  });

  test('may be about a moment that has not come yet, but not about one after that time', async () => {
    const publishAt = inMs(60_000 * 60);
    const [then, later] = [inMs(60_000 * 60), inMs(60_000 * 120)];
    expect((await vera.post({ publishAt, occurredAt: then })).body.status).toBe('scheduled');
    expect((await vera.post({ publishAt, occurredAt: later })).body.status).toBe('submitted');
  });

  test('that is past goes out at once, and an embargo holds beside an earlier one', async () => {
    expect((await vera.post({ publishAt: inMs(-1_000) })).status).toBe(201);
    const [sooner, later] = [inMs(60_000), inMs(120_000)];
    const { body } = await vera.post({ publishAt: sooner, embargoUntil: later });
    expect(body.publishAt).toBe(later);
  });

  test('can be given another one, or none, by an editor who read the newest version', async () => {
    const update = anUpdate({ publishAt: inMs(60_000 * 60) });
    await vera.post(update);
    const sooner = inMs(60_000 * 30);
    const moved = await queue.move(update.id, 'publication', { version: 1, publishAt: sooner });
    expect([moved.status, moved.body.publishAt]).toEqual([202, sooner]);
    expect((await queue.move(update.id, 'publication', { version: 1 })).status).toBe(412);
    expect((await queue.move(update.id, 'publication', { version: 2 })).status).toBe(202); // it keeps its time
    const now = await queue.move(update.id, 'publication', { version: 3, atOnce: true });
    expect([now.status, now.body.status]).toEqual([201, 'published']);
  });

  test('that is cancelled never comes: by who filed it, or sent back by an editor', async () => {
    const [mine, theirs] = [anUpdate({ publishAt: inMs(700) }), anUpdate({ publishAt: inMs(700) })];
    await Promise.all([vera.post(mine), vera.post(theirs)]);
    expect((await queue.as(vera.token).withdraw(mine.id, null)).status).toBe(428);
    expect((await queue.as(vera.token).withdraw(mine.id, 1)).body).toMatchObject({
      ...{ state: 'discarded', content: null },
    });
    const sent = await queue.move<FilingOrProblem>(theirs.id, 'sending-back', { version: 1, note: 'No.' });
    expect(sent.body.state).toBe('sent_back');
    const last = anUpdate({ publishAt: inMs(900) });
    await vera.post(last);
    await isShown(last.id); // its time was after theirs
    expect((await desk.snapshot()).updates.map(({ id }) => id)).toEqual([last.id]);
  });

  test('waits for an editor when its story was closed meanwhile', async () => {
    const update = anUpdate({ publishAt: inMs(600) });
    await vera.post(update);
    await desk.turn('closing');
    await waitUntil('it waits', async () => (await queue.one(update.id)).body.state === 'submitted');
    expect((await queue.one(update.id)).body.reasons.map(({ code }) => code)).toEqual(['story_closed']);
    expect(await shown(update.id)).toBeUndefined();
    await desk.turn('reopening');
    expect((await queue.move(update.id, 'publication', { version: 2 })).status).toBe(201);
  });

  test('is still held to what is plausible when it comes, unless an editor said why not', async () => {
    const beyond = () => ({ city: 'omsk', figures: own(50_000) });
    const [alone, read] = [
      anUpdate({ ...beyond(), publishAt: inMs(700) }),
      anUpdate({ ...beyond(), publishAt: inMs(60_000) }),
    ];
    await Promise.all([vera.post(alone), vera.post(read)]);
    await isShown(alone.id);
    expect(await shown(alone.id)).toMatchObject({ text: alone.text, figures: [] });
    expect((await desk.totals()).metrics).toEqual({});
    const override = { reason: 'Three monitors say so.' };
    await queue.move(read.id, 'publication', { version: 1, publishAt: inMs(700), override });
    await isShown(read.id);
    expect((await queue.one(read.id)).body.letGoBy).not.toBeNull();
    expect((await desk.totals()).metrics['arrests']?.leading.label).toBe('50,000');
  });

  test('waits for an editor when the account of who filed it was closed meanwhile', async () => {
    const front = new FrontDesk(dateline);
    const name = `Mallory ${randomUUID().slice(0, 8)}`;
    const { id } = await front.person(name);
    const { token } = await front.signedIn(name);
    const update = anUpdate({ publishAt: inMs(60_000) });
    expect((await desk.as(token).post(update)).status).toBe(202);
    await front.send('POST', `/v1/people/${id}/freezing`, {});
    expect((await queue.one(update.id)).body).toMatchObject({
      ...{ state: 'submitted', reasons: [{ code: 'account_closed' }] },
    });
  });

  test('waits for an editor when the key that it was filed with was ended meanwhile', async () => {
    const front = new FrontDesk(dateline);
    const { id, key } = (await front.makeKey({ name: `wire ${randomUUID()}`, role: 'reporter' })).body;
    const update = anUpdate({ publishAt: inMs(1_500) });
    expect((await desk.as(key).post(update)).status).toBe(202);
    await front.send('DELETE', `/v1/api-keys/${id}`);
    await waitUntil('its time came', async () => (await queue.one(update.id)).body.state !== 'scheduled');
    expect((await queue.one(update.id)).body).toMatchObject({
      ...{ state: 'submitted', reasons: [{ code: 'not_allowed' }] },
    });
  });

  test('waits for an editor when the account of who let it go was closed meanwhile, and goes out on its word no more', async () => {
    const front = new FrontDesk(dateline);
    const name = `Edgar ${randomUUID().slice(0, 8)}`;
    const { id } = await front.person(name, 'editor');
    const { token } = await front.signedIn(name);
    const update = anUpdate({ city: 'omsk', publishAt: inMs(60_000) });
    expect((await vera.post(update)).status).toBe(202);
    const changed = { text: 'Not what Vera wrote.', figures: own(50_000), override: { reason: 'Mine.' } };
    const placing = { requestId: randomUUID(), ...changed, publishAt: inMs(60_000) };
    const path = `/filings/${update.id}/publication`;
    expect((await desk.as(token).send('POST', path, placing, { 'if-match': '"1"' })).status).toBe(202);
    await front.send('POST', `/v1/people/${id}/freezing`, {});
    const { body } = await queue.one(update.id);
    expect(body).toMatchObject({ state: 'submitted', letGoBy: null, reasons: [{ code: 'account_closed' }] });
    const atOnce = { version: body.version, atOnce: true };
    expect((await queue.move(update.id, 'publication', atOnce)).status).toBe(201);
    expect((await desk.totals()).metrics).toEqual({});
  });

  test('waits for an editor when who filed it may not file for its city any more, and the next in line do not', async () => {
    const front = new FrontDesk(dateline);
    const name = `Nadia ${randomUUID().slice(0, 8)}`;
    const { id } = await front.person(name);
    const { token } = await front.signedIn(name);
    const [lost, mine] = [anUpdate({ publishAt: inMs(1_500) }), anUpdate({ publishAt: inMs(1_600) })];
    expect((await desk.as(token).post(lost)).status).toBe(202);
    expect((await vera.post(mine)).status).toBe(202);
    await front.change(id, { memberships: [{ story: desk.story, cities: ['kazan'] }] });
    await isShown(mine.id);
    await waitUntil('an editor has it', async () => (await queue.one(lost.id)).body.state === 'submitted');
    expect((await queue.one(lost.id)).body.reasons.map(({ code }) => code)).toEqual(['not_allowed']);
    expect((await ask(`${desk.address}/updates/${lost.id}`)).status).toBe(404);
  });

  test.each([
    ['is of another story by now', { memberships: [{ story: 'elsewhere', cities: null }] }, 'submitted', ''],
    ['is a reporter by now', { role: 'reporter' as const }, 'published', 'no figure'],
    ['is an admin still', {}, 'published', '50,000'],
  ])('is let go as by what an admin may do by then, who %s', async (_who, change, state, label) => {
    const front = new FrontDesk(dateline);
    const name = `Anton ${randomUUID().slice(0, 8)}`;
    const { id } = await front.person(name, 'admin');
    const { token } = await front.signedIn(name);
    const update = anUpdate({ figures: own(50_000), publishAt: inMs(1_500) });
    expect((await desk.as(token).post(update)).status).toBe(202);
    await front.change(id, change);
    await waitUntil('its time came', async () => (await queue.one(update.id)).body.state !== 'scheduled');
    expect((await queue.one(update.id)).body.state).toBe(state);
    const { metrics } = await desk.totals();
    expect(metrics['arrests']?.leading.label ?? (state === 'published' ? 'no figure' : '')).toBe(label);
  });

  test('is not kept back by five hundred before it that nothing can be done with', async () => {
    const unreadable = anUpdate({ publishAt: inMs(60_000) });
    await vera.post(unreadable);
    await dateline.sql(
      `insert into filings select f.* from filings x, generate_series(1, 500) n, jsonb_populate_record(x,
         jsonb_build_object('id', x.id || n, 'content', '{"text": 7}'::jsonb, 'publish_at', '2021-01-23T12:00:00Z')) f
       where x.id = $1`,
      [unreadable.id],
    );
    const update = anUpdate({ publishAt: inMs(500) });
    await vera.post(update);
    await waitUntil('readers see it', async () => (await shown(update.id)) !== undefined, 20_000); // five hundred fail first
  });
});

describe('a safety delay', () => {
  test('is not got round by correcting an update into its city, which an editor may', async () => {
    const { id } = await vera.filed({ city: 'moscow' });
    await queue.works({ cityDelays: { kazan: 10 } });
    const corrected = { city: 'kazan', text: 'It is in Kazan.' };
    const { status, body } = await vera.revise(id, 1, corrected);
    expect([status, body.status]).toEqual([202, 'scheduled']);
    expect(JSON.stringify(await desk.snapshot())).not.toContain('It is in Kazan.');
    expect((await desk.revise(id, 1, corrected)).status).toBe(201);
  });

  test('keeps a city’s updates and figures from readers, and when they were filed', async () => {
    await queue.works({ cityDelays: { kazan: 10 } });
    expect((await vera.post({ city: 'moscow' })).status).toBe(201);
    const update = anUpdate({ city: 'kazan', figures: own(7) });
    const { status, body } = await vera.post(update);
    expect([status, body.reasons?.map(({ code }) => code)]).toEqual([202, ['safety_delay']]);
    expect(Date.parse(body.publishAt ?? '') - Date.now()).toBeGreaterThan(9 * 60_000);
    expect((await desk.totals()).metrics).toEqual({});
    expect((await vera.post({ figures: [{ ...own(3)[0], city: 'kazan' } as never] })).status).toBe(202);
    await dateline.sql(`update filings set received_at = '2021-01-23T12:00:00Z' where id = $1`, [update.id]);
    const before = Date.now();
    await passed(update.id, 10);
    await isShown(update.id);
    const seen = await shown(update.id);
    for (const time of [seen?.receivedAt, seen?.publishedAt])
      expect(Date.parse(time ?? '')).toBeGreaterThan(before - 2_000);
    expect((await desk.totals()).metrics['arrests']?.leading.label).toBe('7');
  });

  test('is waited for after an editor read it, too, unless they say it is to go at once', async () => {
    await queue.works({ review: 'all', delay: 15 });
    const [one, other] = [anUpdate(), anUpdate()];
    await Promise.all([vera.post(one), vera.post(other)]);
    const waits = await queue.move(one.id, 'publication', { version: 1 });
    expect([waits.status, waits.body.reasons?.[0]?.code]).toEqual([202, 'safety_delay']);
    const goes = await queue.move(other.id, 'publication', { version: 1, atOnce: true });
    expect(goes.status).toBe(201);
  });
});
