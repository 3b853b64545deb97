import { randomUUID } from 'node:crypto';
import type { Receipt } from '#contract/update';
import { Desk } from '../support/at-the-desk.js';
import type { Queue } from '../support/at-the-queue.js';
import type { Dateline, RunningApp } from '../support/dateline.js';
import { deskForEachTest } from '../support/desk-for-each-test.js';
import { ask, type ReceiptOrProblem } from '../support/newsroom-people.js';
import { waitUntil } from '../support/wait-until.js';

let dateline: Dateline;
let other: RunningApp | undefined;
let desk: Desk;
let queue: Queue;
let vera: Desk;
let id: string;
deskForEachTest((scene) => {
  ({ dateline, desk, queue, vera } = scene);
});
/** Vera's report of 7 detained in Kazan is with readers. */
beforeEach(async () => {
  other ??= await dateline.start('api');
  ({ id } = await vera.filed({ city: 'kazan', text: 'They screamm at him.', figures: own(7) }));
});

const own = (value: number) => [{ metric: 'arrests', source: 'own', value }];
const NEW = { text: 'Nobody screamed.', correctionNote: 'It was quiet.', figures: own(8) };
const SILENT = { text: 'They scream at him.', figures: own(7), silent: true, correctionNote: undefined };
const codes = ({ reasons = [] }: Pick<Receipt, 'reasons'>) => reasons.map(({ code }) => code);
/** What readers have of it, at every address. */
async function read(): Promise<string> {
  const page = await (await fetch(`${dateline.url}/stories/${desk.story}`)).text();
  const paths = ['', '/totals', '/updates', `/updates/${id}`, '/events?after=0', '/totals/arrests/history'];
  const answers = await Promise.all(paths.map((path) => ask(desk.address + path)));
  return [page, ...answers.map(({ body }) => JSON.stringify(body))].join('\n');
}
const arrests = async () => (await desk.totals()).metrics['arrests']?.leading.label;
async function waiting(body: object = NEW, revision = 1): Promise<string> {
  const requestId = randomUUID();
  const { status } = await vera.revise(id, revision, { requestId, ...body });
  expect(status).toBe(202);
  return requestId;
}
const publish = (filing: string, body: { version: number; [field: string]: unknown }) =>
  queue.move<ReceiptOrProblem & { current?: { revision: number } }>(filing, 'publication', body);

