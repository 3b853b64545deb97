import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { AuditEntry, AuditPage } from '#contract/desk';
import type { ProblemDocument } from '#contract/problems';
import { type DeskEntry, enterAlone } from '#desk/desk-log';
import { journalDataSource } from '#journal/data-source';
import { Desk } from '../support/at-the-desk.js';
import type { Dateline } from '../support/dateline.js';
import { eventually } from '../support/eventually.js';
import { ask } from '../support/newsroom-people.js';
import { FrontDesk } from '../support/signed-in.js';
import { standingNewsroom } from '../support/standing-newsroom.js';

let dateline: Dateline;
let database: DataSource;
let admin: string;
beforeAll(async () => {
  dateline = await standingNewsroom();
  database = await journalDataSource(dateline.databaseUrl, { poolSize: 2 }).initialize();
  admin = await dateline.token('admin', { name: 'The admin' });
}, 60_000);
afterAll(async () => {
  await database.destroy();
  await dateline.stop();
});

const audit = (query: string) =>
  ask<AuditPage & ProblemDocument>(`${dateline.url}/v1/audit?${query}`, { token: admin });
const atDesk = ({ story }: Desk, action: string, more: Partial<DeskEntry> = {}) =>
  enterAlone(database, { story, actor: 'Vera', action, about: randomUUID(), ...more });

