import { randomUUID } from 'node:crypto';
import type { FigureClaim } from '#contract/figure';
import type { GuardView } from '#contract/guard';
import type { MetricPresentation } from '#contract/presentation';
import type { TotalsState } from '#contract/totals';
import { AReader } from '../support/a-reader.js';
import { AStream } from '../support/a-stream.js';
import { allOfRedis } from '../support/all-redis.js';
import { Desk } from '../support/at-the-desk.js';
import { Typed } from '../support/command-line.js';
import { type Dateline, startDateline } from '../support/dateline.js';
import { ask } from '../support/newsroom-people.js';
import { stateHash } from '../support/state-hash.js';
import { waitUntil } from '../support/wait-until.js';

const arrests = (value: number, more: Partial<FigureClaim> = {}) => ({
  figures: [{ metric: 'arrests', source: 'own', value, ...more }],
});

let dateline: Dateline;
let desk: Desk;
let vandal: Desk;
const open: { close(): void }[] = [];
beforeAll(async () => {
  dateline = await startDateline();
});
afterAll(() => dateline.stop());
beforeEach(async () => {
  desk = await Desk.open(dateline);
  vandal = desk.as(await dateline.token('reporter', { name: 'Vic' }));
  await desk.filed(arrests(100));
});
afterEach(() => {
  for (const each of open.splice(0)) each.close();
});

async function follows(city?: string): Promise<AReader> {
  const reader = new AReader(dateline.url, { story: desk.story, ...(city && { city }) });
  open.push(reader);
  await reader.follow();
  return reader;
}

/** All that a reader is given now at any address. */
async function readNow(): Promise<string> {
  const page = await (await fetch(`${dateline.url}/stories/${desk.story}`)).text();
  const paths = ['', '?city=omsk', '/totals', '/updates', '/events?after=0', '/totals/arrests/history'];
  const answers = await Promise.all(paths.map((path) => ask(desk.address + path)));
  return [page, ...answers.map(({ body }) => JSON.stringify(body))].join('\n');
}

async function verified(): Promise<string> {
  const typed = new Typed(`npm run -s dateline -- verify ${desk.story}`, { DATELINE_HOME: dateline.home });
  return `${await typed.exit}: ${typed.stdout}`;
}

describe('a number that is held', () => {
  test('is in no frame, stream, page, answer or key of Redis, until it is ruled to count', async () => {
    const readers = [await follows(), await follows('omsk')];
    const stream = await AStream.open(`${desk.address}/stream`);
    open.push(stream);
    const streamed = () => JSON.stringify(stream.events);
    const { id, seq } = await vandal.filed({ ...arrests(48_713), city: 'omsk', text: 'A rumour of many.' });
    await vandal.revise(id, 1, { ...arrests(48_714), text: 'A rumour of many more.' });
    const { seq: last } = await desk.filed({ text: 'The square is quiet.' });
    for (const reader of readers) await reader.at(last ?? 0);
    await waitUntil('the stream has it', () => streamed().includes('The square is quiet.'));
    const told = JSON.stringify(readers.map(({ frames, view }) => [frames, view]));
    for (const place of [told, streamed(), await readNow(), await allOfRedis(dateline.redisUrl)]) {
      expect(place).toContain('A rumour of many');
      expect(place).not.toMatch(/\b48[,.]?71[34]\b/);
    }
    const late = await follows();
    await late.follow({ epoch: late.view?.position.epoch ?? '', seq: (seq ?? 1) - 1 });
    expect(JSON.stringify(late.answers)).not.toMatch(/\b4871[34]\b/);
    const { body } = await desk.change(id, 'rulings', { figure: 0, state: 'counted' });
    for (const reader of readers) await reader.at(body.seq ?? 0);
    expect(readers.map(({ view }) => view?.totals.metrics['arrests']?.cities['omsk']?.leading.low)).toEqual([
      48_714, 48_714,
    ]);
    expect(JSON.stringify(readers.map(({ view }) => view))).not.toMatch(/\b48713\b/);
    expect(await verified()).toMatch(/^0: .*: 0 differences/);
  });

  test('leaves the record whole where a correction comes with a ruling of its own', async () => {
    const reader = await follows();
    const { id } = await vandal.filed({ ...arrests(60), city: 'omsk' });
    await desk.change(id, 'rulings', { figure: 0, state: 'counted' });
    const { body } = await vandal.revise(id, 1, { ...arrests(60_000), text: 'Many more.' });
    await reader.at(body.seq ?? 0);
    expect(reader.view?.totals.metrics['arrests']?.leading?.label).toBe('100');
    expect(stateHash(reader.view as never)).toBe(stateHash(await desk.snapshot()));
    expect(await verified()).toMatch(/^0: .*: 0 differences/);
  });
});

const present = async (metrics: Record<string, Partial<MetricPresentation>>): Promise<number> => {
  const at = `${desk.address}/guard`;
  const { version } = (await ask<GuardView>(at, { token: desk.token })).body;
  const body = { requestId: randomUUID(), sources: {}, metrics };
  const { status, body: receipt } = await desk.send<{ seq: number }>('PUT', '/guard', body, {
    'if-match': `"${version}"`,
  });
  expect(status).toBe(200);
  return receipt.seq;
};

