import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import type { Receipt } from '#contract/update';
import { migrate } from '#journal/migrate';
import { dump, load } from '../support/logical-copy.js';
import { type Answer, anUpdate, aStory, ask, type ReceiptOrProblem } from '../support/newsroom-people.js';
import { NewsroomInParts } from '../support/newsroom-in-parts.js';
import { expectAllTold, expectNoDifference, journaledEvents } from '../support/oracle.js';
import { Readership } from '../support/readership.js';
import { askUntilAnswered } from '../support/reporter.js';
import { waitUntil } from '../support/wait-until.js';

let newsroom: NewsroomInParts;
let token: string;
beforeAll(async () => {
  newsroom = await NewsroomInParts.start();
  token = await newsroom.dateline.token('admin');
}, 60_000);
afterAll(async () => {
  await newsroom.stop();
}, 60_000);

let story: { id: string; address: string };
let readership: Readership;
beforeEach(async () => {
  story = await aStory(newsroom.dateline);
  readership = await Readership.of(newsroom, story.id);
});
afterEach(() => Readership.closeAll());

const post = (update = anUpdate(), to = story.address): Promise<Answer<ReceiptOrProblem>> =>
  ask(`${to}/updates`, { method: 'POST', token, body: update });

async function file(text: string): Promise<Receipt> {
  const asked = { method: 'POST', token, body: anUpdate({ text }) };
  const { status, body } = await askUntilAnswered<Receipt>(`${story.address}/updates`, asked);
  expect(status).toBe(201);
  return body;
}

async function fileMany(text: string, count: number): Promise<Receipt[]> {
  const receipts: Receipt[] = [];
  for (let n = 0; n < count; n += 1) receipts.push(await file(`${text} ${n}`));
  return receipts;
}

async function allIsWell(): Promise<void> {
  await readership.at((await file('All is well.')).seq ?? 0, 20_000);
  await expectAllTold(newsroom, story.id, readership.readers);
  await expectNoDifference(newsroom, story.id);
  expect(newsroom.parts.filter((part) => !part.isAlive())).toEqual([]);
}

describe.each(['stop', 'kill'] as const)('Postgres (%s) goes away and comes back', (end) => {
  test('a post is told to come again and is recorded once; readers read on', async () => {
    const update = anUpdate();
    await newsroom.postgres[end]();
    const away = await post(update);
    expect(away).toMatchObject({ status: 503, body: { retry: 'same' } });
    expect(away.headers.get('retry-after')).toBe('1');
    const joined = await Readership.of(newsroom, story.id, 2);
    const page = await ask(story.address);
    expect(page.status).toBe(200);
    await newsroom.postgres.start();
    const asked = { method: 'POST', token, body: update };
    const { body: receipt } = await askUntilAnswered<Receipt>(`${story.address}/updates`, asked);
    const again = await post(update);
    expect(again.body).toEqual(receipt);
    await joined.at(receipt.seq ?? 0);
    joined.close();
    await allIsWell();
    expect(readership.disturbances()).toEqual([]);
  }, 60_000);
});

