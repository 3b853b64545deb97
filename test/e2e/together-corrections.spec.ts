import { randomUUID } from 'node:crypto';
import type { RevisionDifference } from '#contract/difference';
import { AReader } from '../support/a-reader.js';
import { Desk } from '../support/at-the-desk.js';
import type { Dateline } from '../support/dateline.js';
import { type Answer, ask } from '../support/newsroom-people.js';
import { standingNewsroom } from '../support/standing-newsroom.js';
import { stateHash } from '../support/state-hash.js';

const FIGURES = [{ metric: 'arrests', source: 'own', value: 12 }];
const TEXT = 'At least 12 poeple were led away, wittnesses say.';
const MENDED = 'At least 12 people were led away, witnesses say.';
const LOUD = { correctionNote: 'They were 14.' };

let dateline: Dateline;
let desk: Desk;
let id: string;
beforeAll(async () => {
  dateline = await standingNewsroom();
});
afterAll(() => dateline.stop());
beforeEach(async () => {
  desk = await Desk.open(dateline);
  ({ id } = await desk.filed({ text: TEXT, headline: 'Arests', figures: FIGURES }));
});

const silently = (revision: number, body: object = {}, by = desk) =>
  by.revise(id, revision, {
    ...{ text: MENDED, headline: 'Arrests', figures: FIGURES, correctionNote: undefined, silent: true },
    ...body,
  });

describe('a typing error', () => {
  test('is mended without a note, as a revision that every reader gets', async () => {
    const reader = new AReader(dateline.url, { story: desk.story });
    await reader.follow();
    const requestId = randomUUID();
    const answer = await silently(1, { requestId });
    expect([answer.status, answer.body]).toMatchObject([201, { revision: 2, seq: 3 }]);
    expect((await silently(1, { requestId })).body).toEqual(answer.body);
    await reader.at(3);
    expect(await desk.update(id)).toMatchObject({
      ...{ text: MENDED, headline: 'Arrests', correctionNote: null, correctedAt: null, revision: 2 },
    });
    expect(reader.view && stateHash(reader.view)).toBe(stateHash(await desk.snapshot()));
    const page = await (await fetch(`${dateline.url}/stories/${desk.story}`)).text();
    expect(page).not.toContain('<b>Corrected');
    reader.close();
  });

  test('in an update that was corrected leaves the correction’s note as it was', async () => {
    await desk.revise(id, 1, { ...LOUD, text: TEXT, figures: FIGURES });
    const corrected = await desk.update(id);
    expect((await silently(2, { headline: undefined })).status).toBe(201);
    expect(await desk.update(id)).toEqual({ ...corrected, text: MENDED, revision: 3 });
  });

  test.each([
    ['another number', { text: MENDED.replace('12', '14') }],
    ['a stop after a number', { text: MENDED.replace('12', '12.') }],
    ['a comma elsewhere', { text: MENDED.replace(',', '').replace('were', 'were,') }],
    ['another figure', { figures: [{ ...FIGURES[0], value: 14 }] }],
    ['another city', { city: 'kazan' }],
    ['another time', { occurredAt: '2021-01-23T12:00:00Z' }],
    ['a word that turns it round', { text: MENDED.replace('were', 'were not') }],
    ['a word turned into another', { text: MENDED.replace('were', 'weren’t') }],
    ['a sentence more', { text: `${MENDED} One was hurt.` }],
    ['evidence', { evidence: [{ quote: 'Twelve.' }] }],
    ['a byline', { byline: 'Vera' }],
  ])('is not %s: that needs a note', async (_, change) => {
    const { status, body } = await silently(1, change);
    expect([status, body.code]).toEqual([409, 'not_a_typo']);
    expect(await desk.update(id)).toMatchObject({ revision: 1 });
  });

  test('is not mended silently when readers have had it for five minutes', async () => {
    desk = await Desk.open(dateline);
    const admin = desk.as(await dateline.token('admin'));
    const record = {
      story: desk.story,
      id: `old-${desk.story}`,
      revision: 1,
      status: 'published',
      city: 'moscow',
    };
    const said = { occurredAt: '2021-01-23T11:00:00Z', text: TEXT, figures: [] };
    await admin.deliver({
      type: 'update',
      receivedAt: '2021-01-23T12:00:00Z',
      record: { ...record, ...said },
    });
    id = record.id;
    const mended = { headline: undefined, figures: [] };
    expect((await silently(1, mended)).body.code).toBe('not_a_typo');
    expect((await desk.revise(id, 1, { text: MENDED, correctionNote: 'Typing errors.' })).status).toBe(201);
  });

  test('is no word by word walk to another one: what counts is what readers were told of last', async () => {
    await desk.revise(id, 1, { ...LOUD, text: 'Seven witnesses say so.', figures: FIGURES });
    const step = (revision: number, text: string) => silently(revision, { text, headline: undefined });
    expect((await step(2, 'Seven wittnesses say so.')).status).toBe(201);
    expect((await step(3, 'Seven wittnessses say so.')).body.code).toBe('not_a_typo');
    expect((await step(3, 'Seven witnessses say so.')).status).toBe(201);
    const told = { correctionNote: 'They said so.', text: 'Seven wittnesses say so.', figures: FIGURES };
    await desk.revise(id, 4, told);
    expect((await step(5, 'Seven wittnessses say so.')).status).toBe(201);
  });

  test('is mended in what is shown, and a note is one or the other', async () => {
    expect((await silently(1, LOUD)).body.code).toBe('malformed');
    expect((await silently(1, { silent: false })).body.code).toBe('malformed');
    await desk.change(id, 'retraction', { note: 'Wrong.' });
    expect((await silently(2)).body.code).toBe('update_retracted');
  });
});

