import type { EventRange, Frame } from '#contract/follow';
import type { Snapshot } from '#contract/snapshot';
import type { UpdateView } from '#contract/update';
import { applyFrame } from '#contract/view';
import { type Following, followStory } from '#client/follow-story';
import { Desk } from '../support/at-the-desk.js';
import type { Dateline } from '../support/dateline.js';
import { type Answer, anUpdate, ask } from '../support/newsroom-people.js';
import { standingNewsroom } from '../support/standing-newsroom.js';
import { stateHash } from '../support/state-hash.js';
import { waitUntil } from '../support/wait-until.js';

interface Page {
  readonly updates: readonly UpdateView[];
  readonly newer: string | null;
  readonly older: string | null;
}

let dateline: Dateline;
let desk: Desk;
const followings: Following[] = [];
beforeAll(async () => {
  dateline = await standingNewsroom();
});
afterAll(() => dateline.stop());
afterEach(() => {
  for (const following of followings.splice(0)) following.close();
});
/** So many minutes before now, to the second. */
const ago = (minutes: number): string =>
  new Date(Date.now() - minutes * 60_000).toISOString().replace(/\.\d+Z/, 'Z');

/** A story of so many updates, a minute apart, the oldest first; every tenth a key event, every third of Kazan. */
async function storyOf(count: number): Promise<string[]> {
  desk = await Desk.open(dateline, 'admin');
  const updates = Array.from({ length: count }, (_, i) =>
    anUpdate({
      ...{ occurredAt: ago(1_000 - i), text: `Update ${i}.`, keyEvent: i % 10 === 0 },
      city: i % 3 === 0 ? 'kazan' : 'moscow',
    }),
  );
  for (let first = 0; first < count; first += 100)
    await desk.send('POST', '/updates:batch', { updates: updates.slice(first, first + 100) });
  return updates.map(({ id }) => id);
}

describe('the history of a story', () => {
  const linked = ({ headers }: Answer, rel: string) =>
    new RegExp(`<([^>]+)>; rel="${rel}"`).exec(headers.get('link') ?? '')?.[1] ?? null;
  /** Follows Link headers to the end, with something happening after each page. */
  async function walk(
    from: string,
    rel: 'next' | 'prev',
    between: () => Promise<unknown> = async () => undefined,
  ) {
    const pages: UpdateView[][] = [];
    for (let at: string | null = from; at !== null; ) {
      const answer: Answer<Page> = await ask<Page>(dateline.url + at);
      expect(answer.status).toBe(200);
      pages.push([...answer.body.updates]);
      at = linked(answer, rel);
      expect(at).toBe(rel === 'next' ? answer.body.older : answer.body.newer);
      await between();
    }
    return pages;
  }
  const here = (query = '') => `/v1/stories/${desk.story}/updates${query}`;

  test('is read down without loss or repetition while new updates arrive', async () => {
    const ids = await storyOf(60);
    let arrived = 0;
    const pages = await walk(here('?limit=7'), 'next', async () => {
      arrived += 1;
      await desk.filed({ occurredAt: ago(500 - arrived) });
    });
    expect(pages.flat().map(({ id }) => id)).toEqual(ids.toReversed());
    expect(pages.slice(0, -1).every((page) => page.length === 7)).toBe(true);
    const [last] = pages.at(-1)?.slice(-1) ?? [];
    const up = await walk(here(`?limit=7&after=${last?.occurredAt}_${last?.firstSeq}`), 'prev');
    const all = [...up.toReversed().flat(), ...(last ? [last] : [])].map(({ id }) => id);
    expect(all).toHaveLength(60 + arrived);
    expect(all.slice(arrived)).toEqual(ids.toReversed());
  });

  test('goes on below the snapshot where that ends', async () => {
    const ids = await storyOf(120);
    for (const city of [undefined, 'kazan', 'moscow']) {
      const snapshot = await desk.snapshot(city);
      const below = snapshot.older === null ? [] : (await walk(snapshot.older, 'next')).flat();
      const read = [...snapshot.updates, ...below].map(({ id }) => id);
      const wanted = ids.filter((_, i) => city === undefined || (i % 3 === 0) === (city === 'kazan'));
      expect(read).toEqual(wanted.toReversed());
    }
  });

  test('can be read by its key events alone, those of a city too', async () => {
    const ids = await storyOf(60);
    const keys = ids.filter((_, i) => i % 10 === 0).toReversed();
    expect((await walk(here('?keyEvents=true&limit=2'), 'next')).flat().map(({ id }) => id)).toEqual(keys);
    const ofKazan = (await walk(here('?keyEvents=true&limit=2&city=kazan'), 'next')).flat();
    expect(ofKazan.map(({ id }) => id)).toEqual([ids[30], ids[0]]);
    expect((await desk.snapshot()).keyEvents.map(({ id }) => id)).toEqual(keys);
  });
});