describe('the audit', () => {
  test('names who posted, corrected, pinned, ruled and retracted, and from what to what, without the words', async () => {
    const desk = await Desk.open(dateline);
    const vera = desk.as(await dateline.token('reporter', { name: 'Vera' }));
    const figure = { metric: 'arrests', source: 'own', value: 7 };
    const { id } = await vera.filed({ text: 'A secret word: pomegranate.', figures: [figure] });
    await vera.revise(id, 1, { text: 'Another: quince.', figures: [{ ...figure, value: 9 }] });
    const boris = desk.as(await dateline.token('editor', { name: 'Boris' }));
    await boris.put(`/pins/${id}`, {});
    await boris.change(id, 'retraction', { note: 'It was a persimmon.' });
    const { body } = await audit(`story=${desk.story}`);
    expect(body.entries.map(({ actor, action, about, seq }) => [seq, actor, action, about])).toEqual([
      [5, 'Boris', 'update.retracted', id],
      [4, 'Boris', 'pin.added', id],
      [3, 'Vera', 'update.corrected', id],
      [2, 'Vera', 'update.posted', id],
      [1, expect.stringContaining('editor'), 'story.opened', null],
    ]);
    const change = body.entries[2]?.detail['changes'] as { before: unknown; after: unknown }[];
    expect(JSON.stringify(change)).toMatch(/"low":7.*"low":9/);
    expect(JSON.stringify(body)).not.toMatch(/pomegranate|quince|persimmon/);
  });

  test('names who invited, changed, froze and keyed whom, and from what to what', async () => {
    const front = new FrontDesk(dateline);
    const person = await front.person('Galina');
    await front.change(person.id, { role: 'editor' });
    await front.change(person.id, { role: 'editor' }); // changes nothing
    await front.send('POST', `/v1/people/${person.id}/freezing`, {});
    const { body: key } = await front.makeKey({ name: 'Wire', role: 'reporter' });
    await front.send('DELETE', `/v1/api-keys/${key.id}`);
    const { body } = await audit('limit=500');
    const about = (id: string) =>
      body.entries
        .filter((entry) => entry.about === id)
        .map(({ action, actor, detail }) => [action, actor, detail]);
    expect(about(person.id).toReversed()).toMatchObject([
      ['person.invited', 'The admin', { name: 'Galina', role: 'reporter' }],
      ['invitation.accepted', 'Galina', {}],
      ['person.changed', 'The admin', { role: { from: 'reporter', to: 'editor' } }],
      ['person.changed', 'The admin', { state: { from: 'active', to: 'frozen' } }],
    ]);
    expect(about(key.id).map(([action]) => action)).toEqual(['api_key.ended', 'api_key.made']);
    expect(JSON.stringify(body)).not.toContain(key.key);
  });

  test('says whom a note went to, and what was a key event and is none, without the words', async () => {
    const desk = await Desk.open(dateline);
    const vera = desk.as(await dateline.token('reporter', { name: 'Vera' }));
    const { id } = await vera.filed({ text: 'A secret word: pomegranate.' });
    await desk.markKeyEvent(id, { keyEvent: true, headline: 'Of quinces' });
    await desk.markKeyEvent(id, { keyEvent: true, headline: null });
    await desk.markKeyEvent(id, { keyEvent: false });
    await vera.revise(id, 1, { text: 'Another: quince.', keyEvent: true });
    const note = { id: randomUUID(), to: 'vera', text: 'More persimmons?' };
    expect((await desk.send('POST', '/notes', note)).status).toBe(201);
    expect((await vera.send('POST', `/notes/${note.id}/answer`, { text: 'No pomegranates.' })).status).toBe(
      200,
    );
    const { body } = await audit(`story=${desk.story}`);
    const [filer, editor] = ['Vera', expect.stringContaining('editor')];
    const said = body.entries.map(({ action, actor, detail }) => [action, actor, detail]);
    const marked = (from: boolean, to: boolean, more = {}) => ({
      revision: 1,
      keyEvent: { from, to },
      ...more,
    });
    expect(said).toEqual([
      ['note.answered', filer, { to: editor }],
      ['note.written', editor, { to: 'Vera' }],
      ['update.corrected', filer, { revision: 2, keyEvent: { from: false, to: true } }],
      ['key_event.changed', editor, marked(true, false, { ownHeadline: false })],
      ['key_event.changed', editor, marked(true, true, { ownHeadline: false })],
      ['key_event.changed', editor, marked(false, true, { ownHeadline: true })],
      ['update.posted', filer, { revision: 1 }],
      ['story.opened', editor, expect.anything()],
    ]);
    expect(JSON.stringify(body)).not.toMatch(/pomegranate|quince|persimmon/i);
  });

  test('says once that somebody is locked out, and not from where', async () => {
    const front = new FrontDesk(dateline);
    const { id } = await front.person('Pavel');
    for (let guess = 0; guess < 12; guess += 1) await front.signIn('Pavel', `wrong ${guess}`);
    const lockouts = async () => (await audit('action=sign_in.locked')).body.entries;
    await eventually('it is on record', async () => (await lockouts()).length > 0);
    expect(await lockouts()).toMatchObject([{ about: id, actor: 'sign-in', detail: { limit: 'pair' } }]);
    expect(JSON.stringify(await lockouts())).not.toMatch(/127\.0\.0/);
  });

  test('is read page by page in both directions, each entry once', async () => {
    const desk = await Desk.open(dateline);
    for (let i = 0; i < 6; i += 1) {
      await desk.filed();
      await atDesk(desk, 'filing.submitted');
    }
    const whole = (await audit(`story=${desk.story}`)).body.entries;
    const down: AuditEntry[] = [];
    let page: AuditPage = (await audit(`story=${desk.story}&limit=4`)).body;
    for (down.push(...page.entries); page.older; down.push(...page.entries))
      page = (await ask<AuditPage>(dateline.url + page.older, { token: admin })).body;
    expect(down).toEqual(whole);
    const up: AuditEntry[] = [...page.entries];
    for (; page.newer; up.unshift(...page.entries))
      page = (await ask<AuditPage>(dateline.url + page.newer, { token: admin })).body;
    expect(up).toEqual(whole);
    expect(whole).toHaveLength(13);
  });

  test('is exported whole, one entry a line, the oldest first', async () => {
    const desk = await Desk.open(dateline);
    await desk.filed();
    await atDesk(desk, 'filing.submitted');
    const url = `${dateline.url}/v1/audit/export?story=${desk.story}`;
    const response = await fetch(url, { headers: { authorization: `Bearer ${admin}` } });
    expect(response.headers.get('content-type')).toContain('application/x-ndjson');
    const lines = (await response.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as AuditEntry);
    expect(lines.map(({ action }) => action)).toEqual(['story.opened', 'update.posted', 'filing.submitted']);
  });

  test('is for admins, and takes no cursor that it did not give', async () => {
    const editor = await dateline.token('editor');
    expect((await ask(`${dateline.url}/v1/audit`, { token: editor })).status).toBe(403);
    expect((await ask(`${dateline.url}/v1/audit/export`, { token: editor })).status).toBe(403);
    const wrong = [
      "'; drop table events",
      'x'.repeat(9),
      Buffer.from("2021-01-01T00:00:00.000000Z e' or 1=1").toString('base64url'),
    ];
    for (const cursor of wrong)
      expect((await audit(`after=${encodeURIComponent(cursor)}`)).body.code).toBe('malformed');
    expect((await audit('limit=501')).body.code).toBe('malformed');
    expect((await audit('action=%00')).body.code).toBe('malformed');
  });

  test('cannot be changed, also not by who owns the tables', async () => {
    await enterAlone(database, { story: null, actor: 'Vera', action: 'person.invited', about: null });
    for (const sql of [`update desk_log set actor = 'nobody'`, 'delete from desk_log', 'truncate desk_log'])
      await expect(dateline.sql(sql)).rejects.toThrow('only added to');
  });

  test('cannot be changed in what readers were told either: who, what, when and in which order', async () => {
    const desk = await Desk.open(dateline);
    const { id } = await desk.filed();
    await desk.change(id, 'retraction', { note: 'A slip.' });
    const told = () =>
      dateline.sql<object>('select * from events where story_id = $1 order by seq', [desk.story]);
    const before = await told();
    for (const sql of [
      ...[`update events set actor = 'nobody'`, `update events set kind = 'update.posted'`],
      ...[
        'update events set recorded_at = now()',
        'update events set update_id = null',
        'update events set seq = -seq',
      ],
      ...[
        'delete from events',
        'truncate events',
        'delete from decisions',
        `update decisions set decision = '{}'`,
      ],
    ])
      await expect(dateline.sql(sql)).rejects.toThrow('only added to');
    expect(await told()).toEqual(before);
    expect(before).toHaveLength(3);
  });
});