describe('the desk', () => {
  const look = async <T>(below: string, by = desk): Promise<Answer<T>> =>
    ask<T>(`${by.address}/updates/${id}/${below}`, { token: by.token });

  test('sees word by word what a revision changed, and between any two', async () => {
    await desk.revise(id, 1, {
      ...LOUD,
      text: TEXT.replace('12', '14'),
      figures: [{ ...FIGURES[0], value: 14 }],
    });
    await desk.revise(id, 2, { ...LOUD, text: 'Nothing of it is true.', figures: [] });
    const { body } = await look<RevisionDifference>('revisions/2/difference');
    expect(body).toMatchObject({
      ...{ from: 1, to: 2, headline: [{ kind: 'removed', text: 'Arests' }], byline: [] },
      figures: { from: FIGURES, to: [{ value: 14 }] },
    });
    expect(body.text).toEqual([
      { kind: 'same', text: 'At least ' },
      { kind: 'removed', text: '12' },
      { kind: 'added', text: '14' },
      { kind: 'same', text: ' poeple were led away, wittnesses say.' },
    ]);
    const all = (await look<RevisionDifference>('revisions/3/difference?from=1')).body;
    expect(
      all.text
        .filter(({ kind }) => kind !== 'added')
        .map(({ text }) => text)
        .join(''),
    ).toBe(TEXT);
    for (const bad of ['revisions/1/difference', 'revisions/4/difference', 'revisions/2/difference?from=9'])
      expect((await look(bad)).status).toBe(404);
    expect((await look('revisions/x/difference')).status).toBe(400);
  });

  test('still sees what was retracted, which no reader does, and nobody sees what was erased', async () => {
    await desk.change(id, 'retraction', { note: 'Wrong.' });
    const hers = await look<{ author: string; revisions: object[] }>('desk');
    expect(hers.body.revisions).toMatchObject([{ status: 'retracted' }, { status: 'published', text: TEXT }]);
    const page = await ask(`${desk.address}/updates/${id}`);
    expect(JSON.stringify(page.body)).not.toMatch(/wittnesses|author/);
    const admin = desk.as(await dateline.token('admin'));
    await admin.change(id, 'erasure');
    expect(JSON.stringify((await look('desk')).body)).not.toContain('wittnesses');
    expect((await look('revisions/2/difference')).status).toBe(404);
  });

  test('is who may change it: its reporter, and editors of its city', async () => {
    const by = async (role: 'reporter' | 'editor', narrow: object) =>
      (await look('desk', desk.as(await dateline.token(role, narrow)))).status;
    expect(await by('reporter', {})).toBe(403);
    expect(await by('editor', { cities: ['kazan'] })).toBe(403);
    expect(await by('editor', { cities: ['moscow'] })).toBe(200);
    const vera = desk.as(await dateline.token('reporter', { name: 'Vera' }));
    ({ id } = await vera.filed());
    expect(await by('reporter', { name: 'Vera' })).toBe(200);
    expect((await ask(`${desk.address}/updates/${id}/desk`)).status).toBe(401);
  });
});

describe('a key event', () => {
  const headlines = async () => (await desk.snapshot()).keyEvents.map(({ headline }) => headline);
  const mark = (body: object, version?: string) =>
    desk.markKeyEvent(id, { keyEvent: true, ...body }, version);

  test('has a short headline of its own, on every screen, through corrections and a restoration', async () => {
    const reader = new AReader(dateline.url, { story: desk.story });
    await reader.follow();
    await mark({ headline: 'First arrests' });
    expect(await headlines()).toEqual(['First arrests']);
    await desk.revise(id, 1, { ...LOUD, headline: 'Arrests in Moscow' });
    await desk.change(id, 'retraction', { note: 'Wrong.' });
    expect(await headlines()).toEqual([]);
    await desk.change(id, 'restoration');
    expect(await headlines()).toEqual(['First arrests']);
    expect((await desk.board()).keyEvents).toMatchObject([{ id, headline: 'First arrests' }]);
    const { body } = await mark({ headline: null });
    expect(await headlines()).toEqual(['Arrests in Moscow']);
    await reader.at(body.seq ?? 0);
    expect(reader.view && stateHash(reader.view)).toBe(stateHash(await desk.snapshot()));
    reader.close();
  });

  test('that two editors name at once has the name of one: the other holds both', async () => {
    const answers = await Promise.all(['First', 'Second'].map((headline) => mark({ headline }, '1')));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412]);
    const [name = ''] = await headlines();
    const { body } = answers.find(({ status }) => status === 412) ?? {};
    expect(body).toMatchObject({ code: 'stale_version', current: { update: { keyEventHeadline: name } } });
    const without = await desk.put(`/updates/${id}/key-event`, { keyEvent: false });
    expect([without.status, without.body]).toMatchObject([428, { current: { update: { id } } }]);
  });

  test('that is erased has no headline of its own left anywhere', async () => {
    await mark({ headline: 'Xenia was taken' });
    const admin = desk.as(await dateline.token('admin'));
    await admin.change(id, 'erasure');
    const tables = await dateline.sql<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'public'`,
    );
    for (const { name } of tables) {
      const [row] = await dateline.sql<{ found: number }>(
        `select count(*)::integer as found from "${name}" t where t::text like '%Xenia%'`,
      );
      expect([name, row?.found]).toEqual([name, 0]);
    }
    expect(JSON.stringify(await desk.snapshot())).not.toContain('Xenia');
    expect(JSON.stringify((await ask(`${desk.address}/events?after=0`)).body)).not.toContain('Xenia');
  });
});