describe('a range of events', () => {
  const range = (query: string, etag = '') =>
    ask<EventRange & { code?: string }>(`${desk.address}/events?${query}`, {
      headers: { 'if-none-match': etag || '"x"' },
    });

  test('has each event once, at most 500, and says how far the story is', async () => {
    await storyOf(520);
    const first = (await range('after=0')).body;
    expect([first.frame.from, first.frame.to, first.frame.events.length, first.head]).toEqual([
      1, 500, 500, 521,
    ]);
    const rest = (await range('after=500')).body;
    expect([rest.frame.from, rest.frame.to, rest.head]).toEqual([501, 521, 521]);
    const seqs = [...first.frame.events, ...rest.frame.events].map(({ seq }) => seq);
    expect(seqs).toEqual(Array.from({ length: 521 }, (_, i) => i + 1));
    expect(first.totals).toHaveLength(500);
    expect(Object.assign({}, ...first.totals)).toEqual(first.frame.totals);
    const { epoch } = first.frame;
    expect((await range(`epoch=${epoch}&from=7&to=9`)).body.frame.events.map(({ seq }) => seq)).toEqual([
      7, 8, 9,
    ]);
    expect((await range('after=521')).body).toEqual({
      frame: { epoch, from: 522, to: 521, events: [] },
      totals: [],
      head: 521,
    });
    const refused = await Promise.all(
      ['from=1&to=501', 'after=522', `epoch=another&after=3`].map((q) => range(q)),
    );
    expect(refused.map(({ status, body }) => [status, body.code])).toEqual([
      [410, 'position_too_old'],
      [410, 'position_ahead'],
      [410, 'other_epoch'],
    ]);
  });

  test('is another version once something in it was withdrawn, and only then', async () => {
    const ids = await storyOf(6);
    const { epoch } = (await desk.snapshot()).position;
    const etagOf = async (query: string) => (await range(query)).headers.get('etag') ?? '';
    const [low, high] = [`epoch=${epoch}&from=2&to=4`, `epoch=${epoch}&from=5&to=7`];
    const [lowTag, highTag] = [await etagOf(low), await etagOf(high)];
    expect(
      (await fetch(`${desk.address}/events?${low}`, { headers: { 'if-none-match': lowTag } })).status,
    ).toBe(304);
    await desk.change(ids[1] ?? '', 'retraction', { note: 'Wrong.' });
    const after = await range(low, lowTag);
    expect(after.status).toBe(200);
    expect(after.body.frame.events[1]).toMatchObject({
      seq: 3,
      kind: 'update.posted',
      id: ids[1],
      withheld: true,
    });
    const revisionOf = (etag: string) => /:(r\d+)/.exec(etag)?.[1];
    expect([revisionOf(await etagOf(low)), revisionOf(await etagOf(high))]).toEqual([
      'r8',
      revisionOf(highTag),
    ]);
  });
});

describe('the first fifty', () => {
  test('name what was posted below them, for as long as it is there', async () => {
    await storyOf(60);
    const late = await desk.filed({ occurredAt: ago(995), text: 'Told late.' });
    const { updates, lateArrivals } = await desk.snapshot();
    expect(updates.map(({ id }) => id)).not.toContain(late.id);
    expect(lateArrivals).toMatchObject([{ id: late.id, lateArrival: true }]);
    await desk.revise(late.id, 1, { occurredAt: ago(1) });
    const now = await desk.snapshot();
    expect(now.updates[0]).toMatchObject({ id: late.id, revision: 2 });
    expect(now.lateArrivals).toEqual([]);
  });

  test('cannot be made from what a reader holds when a corrected time takes one of them out', async () => {
    const ids = await storyOf(60);
    const held = await desk.snapshot();
    await desk.revise(ids[59] ?? '', 1, { occurredAt: ago(999) });
    const { body } = await ask<EventRange>(`${desk.address}/events?after=${held.position.seq}`);
    expect(applyFrame(held, body.frame)).toBe('reload');
  });
});

describe.each(['socket', 'sse'] as const)('readers over %s', (transport) => {
  test('end with what the snapshot says, after everything that can happen to a story', async () => {
    const ids = await storyOf(70);
    const views = new Map<string | undefined, Snapshot>();
    const frames: Frame[] = [];
    const timing = { backoff: 50 };
    for (const city of [undefined, 'kazan', 'omsk']) {
      const place = { url: dateline.url, story: desk.story, ...(city === undefined ? {} : { city }) };
      const onChange = (view: Snapshot, frame: Frame | null) => {
        views.set(city, view);
        if (frame) frames.push(frame);
      };
      followings.push(followStory({ ...place, transport, timing, onChange }));
    }
    await waitUntil('all to be there', () => views.size === 3);
    const id = (place: number) => ids[place] ?? '';
    const figures = [{ metric: 'arrests', source: 'own', value: 4 }];
    await desk.revise(id(69), 1, { occurredAt: ago(999.5) }); // out of the first fifty
    await desk.revise(id(3), 1, { occurredAt: ago(2), figures }); // into them
    await desk.revise(id(60), 1, { city: 'omsk', figures });
    await desk.filed({ occurredAt: ago(998), figures, city: 'omsk' }); // late
    await desk.filed({ occurredAt: ago(997), city: 'kazan', keyEvent: true });
    await desk.change(id(66), 'retraction', { note: 'Wrong.' });
    await desk.put(`/pins/${id(63)}`, {});
    await desk.put(`/pins/${id(1)}`, {}); // below the first fifty
    await desk.markKeyEvent(id(2), { keyEvent: true });
    await desk.reorder([id(63), id(1)]);
    await desk.change(id(63), 'retraction', { note: 'Wrong too.' });
    await desk.change(id(63), 'restoration');
    await desk.change(id(62), 'erasure');
    await desk.put('/preferences', { metric: 'arrests', order: ['police'] });
    await desk.change(id(60), 'rulings', { figure: 0, state: 'refused' });
    await desk.revise(id(60), 2, { city: 'moscow' });
    await desk.turn('closing');
    const { seq } = (await desk.snapshot()).position;
    for (const city of [undefined, 'kazan', 'omsk']) {
      const view = await waitUntil(`the reader of ${city ?? 'all'} at ${seq}`, () => {
        const held = views.get(city);
        return held?.position.seq === seq && held;
      });
      const snapshot = await desk.snapshot(city);
      expect(view).toEqual({ ...snapshot, older: view.older });
      expect(stateHash(view)).toBe(stateHash(snapshot));
    }
    expect(frames.length).toBeGreaterThan(0);
  }, 30_000);
});
