import { randomUUID } from 'node:crypto';
import type { FrozenPerson, PersonView } from '#contract/people';
import type { ProblemDocument } from '#contract/problems';
import { Desk } from '../support/at-the-desk.js';
import { Queue } from '../support/at-the-queue.js';
import { type Dateline, type RunningApp, startDateline } from '../support/dateline.js';
import { FrontDesk } from '../support/signed-in.js';
import { waitUntil } from '../support/wait-until.js';

let dateline: Dateline;
let second: RunningApp;
let desk: FrontDesk;
let story: Desk;
let vandal: PersonView;
let token: string;
beforeAll(async () => {
  dateline = await startDateline();
  second = await dateline.start('api');
  desk = new FrontDesk(dateline);
});
afterAll(() => dateline.stop());
beforeEach(async () => {
  story = await Desk.open(dateline);
  vandal = await desk.person(`Vandal ${randomUUID().slice(0, 8)}`);
  ({ token } = await desk.signedIn(vandal.name));
});

const freeze = async (body: object | undefined, by?: string) =>
  desk.send<FrozenPerson & ProblemDocument>('POST', `/v1/people/${vandal.id}/freezing`, body, by);
const published = async (at: Desk) =>
  (await at.snapshot()).updates.filter(({ status }) => status === 'published').map(({ id }) => id);
const note = 'Withdrawn: the account was misused.';

