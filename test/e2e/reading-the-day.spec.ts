import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { EventRange } from '#contract/follow';
import type { StorySetup } from '#contract/story';
import type { TotalsState, TotalsView } from '#contract/totals';
import { patchTotals } from '#contract/totals-patch';
import { totalsView } from '#domain/totals/views';
import { AReader } from '../support/a-reader.js';
import { type Dateline, realDay, startDateline } from '../support/dateline.js';
import { ask } from '../support/newsroom-people.js';
import { stateHash } from '../support/state-hash.js';

const STORY = 'ru-2021-01-23';
const ROOT = path.resolve(import.meta.dirname, '../..');
const EXPECTED = path.join(ROOT, 'libs/domain/src/totals/fixtures/expected_2021-01-23.json');

let dateline: Dateline;
let address: string;
let token: string;
let head: number;
let reader: AReader;
/** What the reader's screen showed once it was at a number. */
const shown = new Map<number, TotalsView>();

beforeAll(async () => {
  dateline = await startDateline();
  address = `${dateline.url}/v1/stories/${STORY}`;
  token = await dateline.token('admin');
  const lines = await realDay();
  const of = (type: string) =>
    lines.filter((line) => line['type'] === type).map(({ type: _, ...rest }) => rest);
  const [{ id: _, ...story } = { id: '' }] = of('story');
  const setup = { ...story, cities: of('city'), sources: of('source') } as unknown as StorySetup;
  expect((await ask(address, { method: 'PUT', token, body: setup })).status).toBe(200);
  reader = new AReader(dateline.url, { story: STORY });
  await reader.follow();
  for (const line of lines.filter(({ receivedAt }) => receivedAt !== undefined)) {
    const body = { deliveries: [line] };
    const answer = await ask<{ results: { receipt?: { seq: number | null } }[] }>(`${address}/deliveries`, {
      ...{ method: 'POST', token, body },
    });
    head = answer.body.results[0]?.receipt?.seq ?? head;
    await reader.at(head);
    if (reader.view) shown.set(reader.view.position.seq, reader.view.totals);
  }
}, 60_000);
afterAll(async () => {
  reader.close();
  await dateline.stop();
});
/** Without what stands beside the totals. */
function ofTheLaw(view: TotalsView): unknown {
  return JSON.parse(
    JSON.stringify(view, (key, value: unknown) => (key === 'laterLower' ? undefined : value)),
  );
}
const totals = async (query = '') => (await ask<TotalsState>(`${address}/totals${query}`)).body;

test('the totals at every number are those that readers had been sent by then', async () => {
  expect(shown.size).toBe(head - 1);
  let carried: TotalsView = {
    metrics: {},
    updates: { published: 0, retracted: 0, corrected: 0 },
    citiesReporting: 0,
  };
  for (let seq = 1; seq <= head; seq += 1) {
    const { body } = await ask<EventRange>(`${address}/events?from=${seq}&to=${seq}`);
    if (body.frame.totals !== undefined && body.frame.totals !== 'reload')
      carried = patchTotals(carried, body.frame.totals);
    const then = totalsView(await totals(`?seq=${seq}`));
    expect([seq, ofTheLaw(carried)]).toEqual([seq, then]);
    expect([seq, ofTheLaw(shown.get(seq) ?? then)]).toEqual([seq, then]);
  }
  expect(reader.gaps).toBe(0);
  expect(reader.view && stateHash(reader.view)).toBe(stateHash((await ask<never>(address)).body));
}, 30_000);

test('the totals at the seven checkpoints are those that the sources add up to', async () => {
  const { checkpoints } = JSON.parse(await readFile(EXPECTED, 'utf8')) as {
    checkpoints: Record<string, unknown>;
  };
  expect(Object.keys(checkpoints)).toHaveLength(7);
  for (const [at, expected] of Object.entries(checkpoints))
    expect([at, await totals(`?at=${at}`)]).toEqual([at, expected]);
  expect((await totals('?at=2021-01-01T00:00:00Z')).metrics).toEqual({});
  const { metrics } = await totals('?at=2021-01-23T17:04:30%2B03:00');
  expect(metrics['arrests']?.leading.label).toBe('1,090');
});

