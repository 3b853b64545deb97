import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import type { DataSource } from 'typeorm';
import type { DeskLogPage, DeskMoved } from '#contract/desk';
import type { ProblemDocument } from '#contract/problems';
import { type DeskEntry, enterAlone } from '#desk/desk-log';
import { journalDataSource } from '#journal/data-source';
import { Desk } from '../support/at-the-desk.js';
import { Queue } from '../support/at-the-queue.js';
import { type Dateline, startDateline } from '../support/dateline.js';
import { ask } from '../support/newsroom-people.js';
import { waitUntil } from '../support/wait-until.js';

let dateline: Dateline;
let database: DataSource;
let admin: string;
const sockets: Socket[] = [];
beforeAll(async () => {
  dateline = await startDateline();
  database = await journalDataSource(dateline.databaseUrl, { poolSize: 2 }).initialize();
  admin = await dateline.token('admin', { name: 'The admin' });
}, 60_000);
afterEach(() => sockets.splice(0).map((socket) => socket.disconnect()));
afterAll(async () => {
  await database.destroy();
  await dateline.stop();
});

const atDesk = ({ story }: Desk, action: string, more: Partial<DeskEntry> = {}) =>
  enterAlone(database, { story, actor: 'Vera', action, about: randomUUID(), ...more });
const deskLog = ({ address }: Desk, token: string, query = '') =>
  ask<DeskLogPage & ProblemDocument>(`${address}/desk-log${query}`, { token });

async function atTheDesk(token: string, story: string): Promise<{ told: DeskMoved[]; socket: Socket }> {
  const socket = io(`${dateline.url}/desk`, { forceNew: true, reconnection: false, auth: { token } });
  sockets.push(socket);
  const told: DeskMoved[] = [];
  socket.on('desk', (moved: DeskMoved) => told.push(moved));
  await socket.emitWithAck('follow', { story });
  return { told, socket };
}

describe('a story’s desk log', () => {
  test('is numbered without holes, whoever writes at the same time', async () => {
    const desk = await Desk.open(dateline);
    const numbers = await Promise.all(Array.from({ length: 20 }, () => atDesk(desk, 'filing.submitted')));
    expect(numbers.toSorted((a, b) => Number(a) - Number(b))).toEqual(
      Array.from({ length: 20 }, (_, i) => i + 1),
    );
    const { body } = await deskLog(desk, desk.token, '?after=15');
    expect(body.deskSeq).toBe(20);
    expect(body.entries.map(({ deskSeq }) => deskSeq)).toEqual([16, 17, 18, 19, 20]);
    expect((await deskLog(desk, desk.token, '?limit=2')).body.entries.map(({ deskSeq }) => deskSeq)).toEqual([
      19, 20,
    ]);
  });

  test('tells a reporter what concerns their own filings, and nothing of other stories exists', async () => {
    const desk = await Desk.open(dateline);
    await atDesk(desk, 'filing.sent_back', { concerns: 'Olga' });
    await atDesk(desk, 'filing.sent_back', { concerns: 'Pyotr' });
    const { body } = await deskLog(desk, await dateline.token('reporter', { name: 'Olga' }), '?after=0');
    expect(body).toMatchObject({ deskSeq: 2, entries: [{ deskSeq: 1 }] });
    expect((await ask(`${desk.address}/desk-log`)).status).toBe(401);
    const nowhere = await ask<ProblemDocument>(`${dateline.url}/v1/stories/none/desk-log`, { token: admin });
    expect(nowhere.body.code).toBe('story_not_found');
  });
});

