import { randomUUID } from 'node:crypto';
import type { Introduction, IntroductionView, SetupView } from '#contract/story';
import { AReader } from '../support/a-reader.js';
import { AStream } from '../support/a-stream.js';
import { Desk } from '../support/at-the-desk.js';
import type { Dateline } from '../support/dateline.js';
import { ask, type ReceiptOrProblem } from '../support/newsroom-people.js';
import { standingNewsroom } from '../support/standing-newsroom.js';
import { stateHash } from '../support/state-hash.js';
import { waitUntil } from '../support/wait-until.js';

let dateline: Dateline;
let desk: Desk;
beforeAll(async () => {
  dateline = await standingNewsroom();
});
afterAll(() => dateline.stop());
beforeEach(async () => {
  desk = await Desk.open(dateline);
});

const read = async <T>(what: 'introduction' | 'setup') =>
  (await ask<T>(`${desk.address}/${what}`, { token: desk.token })).body;
const introduction = () => read<IntroductionView>('introduction');
const KNOWN = { id: 'deaths', heading: 'Nobody was killed', text: 'Hospitals in *three* cities say so.' };
const ROUND = { title: 'A day', standfirst: null, whatWeKnow: [KNOWN] };
const introduce = (body: Introduction & { requestId?: string }, version?: string, by = desk) =>
  by.send<ReceiptOrProblem>('PUT', '/introduction', { requestId: randomUUID(), ...body }, ifMatch(version));
const ifMatch = (version?: string): Record<string, string> =>
  version === undefined ? {} : { 'if-match': `"${version}"` };

describe('what we know', () => {
  test('is on every open page as soon as it is edited, and on the page without JavaScript', async () => {
    const reader = new AReader(dateline.url, { story: desk.story });
    const ofKazan = new AReader(dateline.url, { story: desk.story, city: 'kazan' });
    const stream = await AStream.open(`${desk.address}/stream`);
    await Promise.all([reader.follow(), ofKazan.follow()]);
    const before = await introduction();
    expect(before).toMatchObject({ title: 'A day', standfirst: null, whatWeKnow: [] });
    const { status, body } = await introduce({ ...ROUND, title: 'Two days' }, before.version);
    expect([status, body.seq]).toEqual([200, 2]);
    await Promise.all([reader.at(2), ofKazan.at(2)]);
    await waitUntil('the stream has it', () => stream.of('frame')[0]);
    const snapshot = await desk.snapshot();
    expect(snapshot.story).toMatchObject({ title: 'Two days', whatWeKnow: [KNOWN] });
    for (const { view } of [reader, ofKazan]) expect(view?.story).toEqual(snapshot.story);
    expect(reader.view && stateHash(reader.view)).toBe(stateHash(snapshot));
    const page = await (await fetch(`${dateline.url}/stories/${desk.story}`)).text();
    expect(page).toContain('Hospitals in <em>three</em> cities say so.');
    for (const each of [reader, ofKazan, stream]) each.close();
  });

  test('is changed by one of two editors at a time: the other holds both versions', async () => {
    const { version } = await introduction();
    const saves = ['Vera', 'Ivan'].map((name) => introduce({ ...ROUND, title: `${name}’s title` }, version));
    const answers = await Promise.all(saves);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412]);
    const now = await introduction();
    expect(answers.find(({ status }) => status === 412)?.body).toMatchObject({
      ...{ code: 'stale_version', current: now },
    });
    expect((await introduce(ROUND, now.version)).status).toBe(200);
  });

  test('is not edited by those who do not say what they read, and a repeat is answered as before', async () => {
    const without = await introduce(ROUND);
    expect([without.status, without.body]).toMatchObject([428, { current: { title: 'A day' } }]);
    const { version } = await introduction();
    const requestId = randomUUID();
    const first = await introduce({ requestId, ...ROUND }, version);
    expect((await introduce({ requestId, ...ROUND }, version)).body).toEqual(first.body);
    const same = await introduce(ROUND, (await introduction()).version);
    expect([same.status, same.body.seq]).toEqual([200, null]);
  });

  test('stays when the story is set up again, and is not for reporters', async () => {
    await introduce(ROUND, (await introduction()).version);
    const { setup } = await read<SetupView>('setup');
    await desk.send('PUT', '', { ...setup, title: 'Three days' });
    expect(await introduction()).toMatchObject({ title: 'Three days', whatWeKnow: [KNOWN] });
    const reporter = desk.as(await dateline.token('reporter'));
    expect((await introduce(ROUND, 'x', reporter)).status).toBe(403);
  });
});

test('a setup that was changed meanwhile is not sent over, where it is said which one was read', async () => {
  const { version, setup } = await read<SetupView>('setup');
  const put = (title: string) =>
    desk.send<ReceiptOrProblem>('PUT', '', { ...setup, title }, ifMatch(version));
  expect((await put('Two days')).status).toBe(200);
  const stale = await put('Three days');
  expect([stale.status, stale.body]).toMatchObject([412, { current: { setup: { title: 'Two days' } } }]);
  expect((await desk.send('PUT', '', { ...setup, title: 'Three days' })).status).toBe(200);
});