describe('Postgres comes back as it was some while ago, and then writes the same numbers with other contents', () => {
  /** What was told under the old epoch is what the lost record said; under the new one, what the journal says. */
  async function expectNothingMixed(lost: readonly Receipt[], formerly: string): Promise<void> {
    const head = await newsroom.journal.head(story.id);
    expect(head?.epoch).not.toBe(formerly);
    const ids = new Set((await journaledEvents(newsroom, story.id)).flatMap(idOf));
    const lostIds = new Set(lost.map(({ id }) => id));
    for (const { name, events, wholes } of readership.readers) {
      const turned = wholes.find(({ position }) => position.epoch === head?.epoch);
      expect({ name, turned: turned !== undefined }).toEqual({ name, turned: true });
      const before = events.slice(0, turned?.told);
      const after = events.slice(turned?.told);
      const known = before.filter((event) => !idOf(event).every((id) => ids.has(id) || lostIds.has(id)));
      expect({ name, unknown: known }).toEqual({ name, unknown: [] });
      expect(
        before.filter((event) => event.seq > (lost[0]?.seq ?? 0) && !lostIds.has(idOf(event)[0] ?? '')),
      ).toEqual([]);
      expect(after.filter((event) => idOf(event).some((id) => lostIds.has(id)))).toEqual([]);
    }
  }
  const idOf = (event: object): string[] => {
    const { update, id } = event as { update?: { id: string }; id?: string };
    return [update?.id ?? id].flatMap((one) => one ?? []);
  };

  test.each(['fewer', 'more'] as const)(
    'an older copy of its files, %s numbers',
    async (how) => {
      const formerly = (await newsroom.journal.head(story.id))?.epoch ?? '';
      await fileMany('Before the copy', 5);
      await newsroom.postgres.stop();
      const copy = await newsroom.postgres.copy();
      await newsroom.postgres.start();
      const lost = await fileMany('Lost', 10);
      await readership.at(lost.at(-1)?.seq ?? 0);
      await newsroom.postgres.stop();
      await newsroom.postgres.setBack(copy);
      await newsroom.postgres.start();
      const others = how === 'fewer' ? 3 : 40;
      await Promise.all(Array.from({ length: others }, (_, n) => file(`Written anew ${n}`)));
      const { epoch } = await waitUntil('the loss is noticed', async () => {
        const head = await newsroom.journal.head(story.id);
        return head?.epoch !== formerly && (head ?? undefined);
      });
      await waitUntil(
        'everyone turned',
        () => readership.readers.every(({ view }) => view?.position.epoch === epoch),
        15_000,
      );
      await allIsWell();
      await expectNothingMixed(lost, formerly);
    },
    90_000,
  );

  test('an older copy of its files while no relay runs: the api that was told of the commits takes a new epoch', async () => {
    const before = await fileMany('Before the copy', 2);
    await newsroom.postgres.stop();
    const copy = await newsroom.postgres.copy();
    await newsroom.postgres.start();
    const lost = await fileMany('Lost', 2);
    await readership.at(lost.at(-1)?.seq ?? 0);
    await newsroom.relay.kill();
    await newsroom.postgres.stop();
    await newsroom.postgres.setBack(copy);
    await newsroom.postgres.start();
    const [anew] = await fileMany('Written anew', 4);
    expect(anew?.seq).toBe(lost[0]?.seq);
    expect(anew?.epoch).not.toBe(before[0]?.epoch);
    await newsroom.relay.start();
    await allIsWell();
    await expectNothingMixed(lost, before[0]?.epoch ?? '');
  }, 90_000);

  test("yesterday's dump, loaded into a new cluster", async () => {
    const formerly = (await newsroom.journal.head(story.id))?.epoch ?? '';
    await fileMany('Before the dump', 5);
    const yesterday = await dump(newsroom.postgres.url);
    const lost = await fileMany('Lost', 10);
    await readership.at(lost.at(-1)?.seq ?? 0);
    await newsroom.postgres.stop();
    await newsroom.postgres.replace();
    await newsroom.postgres.start();
    await migrate(newsroom.postgres.url);
    await load(newsroom.postgres.url, yesterday);
    await Promise.all(Array.from({ length: 40 }, (_, n) => file(`Written anew ${n}`)));
    await allIsWell();
    await expectNothingMixed(lost, formerly);
  }, 90_000);
});

test("yesterday's dump, loaded under open connections, with Redis empty too: noticed before anybody writes", async () => {
  const formerly = await fileMany('Before the dump', 3);
  const yesterday = await dump(newsroom.postgres.url);
  const lost = await fileMany('Lost', 3);
  await readership.at(lost.at(-1)?.seq ?? 0);
  await newsroom.postgres.stop();
  await newsroom.postgres.replace();
  await newsroom.postgres.start();
  await migrate(newsroom.postgres.url);
  await waitUntil(
    'everything is connected',
    async () => (await ask(`${newsroom.api.url}/readyz`)).status === 200,
  );
  await newsroom.redis.do((client) => client.flushAll());
  await load(newsroom.postgres.url, yesterday);
  // by a connection that compares nothing itself
  const heads = () =>
    newsroom.dateline.sql<{ epoch: string }>('select epoch from stories where id = $1', [story.id]);
  const epoch = await waitUntil('a new epoch', async () => {
    const [head] = await heads();
    return head && head.epoch !== formerly[0]?.epoch && head.epoch;
  });
  const isTurned = ({ view }: { view?: { position: { epoch: string } } }) => view?.position.epoch === epoch;
  await waitUntil('everyone turned', () => readership.readers.every(isTurned), 20_000);
  await allIsWell();
}, 60_000);

test("a long transaction holds one story's row: that story is busy, others are not", async () => {
  const other = await aStory(newsroom.dateline);
  const update = anUpdate();
  const holder = new pg.Client({ connectionString: newsroom.postgres.url });
  await holder.connect();
  await holder.query('begin');
  await holder.query('select 1 from stories where id = $1 for update', [story.id]);
  const waiting = Array.from({ length: 30 }, () => post());
  const held = post(update);
  for (let n = 0; n < 10; n += 1) {
    const startedAt = performance.now();
    expect((await post(anUpdate(), other.address)).status).toBe(201);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  }
  const busy = await held;
  expect(busy).toMatchObject({ status: 503, body: { code: 'busy', retry: 'same' } });
  expect(busy.headers.get('retry-after')).toBe('1');
  expect((await ask(story.address)).status).toBe(200);
  await holder.query('rollback');
  await holder.end();
  await Promise.all(waiting);
  expect((await post(update)).status).toBe(201);
  await allIsWell();
  expect(readership.disturbances()).toEqual([]);
}, 60_000);
