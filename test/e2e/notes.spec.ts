import { randomUUID } from 'node:crypto';
import type { DeskLogPage } from '#contract/desk';
import type { HandoverView, NoteView } from '#contract/notes';
import type { ProblemDocument } from '#contract/problems';
import { Desk } from '../support/at-the-desk.js';
import type { Dateline } from '../support/dateline.js';
import { FrontDesk } from '../support/signed-in.js';
import { standingNewsroom } from '../support/standing-newsroom.js';

type Note = NoteView & ProblemDocument;
let dateline: Dateline;
let boris: Desk;
let vera: Desk;
let olga: Desk;
beforeAll(async () => {
  dateline = await standingNewsroom();
}, 60_000);
afterAll(() => dateline.stop());
beforeEach(async () => {
  const desk = await Desk.open(dateline);
  boris = desk.as(await dateline.token('editor', { name: 'Boris' }));
  vera = desk.as(await dateline.token('reporter', { name: 'Vera' }));
  olga = desk.as(await dateline.token('reporter', { name: 'Olga' }));
  await vera.filed(); // she works on the story
});

const write = (desk: Desk, fields = {}) =>
  desk.send<Note>('POST', '/notes', { id: randomUUID(), to: 'Vera', text: 'Count Kazan?', ...fields });
const answer = (desk: Desk, id: string, text = 'About 900.') =>
  desk.send<Note>('POST', `/notes/${id}/answer`, { text });
const notesOf = async (desk: Desk, query = '') =>
  (await desk.send<{ notes: NoteView[] }>('GET', `/notes${query}`, undefined)).body.notes;

describe('a note to a reporter', () => {
  test('is seen by whom it is for and by editors, answered once, and on record without its words', async () => {
    const { status, body } = await write(boris);
    expect([status, body.writtenBy]).toEqual([201, 'Boris']);
    expect(await notesOf(vera)).toEqual([body]);
    expect(await notesOf(olga)).toEqual([]);
    expect((await answer(olga, body.id)).body.code).toBe('note_not_found');
    const answered = await answer(vera, body.id);
    expect(answered.body).toMatchObject({ answer: { text: 'About 900.', by: 'Vera' } });
    expect((await answer(vera, body.id)).body).toEqual(answered.body);
    expect((await answer(vera, body.id, 'No, 800.')).body.code).toBe('already_answered');
    expect([await notesOf(boris), await notesOf(boris, '?open=true')]).toEqual([[answered.body], []]);
    const log = (await boris.send<DeskLogPage>('GET', '/desk-log', undefined)).body.entries;
    expect(log.map(({ action, actor }) => [action, actor])).toEqual([
      ['note.written', 'Boris'],
      ['note.answered', 'Vera'],
    ]);
    expect(JSON.stringify(log)).not.toMatch(/Kazan|900/);
    expect((await vera.send<DeskLogPage>('GET', '/desk-log', undefined)).body.entries).toHaveLength(2);
  });

  test('sent twice is one note, and its id is no other’s', async () => {
    const id = randomUUID();
    expect([(await write(boris, { id })).status, (await write(boris, { id })).status]).toEqual([201, 200]);
    expect((await write(boris, { id, text: 'Another.' })).body.code).toBe('id_reused');
    expect(await notesOf(boris)).toHaveLength(1);
  });

  test('reaches whoever has the name, however it is written: with an account, a key, or who filed here', async () => {
    const front = new FrontDesk(dateline);
    const name = `Galina ${randomUUID().slice(0, 8)}`;
    await front.person(name);
    const galina = boris.as((await front.signedIn(name)).token);
    const wire = boris.as((await front.makeKey({ name, role: 'reporter' })).body.key);
    const id = randomUUID();
    const { body } = await write(boris, { id, to: name.toUpperCase() });
    expect(body.to).toBe(name);
    expect((await write(boris, { id, to: name.toUpperCase() })).status).toBe(200);
    expect((await write(boris, { to: `${name} (KEY)` })).body.to).toBe(`${name} (key)`);
    expect((await write(boris, { to: 'ＶERA' })).body.to).toBe('Vera');
    expect([await notesOf(galina), (await notesOf(wire)).length]).toEqual([[body], 1]);
    expect((await notesOf(vera)).map(({ to }) => to)).toEqual(['Vera']);
    const spelt = boris.as(await dateline.token('reporter', { name: 'VERA' }));
    expect((await notesOf(spelt)).map(({ to }) => to)).toEqual(['Vera']);
    expect((await answer(galina, body.id)).status).toBe(200);
  });

  test('to a name that nobody has is refused, and is not there', async () => {
    for (const to of ['Vear', 'Olga', 'Vera (key)']) {
      const { status, body } = await write(boris, { to });
      expect([status, body.code, body.fields?.[0]?.path]).toEqual([400, 'malformed', 'to']);
    }
    expect(await notesOf(boris)).toEqual([]);
    const log = (await boris.send<DeskLogPage>('GET', '/desk-log', undefined)).body.entries;
    expect(log).toEqual([]);
  });

  test('is not written by reporters, nor in a story that is not there', async () => {
    expect((await write(vera)).status).toBe(403);
    expect((await write(boris.of('none', boris.token))).body.code).toBe('story_not_found');
    expect((await write(boris, { text: '' })).body.code).toBe('malformed');
  });
});

describe('what one shift leaves the next', () => {
  const put = (text: string, version: number | null) =>
    boris.send<HandoverView & ProblemDocument>(
      'PUT',
      '/handover',
      { text },
      {
        ...(version === null ? {} : { 'if-match': `"${version}"` }),
      },
    );

  test('is read by editors and written on what was read', async () => {
    const before = await boris.send<HandoverView>('GET', '/handover', undefined);
    expect([before.body.version, before.headers.get('etag')]).toEqual([0, '"0"']);
    expect((await put('Watch Kazan.', 0)).body).toMatchObject({ version: 1, writtenBy: 'Boris' });
    expect((await put('Watch Omsk.', 1)).body.version).toBe(2);
    expect((await boris.send<HandoverView>('GET', '/handover', undefined)).body.text).toBe('Watch Omsk.');
    expect((await vera.send('GET', '/handover', undefined)).status).toBe(403);
  });

  test('is refused when it is stale, with what is there, and asked for when it names nothing', async () => {
    await put('First.', 0);
    for (const [version, status] of [
      [0, 412],
      [7, 412],
      [null, 428],
    ] as const) {
      const answered = await put('Second.', version);
      expect(answered.status).toBe(status);
      expect(answered.body.current).toMatchObject({ version: 1, text: 'First.' });
    }
  });

  test('of two who write at the same time exactly one is kept, and the other is told what it wrote', async () => {
    for (let version = 0; version < 20; version += 1) {
      const both = await Promise.all([put(`One ${version}`, version), put(`Two ${version}`, version)]);
      expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
      const [kept, refused] = both[0].status === 200 ? both : both.toReversed();
      expect(refused?.body.current).toMatchObject({ text: kept?.body.text });
    }
  });
});
