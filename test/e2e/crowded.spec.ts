import pg from 'pg';
import { Desk } from '../support/at-the-desk.js';
import { type Dateline, startDateline } from '../support/dateline.js';
import { ask } from '../support/newsroom-people.js';

let dateline: Dateline;
beforeAll(async () => {
  dateline = await startDateline();
}, 30_000);
afterAll(() => dateline.stop());

/** Does something while Postgres holds what `sql` locks; fails when it takes longer than five seconds. */
async function whileLocked<T>(sql: string, values: unknown[], work: () => Promise<T>): Promise<T> {
  const client = new pg.Client(dateline.databaseUrl);
  await client.connect();
  try {
    await client.query('begin');
    await client.query(sql, values);
    return await Promise.race([
      work(),
      new Promise<never>((_, reject) => {
        setTimeout(() => reject(new Error('It waits for the lock.')), 5_000).unref();
      }),
    ]);
  } finally {
    await client.end();
  }
}

interface History {
  readonly changes: { seq: number; key: string; after: unknown }[];
  readonly counting: string[];
  readonly older: string | null;
}
const ago = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();
const arrests = (value: number, source = 'own') => [{ metric: 'arrests', source, value }];

describe('how a total came about', () => {
  test('is told while somebody writes the story', async () => {
    const desk = await Desk.open(dateline);
    const { id } = await desk.filed({ figures: arrests(3) });
    const { body, headers } = await whileLocked(
      'select 1 from stories where id = $1 for update',
      [desk.story],
      () => ask<History>(`${desk.address}/totals/arrests/history?city=moscow`),
    );
    expect(body.counting).toEqual([id]);
    expect(headers.get('cache-control')).toContain('s-maxage=1');
    const headersOfSame = { 'if-none-match': headers.get('etag') ?? '' };
    const again = await ask(`${desk.address}/totals/arrests/history?city=moscow`, { headers: headersOfSame });
    expect(again.status).toBe(304);
  });

  test('names the updates that count after corrections, retractions, rulings and preferences', async () => {
    const desk = await Desk.open(dateline);
    const counting = async (query = '') =>
      (await ask<History>(`${desk.address}/totals/arrests/history${query}`)).body.counting;
    const first = await desk.filed({ occurredAt: ago(9), figures: arrests(3) });
    const crowd = [{ metric: 'crowd', source: 'own', value: 50 }];
    await desk.filed({ occurredAt: ago(8), figures: crowd });
    const monitor = await desk.filed({ occurredAt: ago(8), figures: [...crowd, ...arrests(7, 'ovd-info')] });
    const kazan = await desk.filed({ city: 'kazan', figures: arrests(2) });
    expect(await counting('?city=omsk')).toEqual([]);
    expect(await counting('?city=kazan')).toEqual([kazan.id]);
    await desk.put('/preferences', { metric: 'arrests', city: 'moscow', order: ['ovd-info', 'own'] });
    expect(await counting('?city=moscow')).toEqual([monitor.id]);
    await desk.change(monitor.id, 'rulings', { figure: 1, state: 'refused' });
    expect(await counting('?city=moscow')).toEqual([first.id]);
    expect((await counting()).toSorted()).toEqual([first.id, kazan.id].toSorted());
    await desk.change(first.id, 'retraction', { note: 'Wrong.' });
    expect(await counting()).toEqual([kazan.id]);
    expect(await counting('?city=moscow')).toEqual([]);
  });

  test('is read down in pages without loss or repetition', async () => {
    const desk = await Desk.open(dateline);
    for (let i = 1; i <= 9; i += 1) await desk.filed({ figures: arrests(i), occurredAt: ago(10 - i) });
    const from = `/v1/stories/${desk.story}/totals/arrests/history`;
    const all = (await ask<History>(dateline.url + from)).body;
    expect(all.older).toBeNull();
    for (const limit of [1, 2, 3, 4]) {
      const pages: History['changes'][] = [];
      for (let at: string | null = `${from}?limit=${limit}`; at !== null; ) {
        const { body }: { body: History } = await ask<History>(dateline.url + at);
        expect(body.changes.length).toBeGreaterThan(0);
        pages.push(body.changes);
        at = body.older;
      }
      expect(pages.toReversed().flat()).toEqual(all.changes);
      expect(pages.length).toBeGreaterThan(1);
    }
    const refused = await Promise.all(
      ['limit=0', 'limit=501', 'before=x'].map((q) => ask(`${dateline.url}${from}?${q}`)),
    );
    expect(refused.map(({ status }) => status)).toEqual([400, 400, 400]);
  });

  test('is not there for a story, a metric or a city that nobody opened', async () => {
    const desk = await Desk.open(dateline);
    const refused = await Promise.all(
      [
        `${dateline.url}/v1/stories/made-up/totals/arrests/history`,
        `${desk.address}/totals/made-up/history`,
        `${desk.address}/totals/arrests/history?city=made-up`,
      ].map((url) => ask<{ code: string }>(url)),
    );
    expect(refused.map(({ body }) => body.code)).toEqual([
      'story_not_found',
      'unknown_metric',
      'unknown_city',
    ]);
  });
});

describe('readers who ask for anything', () => {
  test('get a made-up city refused without a snapshot being read for it', async () => {
    const desk = await Desk.open(dateline);
    await desk.filed();
    await desk.snapshot();
    const answers = await whileLocked('lock table revisions in access exclusive mode', [], () =>
      Promise.all(
        Array.from({ length: 200 }, (_, i) => ask<{ code: string }>(`${desk.address}?city=made-up-${i}`)),
      ),
    );
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.code}`))).toEqual(
      new Set(['400 unknown_city']),
    );
  });

  test('share one list of stories, which has a story from the moment it is opened', async () => {
    await ask(`${dateline.url}/v1/stories`);
    const desk = await Desk.open(dateline);
    const listed = () => ask<{ stories: { id: string }[] }>(`${dateline.url}/v1/stories`);
    const { stories } = (await listed()).body;
    expect(stories.find(({ id }) => id === desk.story)).toEqual({
      ...{ id: desk.story, title: 'A day', standfirst: null, date: null },
      ...{ timeZone: 'Europe/Moscow', status: 'live' },
    });
    const many = await whileLocked('lock table stories in access exclusive mode', [], () =>
      Promise.all(Array.from({ length: 100 }, listed)),
    );
    expect(many.every(({ body }) => body.stories.length === stories.length)).toBe(true);
    await desk.turn('closing');
    expect((await listed()).body.stories.find(({ id }) => id === desk.story)).toMatchObject({
      status: 'closed',
    });
  });

  test('are told what is wrong with the page of updates they ask for', async () => {
    const desk = await Desk.open(dateline);
    const of = (query: string) => ask<{ code?: string }>(`${desk.address}/updates?${query}`);
    const refused = await Promise.all(
      ['city=nowhere', 'before=2021-99-99T99:99:99Z_1', 'after=2021-02-31T10:00:00Z_1'].map(of),
    );
    expect(refused.map(({ status, body }) => `${status} ${body.code}`)).toEqual([
      '400 unknown_city',
      '400 malformed',
      '400 malformed',
    ]);
    expect((await of('utm_source=letter')).status).toBe(200);
  });
});
