import { randomUUID } from 'node:crypto';
import type { FigureClaim } from '#contract/figure';
import { io } from 'socket.io-client';
import type { Receipt } from '#contract/update';
import { type DeliveryResult, Desk } from '../support/at-the-desk.js';
import type { Dateline } from '../support/dateline.js';
import { anUpdate, ask, type ReceiptOrProblem } from '../support/newsroom-people.js';
import { standingNewsroom } from '../support/standing-newsroom.js';
import { waitUntil } from '../support/wait-until.js';

const arrests = (value: number, more: Partial<FigureClaim> = {}) => ({
  figures: [{ metric: 'arrests', source: 'own', value, ...more }],
});
const VANDAL = 'Vic';
const KNOWN = { reason: 'Known since noon.' };

let dateline: Dateline;
let desk: Desk;
let vandal: Desk;
beforeAll(async () => {
  dateline = await standingNewsroom();
});
afterAll(() => dateline.stop());
/** A story at work: 1,000 detained in Moscow, as an editor filed it. */
beforeEach(async () => {
  desk = await Desk.open(dateline);
  vandal = desk.as(await dateline.token('reporter', { name: VANDAL }));
  await desk.filed({ ...arrests(1_000, { source: 'ovd-info' }), override: KNOWN });
});

const shown = async () => (await desk.totals()).metrics['arrests']?.leading.label;
const warned = ({ warnings = [] }: Pick<Receipt, 'warnings'>) =>
  warnings.map(({ code, path }) => `${code} ${path}`);
const HELD = ['figure_held figures.0'];
/** Every address that a reader can ask. */
async function readByAnyone(id: string): Promise<string> {
  const page = await (await fetch(`${dateline.url}/stories/${desk.story}`)).text();
  const paths = ['', '/totals', '/updates', `/updates/${id}`, '/events?after=0', '/totals/arrests/history'];
  const answers = await Promise.all(paths.map((path) => ask(desk.address + path)));
  return [page, ...answers.map(({ body }) => JSON.stringify(body))].join('\n');
}
const rule = (by: Desk, id: string, state: string, more: object = {}) =>
  by.change(id, 'rulings', { figure: 0, state, ...more });