describe('an account that is frozen', () => {
  test('by an editor is out everywhere, and its last updates are gone from readers, in all stories', async () => {
    const [other, mine] = [await Desk.open(dateline), story.as(token)];
    const kept = await story.filed();
    const first = await mine.filed({ figures: [{ metric: 'arrests', source: 'own', value: 50_000 }] });
    const [next, last] = [await other.as(token).filed(), await mine.filed()];
    expect((await story.totals()).metrics['arrests']?.leading).not.toBeNull();
    const editor = await dateline.token('editor');
    const began = performance.now();
    const answer = freeze({ pull: 3, note }, editor);
    await waitUntil('readers have none of them', async () => {
      const left = [...(await published(story)), ...(await published(other))];
      return left.length === 1 && left[0] === kept.id;
    });
    expect(performance.now() - began).toBeLessThan(1_000);
    const { status, body } = await answer;
    expect([status, body.person.state]).toEqual([200, 'frozen']);
    expect(body.pulled.map(({ id }) => id).toSorted()).toEqual(
      [first, next, last].map(({ id }) => id).toSorted(),
    );
    expect(body.pulled.every((each) => 'receipt' in each && each.receipt.status === 'retracted')).toBe(true);
    expect((await story.totals()).metrics['arrests']?.leading ?? null).toBeNull();
    const retracted = (await story.snapshot()).updates.find(({ id }) => id === first.id);
    expect(retracted).toMatchObject({ status: 'retracted', note });
    expect((await mine.post()).status).toBe(401);
    expect((await desk.signIn(vandal.name)).status).toBe(401);
  });

  test('loses as many as are asked for, and the same ones when it is asked again', async () => {
    const mine = story.as(token);
    const filed = [await mine.filed(), await mine.filed(), await mine.filed(), await mine.filed()];
    expect((await freeze({ pull: 2, note })).body.pulled).toHaveLength(2);
    expect((await freeze({ pull: 2, note })).body.pulled).toEqual([]);
    expect((await published(story)).toSorted()).toEqual(
      filed
        .slice(0, 2)
        .map(({ id }) => id)
        .toSorted(),
    );
  });

  test('loses what it corrected last: its own of long ago, and what others filed unless somebody mended it since', async () => {
    await desk.change(vandal.id, { role: 'editor' });
    ({ token } = await desk.signedIn(vandal.name));
    const mine = story.as(token);
    const vera = story.as(await dateline.token('reporter', { name: 'Vera' }));
    const early = (await mine.filed()).id;
    const [spoiled, mended, untouched] = [await vera.filed(), await vera.filed(), await vera.filed()];
    const between = (await mine.filed()).id;
    const lie = { text: 'The vandal was here.' };
    expect((await mine.revise(mended.id, 1, lie)).status).toBe(201);
    expect((await story.revise(mended.id, 2, { text: 'As it was.' })).status).toBe(201);
    expect((await mine.revise(spoiled.id, 1, lie)).status).toBe(201);
    expect((await mine.revise(early, 1, lie)).status).toBe(201);
    const { body } = await freeze({ pull: 2, note });
    expect(body.pulled).toHaveLength(2);
    expect(body.pulled).toContainEqual({
      ...{ story: story.story, id: spoiled.id, filedBy: 'Vera' },
      receipt: expect.objectContaining({ status: 'retracted' }),
    });
    expect(body.pulled).toContainEqual({
      ...{ story: story.story, id: early },
      receipt: expect.objectContaining({ status: 'retracted' }),
    });
    expect(JSON.stringify(await story.snapshot())).not.toContain(lie.text);
    const left = [mended.id, untouched.id, between].toSorted();
    expect((await published(story)).toSorted()).toEqual(left);
    expect((await freeze({ pull: 2, note })).body.pulled).toEqual([]);
    expect((await published(story)).toSorted()).toEqual(left);
    expect((await freeze({ pull: 3, note })).body.pulled).toMatchObject([{ id: between }]);
  });

  test('loses what it let go from the queue, at once and at a time, unless somebody mended it since', async () => {
    await desk.change(vandal.id, { role: 'editor' });
    ({ token } = await desk.signedIn(vandal.name));
    const [queue, mine] = [new Queue(story), new Queue(story.as(token))];
    const vera = story.as(await dateline.token('reporter', { name: 'Vera' }));
    await queue.works({ review: 'all' });
    const waiting = async () => String((await vera.post({ figures: [] })).body.id);
    const text = 'The vandal was here.';
    const [mended, early, late] = [await waiting(), await waiting(), await waiting()];
    const [correct, others, ahead] = [await waiting(), await waiting(), await waiting()];
    for (const id of [mended, early])
      expect((await mine.move(id, 'publication', { version: 1, text })).status).toBe(201);
    expect((await story.revise(mended, 1, { text: 'As it was.' })).status).toBe(201);
    const publishAt = new Date(Date.now() + 1_500).toISOString();
    expect((await mine.move(late, 'publication', { version: 1, text, publishAt })).status).toBe(202);
    for (const id of [correct, others])
      expect((await queue.move(id, 'publication', { version: 1 })).status).toBe(201);
    const said = await vera.revise(correct, 1, { text: 'Vera, again.' });
    const asked = { version: 1, text, correctionNote: 'A slip.' };
    expect((await mine.move(String(said.body.filing), 'publication', asked)).status).toBe(201);
    const inAnHour = new Date(Date.now() + 3_600_000).toISOString();
    expect((await mine.move(ahead, 'publication', { version: 1, publishAt: inAnHour })).status).toBe(202);
    expect((await queue.move(ahead, 'publication', { version: 2, atOnce: true })).status).toBe(201);
    await waitUntil('its time has come', async () => (await published(story)).includes(late));
    const { body } = await freeze({ pull: 5, note });
    expect(body.pulled.map(({ id }) => id).toSorted()).toEqual([early, late, correct].toSorted());
    for (const each of body.pulled) expect(each).toMatchObject({ filedBy: 'Vera', story: story.story });
    expect((await published(story)).toSorted()).toEqual([mended, others, ahead].toSorted());
    expect(JSON.stringify(await story.snapshot())).not.toContain(text);
  });

  test('loses too what it files meanwhile at another api', async () => {
    const elsewhere = story.as(token).at(story.address.replace(dateline.url, second.url));
    let [isOver, taken] = [false, 0];
    const filing = (async () => {
      while (!isOver) taken += (await elsewhere.post()).status === 201 ? 1 : 0;
    })();
    await waitUntil('some are there', () => taken > 3);
    const { body } = await freeze({ pull: 1, note });
    isOver = true;
    await filing;
    expect(body.pulled.length).toBeGreaterThan(0);
    const [newest] = await dateline.sql<{ status: string }>(
      `select head->>'status' as status from updates where story_id = $1 order by first_seq desc limit 1`,
      [story.story],
    );
    expect(newest?.status).toBe('retracted');
  });

  test('keeps what it filed when nothing else is asked', async () => {
    await story.as(token).filed();
    expect((await freeze(undefined)).body).toMatchObject({ person: { state: 'frozen' }, pulled: [] });
    expect(await published(story)).toHaveLength(1);
  });

  test('is an admin’s by an admin only, and nobody’s by a reporter or for a story', async () => {
    await desk.change(vandal.id, { role: 'admin' });
    const tokens = [
      await dateline.token('editor'),
      await dateline.token('reporter'),
      await dateline.token('admin', { story: story.story }),
    ];
    for (const by of tokens) expect((await freeze({}, by)).status).toBe(403);
    expect((await freeze({})).status).toBe(200);
  });

  test.each([
    { pull: 1 },
    { pull: 101, note },
    { pull: -1, note },
    { pull: '1', note },
    { pull: 1, note: '' },
  ])('is asked for in the right form: not %j', async (body) => {
    expect((await freeze(body)).body.code).toBe('malformed');
    expect((await desk.session(token)).status).toBe(200);
  });
});