test('every change of a total begins where the one before it ended, and the last one is the total', async () => {
  const { metrics } = await totals();
  let changes = 0;
  for (const [metric, of] of Object.entries(metrics)) {
    const ends = new Map<string, unknown>([
      [`metrics/${metric}/leading`, of.leading],
      [`metrics/${metric}/citySum`, of.citySum],
      ...Object.entries(of.cities).map(
        ([id, city]) => [`metrics/${metric}/cities/${id}/leading`, city.leading] as const,
      ),
    ]);
    for (const query of ['', ...Object.keys(of.cities).map((id) => `?city=${id}`)]) {
      const { body } = await ask<{ changes: Change[]; counting: string[] }>(
        `${address}/totals/${metric}/history${query}`,
      );
      const last = new Map<string, unknown>();
      for (const { key, before, after, cause, update, decision } of body.changes) {
        expect(before).toEqual(last.get(key) ?? null);
        expect([cause, update ?? decision]).toEqual([expect.any(String), expect.any(String)]);
        last.set(key, after);
        changes += 1;
      }
      for (const [key, after] of last) expect([key, after]).toEqual([key, ends.get(key)]);
      expect(last.size).toBeGreaterThan(0);
      expect(body.counting.length).toBeGreaterThan(0);
    }
  }
  expect(changes).toBeGreaterThan(200);
});
interface Change {
  readonly key: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly cause: string;
  readonly update: string | null;
  readonly decision: string | null;
}

test('the same day replayed from the command line changes nothing', async () => {
  const before = [await totals(), (await ask(address)).body];
  const command = [
    path.join(ROOT, 'dist/apps/cli/src/main.js'),
    'replay',
    path.join(ROOT, 'examples/2021-01-23.ndjson'),
  ];
  const env = { ...process.env, NODE_OPTIONS: '' };
  await promisify(execFile)(process.execPath, [...command, '--url', dateline.url, '--token', token], { env });
  expect([await totals(), (await ask(address)).body]).toEqual(before);
}, 20_000);

test('a snapshot and its cities are the same for whoever asks, and answered 304 to whoever has them', async () => {
  for (const query of ['', '?city=moscow', '?city=saint-petersburg']) {
    const first = await ask<{ position: { seq: number } }>(address + query);
    expect([first.status, first.body.position.seq]).toEqual([200, head]);
    expect(first.headers.get('cache-control')).toContain('s-maxage=1');
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toMatch(/^W\/".+"$/);
    const again = await fetch(address + query, { headers: { 'if-none-match': `"x", ${etag}` } });
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag]);
  }
  const tags = await Promise.all(
    ['', '?city=moscow', '?city=saint-petersburg'].map(async (q) =>
      (await fetch(address + q)).headers.get('etag'),
    ),
  );
  expect(new Set(tags).size).toBe(3);
});

test('a city’s snapshot has its own updates and totals, and the sums of the story', async () => {
  const { body: whole } = await ask<NonNullable<AReader['view']>>(address);
  const { body: city } = await ask<NonNullable<AReader['view']>>(`${address}?city=saint-petersburg`);
  expect(city.updates.length).toBeGreaterThan(0);
  for (const { cities } of city.updates)
    expect(cities.length === 0 || cities.includes('saint-petersburg')).toBe(true);
  const { cities: _, ...sums } = whole.totals.metrics['arrests'] ?? { cities: {} };
  expect(city.totals.metrics['arrests']).toMatchObject(sums);
  expect(Object.keys(city.totals.metrics['arrests']?.cities ?? {})).toEqual(['saint-petersburg']);
  expect(city.totals.metrics['arrests']?.cities['saint-petersburg']).toEqual(
    whole.totals.metrics['arrests']?.cities['saint-petersburg'],
  );
});