describe('what a vandal files', () => {
  test.each([
    ['fifty thousand more', { ...arrests(50_000, { kind: 'new' }), city: 'kazan' }],
    ['a first nine hundred of a small city', { ...arrests(900), city: 'omsk' }],
    ['fifty thousand in the whole story', arrests(50_001, { scope: 'story' })],
    ['up to fifty thousand', arrests(50_000, { qualifier: 'up_to' })],
    ['a range that ends far up', { figures: [{ metric: 'arrests', source: 'own', low: 3, high: 50_000 }] }],
    ['a state of his own', arrests(50_000, { state: 'counted' })],
    [
      'hundreds of thousands',
      { figures: [{ metric: 'arrests', source: 'own', words: 'hundreds of thousands' as const }] },
    ],
  ])('B14: %s: it is published without the number, and no total moves', async (_, fields) => {
    const before = await desk.totals();
    const receipt = await vandal.filed({ ...fields, text: 'Many were taken away.' });
    expect([receipt.status, warned(receipt)]).toEqual(['published', HELD]);
    expect((await desk.totals()).metrics).toEqual(before.metrics);
    const read = await readByAnyone(receipt.id);
    expect(read).toContain('Many were taken away.');
    expect(read).not.toMatch(/\b50[,.]?00[01]\b|\b900\b|hundreds of thousands/);
  });

  test('B14: counts when somebody else has ruled so, and then readers see it', async () => {
    const { id } = await vandal.filed({ ...arrests(900), city: 'omsk' });
    expect((await rule(vandal, id, 'counted')).status).toBe(403);
    const { status, body } = await rule(desk, id, 'counted');
    expect([status, body.seq]).toEqual([201, 4]);
    expect((await desk.totals()).metrics['arrests']?.cities['omsk']?.leading.label).toBe('900');
    expect((await desk.snapshot()).updates.find((update) => update.id === id)).toMatchObject({
      figures: [{ value: 900, state: 'counted' }],
    });
  });

  test('is none of readers’ when it is refused', async () => {
    const { id } = await vandal.filed({ ...arrests(901), city: 'omsk' });
    expect((await rule(desk, id, 'refused')).status).toBe(201);
    expect(await readByAnyone(id)).not.toMatch(/\b901\b/);
    expect((await desk.totals()).metrics['arrests']?.cities).not.toHaveProperty('omsk');
  });

  test('that counted and is refused after all is gone from what was said before', async () => {
    const { id } = await vandal.filed({ ...arrests(903), city: 'omsk' });
    await rule(desk, id, 'counted');
    expect(await readByAnyone(id)).toMatch(/\b903\b/);
    await rule(desk, id, 'refused');
    const events = await ask<{ frame: { events: { changes: unknown[] }[] } }>(
      `${desk.address}/events?after=0`,
    );
    const bodies = events.body.frame.events.map(({ changes: _, ...body }) => body);
    expect(JSON.stringify([bodies, await desk.snapshot()])).not.toMatch(/\b903\b/);
  });

  test('as a figure that he refuses himself waits like any other', async () => {
    const receipt = await vandal.filed({ ...arrests(4_904, { state: 'refused' }), city: 'omsk' });
    expect(warned(receipt)).toEqual(HELD);
    expect(await readByAnyone(receipt.id)).not.toMatch(/\b4[,.]?904\b/);
  });

  test('by batch and by socket is held as well', async () => {
    const items = [anUpdate({ ...arrests(902), city: 'omsk' }), anUpdate({ ...arrests(3), city: 'kazan' })];
    const { body } = await vandal.send<{ results: DeliveryResult[] }>('POST', '/updates:batch', {
      updates: items,
    });
    expect(body.results.map(({ receipt }) => receipt && warned(receipt))).toEqual([HELD, []]);
    const socket = io(`${dateline.url}/desk`, { forceNew: true, auth: { token: vandal.token } });
    try {
      await waitUntil('the socket is there', () => socket.connected);
      const update = anUpdate(arrests(60_000, { kind: 'new' }));
      expect(warned(await socket.emitWithAck('post', { story: desk.story, update }))).toEqual(HELD);
    } finally {
      socket.disconnect();
    }
    expect(await shown()).toBe('1,003');
  });

  test('comes in no other way: not by a correction, nor by one of what was ruled on', async () => {
    const { id } = await vandal.filed({ ...arrests(40), city: 'omsk' });
    const smuggled = await vandal.revise(id, 1, arrests(40_000));
    expect([smuggled.status, warned(smuggled.body)]).toEqual([201, HELD]);
    expect(await readByAnyone(id)).not.toMatch(/\b40[,.]?000\b/);
    await rule(desk, id, 'refused');
    await vandal.revise(id, 2, arrests(45));
    expect(await shown()).toBe('1,000');
    await rule(desk, id, 'counted');
    expect(await shown()).toBe('1,045');
    const again = await vandal.revise(id, 3, arrests(45_000));
    expect(warned(again.body)).toEqual(HELD);
    expect(await shown()).toBe('1,000');
    expect(await readByAnyone(id)).not.toMatch(/\b45[,.]?000\b/);
    expect(warned((await vandal.revise(id, 4, { ...arrests(45_000), text: 'The same.' })).body)).toEqual([]);
    expect(await shown()).toBe('1,000');
  });

  test('is not let through by a ruling on what stood there before', async () => {
    const { id } = await vandal.filed({ ...arrests(300), city: 'omsk' });
    await vandal.revise(id, 1, arrests(9_000));
    const ruling = { requestId: randomUUID(), figure: 0, state: 'counted' };
    const read = { 'if-match': '"1"' };
    const { status, body } = await desk.send<ReceiptOrProblem>(
      'POST',
      `/updates/${id}/rulings`,
      ruling,
      read,
    );
    expect([status, body.code, await shown()]).toEqual([412, 'stale_revision', '1,000']);
  });

  test('in many small figures is held where they become too much', async () => {
    const figures = Array.from({ length: 50 }, () => ({
      metric: 'arrests',
      source: 'own',
      kind: 'new' as const,
      value: 900,
    }));
    const { warnings = [] } = await vandal.filed({ figures });
    expect(warnings.filter(({ code }) => code === 'figure_held').length).toBe(47);
    expect((await desk.totals()).metrics['arrests']?.leading.low).toBe(2_700);
  });

  test('waits as a whole where its words make no sense without the figure', async () => {
    const { status, body } = await vandal.post({ ...arrests(900), city: 'omsk', holdWithFigures: true });
    const why = body.reasons?.map(({ code, path }) => [code, path]);
    expect([status, body.status, why]).toEqual([202, 'submitted', [['figure_held', 'figures.0']]]);
    const fine = await vandal.post({ ...arrests(9), city: 'omsk', holdWithFigures: true });
    expect(fine.status).toBe(201);
  });
});

test('a first crowd of nine hundred, where that of the story is a thousand, is held', async () => {
  const crowd = (value: number) => ({ figures: [{ metric: 'crowd', source: 'own', value }] });
  await desk.filed(crowd(1_000));
  expect(warned(await vandal.filed({ ...crowd(900), city: 'omsk' }))).toEqual(HELD);
});