describe('a correction that an editor reads first', () => {
  beforeEach(() => queue.works({ review: 'all' }));

  test('waits at the desk with the update and the revision it is of, and to nobody else it is there', async () => {
    const requestId = randomUUID();
    const { status, body } = await vera.revise(id, 1, { ...NEW, requestId });
    expect([status, body.status, body.id, body.filing, codes(body)]).toEqual([
      ...[202, 'submitted', id, requestId, ['review']],
    ]);
    const again = await vera.revise(id, 1, { ...NEW, requestId });
    expect([again.status, again.body]).toEqual([200, body]);
    expect((await queue.one(requestId)).body).toMatchObject({
      ...{ state: 'submitted', person: 'Vera', version: 1, content: { text: NEW.text, city: 'kazan' } },
      corrects: { update: id, revision: 1, note: NEW.correctionNote, silent: false },
    });
    const boris = queue.as(await dateline.token('reporter', { name: 'Boris', story: desk.story }));
    expect([(await boris.one(requestId)).status, await boris.list()]).toEqual([404, []]);
    expect(await read()).not.toMatch(/Nobody screamed|It was quiet/);
    expect(await arrests()).toBe('7');
  });

  test('becomes the next revision when an editor lets it go, under the name of who wrote it', async () => {
    const filing = await waiting();
    const { status, body } = await publish(filing, { version: 1 });
    expect([status, body.id, body.revision, body.status]).toEqual([201, id, 2, 'published']);
    expect(await desk.update(id)).toMatchObject({
      ...{ revision: 2, text: NEW.text, correctionNote: NEW.correctionNote, figures: [{ value: 8 }] },
    });
    expect(await arrests()).toBe('8');
    const atDesk = await ask<{ author: string; revisions: { author: string }[] }>(
      `${desk.address}/updates/${id}/desk`,
      { token: desk.token },
    );
    expect(atDesk.body.revisions.map(({ author }) => author)).toEqual(['Vera', 'Vera']);
    expect((await queue.one(filing)).body).toMatchObject({ state: 'published', content: null });
    const repeat = await vera.revise(id, 1, { ...NEW, requestId: filing });
    expect([repeat.status, repeat.body]).toEqual([200, body]);
    expect((await publish(filing, { version: 2 })).body.code).toBe('filing_settled');
  });

  test('is not written over what the update says by then, unless the editor has read that', async () => {
    const filing = await waiting();
    await desk.revise(id, 1, { text: 'He was screamed at twice.', figures: own(9) });
    const stale = await publish(filing, { version: 1 });
    expect([stale.status, stale.body.code, stale.body.current]).toEqual([
      ...[412, 'stale_revision', expect.objectContaining({ revision: 2, text: 'He was screamed at twice.' })],
    ]);
    expect((await queue.one(filing)).body).toMatchObject({ state: 'submitted', content: { text: NEW.text } });
    expect((await publish(filing, { version: 1, revision: 1 })).status).toBe(412);
    const both = { text: 'Nobody screamed but one.', correctionNote: 'One did.' };
    expect((await publish(filing, { version: 1, revision: 2, ...both })).status).toBe(201);
    expect(await desk.update(id)).toMatchObject({ ...both, revision: 3 });
    const { body } = await ask<{ update: object; revisions: { text: string }[] }>(
      `${desk.address}/updates/${id}`,
    );
    expect(body.revisions.map(({ text }) => text)).toEqual([
      ...['Nobody screamed but one.', 'He was screamed at twice.', 'They screamm at him.'],
    ]);
  });

  test('of an update that is retracted, or in another’s hands, is kept', async () => {
    const filing = await waiting();
    const ann = desk.as(await dateline.token('editor', { name: 'Ann' }));
    expect((await ann.send('PUT', `/updates/${id}/lease`, {})).status).toBe(200);
    expect((await publish(filing, { version: 1 })).body.code).toBe('leased');
    await vera.change(id, 'retraction', { note: 'Wrong.' });
    expect((await publish(filing, { version: 1 })).body.code).toBe('update_retracted');
    expect((await queue.one(filing)).body).toMatchObject({ state: 'submitted', content: { text: NEW.text } });
  });

  test('is sent back, mended and handed in again, or discarded with its words', async () => {
    const filing = await waiting();
    await queue.move(filing, 'sending-back', { version: 1, note: 'Who says so?' });
    const hers = queue.as(vera.token);
    const { body: sent } = await hers.one(filing);
    expect(sent).toMatchObject({ state: 'sent_back', note: 'Who says so?', corrects: { update: id } });
    const mended = { ...sent.content, text: 'Nobody screamed, two say.' };
    const { body: saved } = await hers.save(filing, 2, mended);
    const again = await hers.move(filing, 'submission', { version: saved.version });
    expect([again.status, again.body.id, codes(again.body)]).toEqual([202, id, ['review']]);
    const read = (await queue.one(filing)).body;
    expect((await publish(filing, { version: read.version })).status).toBe(201);
    expect(await desk.update(id)).toMatchObject({ revision: 2, text: 'Nobody screamed, two say.' });
    const other = await waiting({ ...NEW, correctionNote: 'It was a lie.' }, 2);
    await queue.move(other, 'discarding', { version: 1 });
    const rows = await dateline.sql('select content, corrects from filings where id = $1', [other]);
    expect(JSON.stringify(rows)).not.toMatch(/Nobody|lie/);
  });

  test('with a figure beyond what is plausible says so to the editor, who rules on none by letting it go', async () => {
    const requestId = randomUUID();
    const { body } = await vera.revise(id, 1, { ...NEW, requestId, figures: own(50_000) });
    expect(codes(body)).toEqual(['review', 'figure_held']);
    const gone = await publish(requestId, { version: 1 });
    expect([gone.status, gone.body.warnings?.map(({ code }) => code)]).toEqual([201, ['figure_held']]);
    expect(await read()).not.toMatch(/50[,.]?000/);
  });

  test('that mends letters is silent, unless more becomes of it', async () => {
    const filing = await waiting(SILENT);
    expect((await publish(filing, { version: 1, text: 'He was hit.' })).body.code).toBe('malformed');
    expect((await publish(filing, { version: 1 })).status).toBe(201);
    expect(await desk.update(id)).toMatchObject({ revision: 2, text: SILENT.text, correctedAt: null });
  });

  test('goes with the words of its update when those are erased', async () => {
    const filing = await waiting();
    const admin = desk.as(await dateline.token('admin'));
    expect((await admin.change(id, 'erasure')).status).toBe(201);
    const rows = await dateline.sql('select state, content, corrects from filings where id = $1', [filing]);
    expect(rows).toMatchObject([{ state: 'discarded', content: null, corrects: { note: null } }]);
  });

  test('stays in the story of its update', async () => {
    const filing = await waiting();
    const elsewhere = await Desk.open(dateline);
    const { status, body } = await publish(filing, { version: 1, story: elsewhere.story });
    expect([status, body.code]).toEqual([400, 'malformed']);
  });
});