describe('who follows a story at the desk', () => {
  test('is told where its desk is, then what happens there, at once and without the rest of it', async () => {
    const desk = await Desk.open(dateline);
    await atDesk(desk, 'filing.submitted');
    const { told } = await atTheDesk(desk.token, desk.story);
    await waitUntil('the first word', () => told.length === 1);
    expect(told).toEqual([{ story: desk.story, deskSeq: 1, entries: [] }]);
    const about = randomUUID();
    const before = performance.now();
    await atDesk(desk, 'filing.held', { about, detail: { secret: 'pomegranate' } });
    await waitUntil('the next', () => told.length === 2);
    expect(performance.now() - before).toBeLessThan(1_500); // the poll behind it takes two seconds
    expect(told[1]).toEqual({
      story: desk.story,
      deskSeq: 2,
      entries: [{ deskSeq: 2, action: 'filing.held', about }],
    });
  });

  test('of the reporters is told of what concerns them', async () => {
    const desk = await Desk.open(dateline);
    const { told } = await atTheDesk(await dateline.token('reporter', { name: 'Olga' }), desk.story);
    await waitUntil('the first word', () => told.length === 1);
    await atDesk(desk, 'filing.sent_back', { concerns: 'Pyotr' });
    await atDesk(desk, 'filing.sent_back', { concerns: 'Olga' });
    await waitUntil('its own', () => told.some(({ entries }) => entries.length > 0));
    expect(told.flatMap(({ entries }) => entries.map(({ deskSeq }) => deskSeq))).toEqual([2]);
  });

  test('for some cities is told of what is about those and the story, and so is the log', async () => {
    const desk = await Desk.open(dateline);
    const vera = desk.as(await dateline.token('reporter', { name: 'Vera' }));
    const ofKazan = await dateline.token('editor', { name: 'Ned', story: desk.story, cities: ['kazan'] });
    const { told } = await atTheDesk(ofKazan, desk.story);
    await waitUntil('the first word', () => told.length === 1);
    const queue = new Queue(desk);
    await queue.works({ review: 'all' });
    const waiting = async (place: object) => String((await vera.post({ figures: [], ...place })).body.id);
    const story = [{ metric: 'arrests', source: 'ovd-info', scope: 'story', value: 5 } as const];
    const elsewhere = [{ metric: 'arrests', source: 'ovd-info', city: 'moscow', value: 5 } as const];
    const [moscow, kazan] = [await waiting({ city: 'moscow' }), await waiting({ city: 'kazan' })];
    await waiting({ city: null });
    await waiting({ city: 'kazan', figures: story });
    await waiting({ city: 'kazan', figures: elsewhere });
    for (const id of [moscow, kazan]) await queue.move(id, 'publication', { version: 1 });
    const discarded = await waiting({ city: 'moscow' });
    await queue.move(discarded, 'discarding', { version: 1 });
    await atDesk(desk, 'photo.uploaded');
    await atDesk(desk, 'filing.sent_back', { concerns: 'Ned' });
    await atDesk(desk, 'handover.written', { about: desk.story });
    const seen = ['desk_settings.changed', 'filing.submitted', 'filing.published', 'filing.sent_back'];
    const actions = [...seen, 'handover.written'];
    const { body } = await deskLog(desk, ofKazan, '?after=0');
    expect(body.entries.map(({ action }) => action)).toEqual(actions);
    expect(body.entries.map(({ about }) => about).slice(0, 3)).toEqual([desk.story, kazan, kazan]);
    await waitUntil('the last word', () => told.at(-1)?.deskSeq === body.deskSeq);
    expect(told.flatMap(({ entries }) => entries.map(({ action }) => action))).toEqual(actions);
    expect(JSON.stringify(told)).not.toContain(moscow);
  });

  test('hears of a held figure with the commit, and so does the reporter who filed it', async () => {
    const desk = await Desk.open(dateline);
    const vera = desk.as(await dateline.token('reporter', { name: 'Vera' }));
    const [editor, author] = [
      await atTheDesk(desk.token, desk.story),
      await atTheDesk(vera.token, desk.story),
    ];
    for (const { told } of [editor, author]) await waitUntil('the first word', () => told.length === 1);
    const { id } = await vera.filed({ figures: [{ metric: 'arrests', source: 'own', value: 50_000 }] });
    for (const { told } of [editor, author])
      await waitUntil('it is told', () =>
        told.some(({ entries }) =>
          entries.some(({ action, about }) => action === 'figure.held' && about === id),
        ),
      );
  });

  test('elsewhere, for another story, is told nothing, nor are readers', async () => {
    const desk = await Desk.open(dateline);
    const stranger = await atTheDesk(await dateline.token('editor', { story: 'another' }), desk.story);
    const reader = io(`${dateline.url}/live`, { forceNew: true });
    sockets.push(reader);
    const heard: unknown[] = [];
    reader.onAny((event: string) => heard.push(event));
    await reader.emitWithAck('follow', { story: desk.story });
    const { told } = await atTheDesk(desk.token, desk.story);
    await waitUntil('the editor to be there', () => told.length === 1);
    await atDesk(desk, 'filing.submitted');
    await waitUntil('the editor to be told', () => told.length === 2);
    expect(stranger.told).toEqual([]);
    expect(heard).not.toContain('desk');
  });

  test('hears of everything while Redis is away, a little later', async () => {
    const alone = await startDateline({ env: { REDIS_URL: 'redis://127.0.0.1:1' } });
    const own = await journalDataSource(alone.databaseUrl, { poolSize: 1 }).initialize();
    try {
      const desk = await Desk.open(alone);
      const socket = io(`${alone.url}/desk`, { forceNew: true, auth: { token: desk.token } });
      sockets.push(socket);
      const told: DeskMoved[] = [];
      socket.on('desk', (moved: DeskMoved) => told.push(moved));
      await socket.emitWithAck('follow', { story: desk.story });
      await waitUntil('the first word', () => told.length === 1);
      await enterAlone(own, { story: desk.story, actor: 'Vera', action: 'filing.submitted', about: null });
      await waitUntil('the next', () => told.some(({ deskSeq }) => deskSeq === 1));
    } finally {
      await own.destroy();
      await alone.stop();
    }
  }, 40_000);
});