describe('an editor', () => {
  test('files beyond what is plausible, is asked about it, and it counts; why is on record', async () => {
    const reason = 'Three monitors say so.';
    const { id, warnings } = await desk.filed({ ...arrests(900), city: 'omsk', override: { reason } });
    expect(warned({ warnings })).toEqual(['beyond_bound figures.0']);
    expect(await shown()).toBe('1,900');
    const log = await dateline.sql(
      `select action, about, detail->>'reason' as because, detail->>'override' as override from desk_log where story_id = $1 and desk_seq > 1`,
      [desk.story],
    );
    expect(log).toEqual([
      { action: 'guard.overridden', about: id, because: 'large_first_figure', override: reason },
    ]);
  });

  test('slips by a digit like anybody: it waits for a second person', async () => {
    const { id, warnings } = await desk.filed({ ...arrests(50_000, { kind: 'new' }), city: 'kazan' });
    expect([warned({ warnings }), await shown()]).toEqual([HELD, '1,000']);
    expect(await readByAnyone(id)).not.toMatch(/\b50[,.]?000\b/);
    const smuggled = arrests(50_000, { kind: 'new', state: 'counted' });
    await desk.revise(id, 1, { ...smuggled, city: 'kazan', text: 'Again.' });
    expect(await shown()).toBe('1,000');
    const alone = await rule(desk, id, 'counted');
    expect([alone.status, alone.body.code]).toEqual([409, 'second_person_needed']);
    const second = desk.as(await dateline.token('editor', { name: 'Ann' }));
    expect((await rule(second, id, 'counted')).status).toBe(201);
    expect(await shown()).toBe('at least 51,000');
  });

  test('who puts a figure into another’s update is who filed it, through later corrections too', async () => {
    const { id } = await vandal.filed({ ...arrests(9), city: 'omsk' });
    const put = await desk.revise(id, 1, arrests(9_000));
    expect([warned(put.body), await shown()]).toEqual([HELD, '1,000']);
    await vandal.revise(id, 2, { ...arrests(9_000), text: 'Better words.' });
    const { body } = await desk.send<{ holds: object[] }>('GET', '/holds', undefined);
    expect(body.holds).toMatchObject([{ update: id, filedBy: expect.stringMatching(/^editor /) }]);
    expect((await rule(desk, id, 'counted')).body.code).toBe('second_person_needed');
    const override = { reason: 'Nobody else is here.' };
    expect((await rule(desk, id, 'counted', { override })).status).toBe(201);
    expect(await shown()).toBe('10,000');
  });

  test('is who says why: a reporter’s reason lets nothing through', async () => {
    const receipt = await vandal.filed({ ...arrests(900), city: 'omsk', override: KNOWN });
    expect([warned(receipt), await shown()]).toEqual([HELD, '1,000']);
  });

  test('is asked by no program: what an admin’s token files counts, with a warning', async () => {
    const admin = desk.as(await dateline.token('admin'));
    const receipt = await admin.filed({ ...arrests(900), city: 'omsk' });
    expect([warned(receipt), await shown()]).toEqual([['beyond_bound figures.0'], '1,900']);
  });

  test('rules on what was filed under their own name only with a reason, which is on record', async () => {
    const name = 'Ann';
    const reporter = desk.as(await dateline.token('reporter', { name }));
    const editor = desk.as(await dateline.token('editor', { name }));
    const { id } = await reporter.filed({ ...arrests(900), city: 'omsk' });
    const alone = await rule(editor, id, 'counted');
    expect([alone.status, alone.body.code]).toEqual([409, 'second_person_needed']);
    expect((await rule(editor, id, 'refused')).status).toBe(201);
    expect((await rule(editor, id, 'counted')).status).toBe(409);
    const override = { reason: 'Nobody else is here, and two lawyers confirm it.' };
    expect((await rule(editor, id, 'counted', { override })).status).toBe(201);
    expect(await shown()).toBe('1,900');
    const log = await dateline.sql<{ action: string; to: string; override: string | null }>(
      `select action, detail->>'to' as to, detail->>'override' as override from desk_log where story_id = $1 and desk_seq > 1 order by desk_seq`,
      [desk.story],
    );
    expect(log).toEqual([
      { action: 'figure.held', to: null, override: null },
      { action: 'ruling.made', to: 'refused', override: null },
      { action: 'ruling.made', to: 'counted', override: override.reason },
    ]);
  });

  test('who puts a figure on hold that readers had takes it out of what was said before', async () => {
    const { id } = await vandal.filed({ ...arrests(47), city: 'omsk' });
    expect(await readByAnyone(id)).toContain('47');
    await rule(desk, id, 'held');
    const events = await ask(`${desk.address}/events?after=0`);
    expect(JSON.stringify([events.body, (await desk.snapshot()).updates])).not.toContain('"value":47');
  });

  test('who mends the words leaves a figure held', async () => {
    const { id } = await vandal.filed({ ...arrests(900), city: 'omsk' });
    const { body } = await desk.revise(id, 1, { ...arrests(900), text: 'Better words.' });
    expect((body as ReceiptOrProblem).warnings).toBeUndefined();
    expect(await shown()).toBe('1,000');
  });
});

test('what was delivered counts as it was', async () => {
  const admin = desk.as(await dateline.token('admin'));
  const record = {
    ...{ id: `u-${desk.story}`, story: desk.story, revision: 1, status: 'published', text: 'Words.' },
    ...{ city: 'omsk', occurredAt: '2021-01-23T11:00:00Z', ...arrests(50_000) },
  };
  const { body } = await admin.deliver({ type: 'update', receivedAt: '2021-01-23T12:00:00Z', record });
  expect(body.results[0]?.receipt?.warnings).toBeUndefined();
  expect(await shown()).toBe('51,000');
});