describe('a correction where there is a safety delay', () => {
  beforeEach(() => queue.works({ cityDelays: { kazan: 10 } }));
  const due = (filing: string) =>
    dateline.sql('update filings set publish_at = clock_timestamp() where id = $1', [filing]);

  test('is with readers when that is over, once, whatever api lets it go', async () => {
    expect(other?.url).not.toBe(dateline.url);
    const requestId = randomUUID();
    const { status, body } = await vera.revise(id, 1, { ...NEW, requestId });
    expect([status, body.status, codes(body)]).toEqual([202, 'scheduled', ['safety_delay']]);
    expect(Date.parse(body.publishAt ?? '') - Date.now()).toBeGreaterThan(9 * 60_000);
    expect(await read()).not.toContain('Nobody screamed');
    await due(requestId);
    await waitUntil('readers have it', async () => (await desk.update(id))?.revision === 2);
    await waitUntil('it is settled', async () => (await queue.one(requestId)).body.state === 'published');
    const { body: range } = await ask<{ frame: { events: { kind: string }[] } }>(
      `${desk.address}/events?after=0`,
    );
    expect(range.frame.events.filter(({ kind }) => kind === 'update.corrected').length).toBe(1);
    expect([await arrests(), (await desk.update(id))?.revision]).toEqual(['8', 2]);
  });

  test('that was overtaken waits for an editor, who has both', async () => {
    const filing = await waiting();
    await desk.revise(id, 1, { text: 'He was screamed at twice.', figures: own(9) });
    await due(filing);
    await waitUntil('it is stopped', async () => (await queue.one(filing)).body.state === 'submitted');
    const { body } = await queue.one(filing);
    expect([codes(body), body.content]).toEqual([
      ['stale_revision'],
      expect.objectContaining({ text: NEW.text }),
    ]);
    expect(await desk.update(id)).toMatchObject({ revision: 2, text: 'He was screamed at twice.' });
    expect((await publish(filing, { version: body.version, revision: 2, atOnce: true })).status).toBe(201);
    expect(await desk.update(id)).toMatchObject({ revision: 3, text: NEW.text });
  });

  test('is silent as it was filed', async () => {
    const filing = await waiting(SILENT);
    await due(filing);
    await waitUntil('readers have it', async () => (await desk.update(id))?.revision === 2);
    expect(await desk.update(id)).toMatchObject({ text: SILENT.text, correctedAt: null });
  });

  test('is withdrawn by who filed it, and an editor’s is out at once', async () => {
    const filing = await waiting();
    expect((await queue.as(vera.token).withdraw(filing, 1)).body.state).toBe('discarded');
    expect((await desk.revise(id, 1, NEW)).status).toBe(201);
  });
});