describe('a sum that the desk withholds', () => {
  const SUM = /\b12[,.]?345\b/;

  test('is gone from everything readers are given, and back when that is lifted', async () => {
    const reader = await follows();
    const before = await desk.filed({
      ...arrests(12_245),
      city: 'omsk',
      override: { reason: 'Three monitors say so.' },
    });
    await reader.at(before.seq ?? 0);
    expect(await readNow()).toMatch(SUM);
    await reader.at(await present({ arrests: { sumSuspended: true } }));
    const more = await desk.filed({ text: 'The square is quiet.' });
    await reader.at(more.seq ?? 0);
    expect(reader.view?.totals.metrics['arrests']).toMatchObject({ citySum: null, leading: null });
    expect(reader.view?.totals.metrics['arrests']?.cities['omsk']?.leading.label).toBe('12,245');
    expect(stateHash(reader.view as never)).toBe(stateHash(await desk.snapshot()));
    expect(await readNow()).not.toMatch(SUM);
    const whole = await ask<TotalsState>(`${desk.address}/guard/totals`, { token: desk.token });
    expect(whole.body.metrics['arrests']?.citySum?.label).toBe('12,345');
    await reader.at(await present({ arrests: { sumSuspended: false } }));
    expect(reader.view?.totals.metrics['arrests']?.leading?.label).toBe('12,345');
    expect(stateHash(reader.view as never)).toBe(stateHash(await desk.snapshot()));
    expect(await verified()).toMatch(/^0: .*: 0 differences/);
  });
});

describe('a metric that is the desk’s only', () => {
  const NUMBER = /\b23[,.]?457\b/;
  const filed = (more: object = {}) =>
    desk.filed({ ...arrests(23_457), city: 'omsk', override: { reason: 'Three monitors say so.' }, ...more });
  /** What comes and goes with it is fetched. */
  const renewed = async (readers: readonly AReader[], change: () => Promise<number>) => {
    const gaps = readers.map((reader) => reader.gaps);
    await change();
    for (const [index, reader] of readers.entries()) {
      await waitUntil('the reader is told to fetch the story', () => reader.gaps > (gaps[index] ?? 0));
      await reader.follow();
    }
  };

  test('has no trace in totals, in any city either', async () => {
    const reader = await follows();
    await renewed([reader], () => present({ arrests: { shows: 'desk' } }));
    const { seq } = await desk.filed({ ...arrests(15), city: 'omsk' });
    await reader.at(seq ?? 0);
    expect(reader.view?.totals.metrics).toEqual({});
    expect((await desk.totals()).metrics).toEqual({});
    await renewed([reader], () => present({}));
    expect(Object.keys(reader.view?.totals.metrics['arrests']?.cities ?? {}).sort()).toEqual([
      'moscow',
      'omsk',
    ]);
    expect(stateHash(reader.view as never)).toBe(stateHash(await desk.snapshot()));
  });

  test('has none in updates: in no frame, stream, page, revision or answer', async () => {
    const readers = [await follows(), await follows('omsk')];
    await renewed(readers, () => present({ arrests: { shows: 'desk' } }));
    const stream = await AStream.open(`${desk.address}/stream`);
    open.push(stream);
    const { id } = await filed({ text: 'Many were taken away.' });
    await desk.revise(id, 1, { ...arrests(23_457), text: 'Many were taken away by bus.' });
    await desk.markKeyEvent(id, { keyEvent: true });
    const { body } = await desk.put(`/pins/${id}`, {});
    for (const reader of readers) await reader.at(body.seq ?? 0);
    const streamed = () => JSON.stringify(stream.events);
    await waitUntil('the stream has it', () => streamed().includes('by bus'));
    const told = JSON.stringify(readers.map(({ frames, view }) => [frames, view]));
    const one = JSON.stringify((await ask(`${desk.address}/updates/${id}`)).body);
    for (const place of [told, streamed(), one, await readNow(), await allOfRedis(dateline.redisUrl)]) {
      expect(place).toContain('by bus');
      expect(place).not.toMatch(NUMBER);
    }
    expect(readers[0]?.view?.updates.find((update) => update.id === id)).toMatchObject({ figures: [] });
    const atDesk = await ask<{ update: object; revisions: object[] }>(`${desk.address}/updates/${id}/desk`, {
      token: desk.token,
    });
    expect([atDesk.body.update, ...atDesk.body.revisions]).toMatchObject(
      Array(3).fill({ figures: [{ value: 23_457 }] }),
    );
  });

  test('is gone from what was encoded before, and back when that is lifted', async () => {
    const reader = await follows();
    const { id, seq = 0 } = await filed({ text: 'Many were taken away.' });
    const more = await desk.filed({ text: 'The square is quiet.' });
    await reader.at(more.seq ?? 0);
    expect(await allOfRedis(dateline.redisUrl)).toMatch(NUMBER);
    const range = `${desk.address}/events?from=1&to=3&epoch=${reader.view?.position.epoch}`;
    expect(JSON.stringify((await ask(range)).body)).toMatch(NUMBER);
    await renewed([reader], () => present({ arrests: { shows: 'desk' } }));
    expect(JSON.stringify(reader.view)).not.toMatch(NUMBER);
    expect(stateHash(reader.view as never)).toBe(stateHash(await desk.snapshot()));
    await waitUntil('Redis has it no more', async () => !NUMBER.test(await allOfRedis(dateline.redisUrl)));
    expect(await readNow()).not.toMatch(NUMBER);
    expect(JSON.stringify((await ask(range)).body)).not.toMatch(NUMBER);
    const late = await follows();
    await late.follow({ epoch: late.view?.position.epoch ?? '', seq: (seq ?? 1) - 1 });
    expect(late.answers.at(-1)).toMatchObject({ mode: 'resume' });
    expect(JSON.stringify(late.answers)).not.toMatch(NUMBER);
    await renewed([reader], () => present({}));
    expect(reader.view?.updates.find((update) => update.id === id)).toMatchObject({
      figures: [{ value: 23_457 }],
    });
    expect(stateHash(reader.view as never)).toBe(stateHash(await desk.snapshot()));
    expect(await verified()).toMatch(/^0: .*: 0 differences/);
  });
});
