import { GatewayScene } from '../support/gateway-scene.js';
import { waitUntil } from '../support/wait-until.js';

let scene: GatewayScene;
beforeAll(async () => {
  scene = await GatewayScene.start();
});
afterEach(() => {
  scene.api.isAway = false;
  scene.leaveAll();
});
afterAll(() => scene.stop());

describe.each([
  ['is away', () => scene.redis.cut()],
  ['hangs', () => scene.redis.hang()],
])('while Redis %s', (_how, take) => {
  test('readers follow on from the api, newcomers too, and one request a second is shared by all', async () => {
    const { book, relay } = await scene.aStory(3);
    const readers = Array.from({ length: 10 }, () => scene.aReader(book));
    await Promise.all(readers.map((reader) => reader.follow()));
    take();
    const from = scene.api.asked.length;
    const start = Date.now();
    book.post('spb', 'While away');
    await Promise.all(readers.map((reader) => reader.at(book.head)));
    expect(Date.now() - start).toBeLessThan(4_000);
    const newcomer = scene.aReader(book);
    await newcomer.follow({ epoch: book.epoch, seq: 1 });
    expect(newcomer.answers[0]).toMatchObject({ mode: 'resume', frame: { to: book.head } });
    const another = scene.aReader(book);
    await another.follow();
    expect(another.view).toEqual(book.snapshot());
    const asked = scene.api.asked.slice(from).filter((line) => line.includes('events?after='));
    expect(asked.length).toBeLessThanOrEqual((Date.now() - start) / 1_000 + 2);
    scene.redis.restore();
    book.post('spb', 'Back again');
    await relay.carry();
    await Promise.all([...readers, another].map((reader) => reader.at(book.head)));
    for (const reader of readers) {
      expect(reader.view).toEqual(book.snapshot());
      expect([reader.gaps, reader.resyncs.length, reader.answers.length]).toEqual([0, 0, 1]);
    }
  }, 30_000);
});

test('a gateway that neither source confirms tells its readers that they are behind, and later that they are not', async () => {
  const { book } = await scene.aStory(1);
  const reader = scene.aReader(book);
  await reader.follow();
  scene.redis.cut();
  scene.api.isAway = true;
  await waitUntil('word of it', () => reader.told.includes('behind'), 9_000);
  expect(await scene.aReader(book).follow()).toMatchObject({ code: 'unavailable' });
  scene.redis.restore();
  await waitUntil('a head', () => reader.heads.length > 0, 8_000);
  expect(reader.view).toEqual(book.snapshot());
}, 40_000);

test('a story missing from Redis for a while costs its readers nothing', async () => {
  const { book, relay } = await scene.aStory(3);
  const reader = scene.aReader(book);
  await reader.follow();
  await scene.forget(book);
  book.post('kazan', 'Relayed to nowhere');
  await reader.at(book.head);
  await relay.install();
  book.post('kazan');
  await relay.carry();
  await reader.at(book.head);
  expect(reader.view).toEqual(book.snapshot());
  expect([reader.gaps, reader.resyncs.length, reader.answers.length]).toEqual([0, 0, 1]);
}, 20_000);

test('totals changed by events that only the api gave reach a reader who resumes over them', async () => {
  const { book } = await scene.aStory(2);
  await scene.forget(book);
  const watcher = scene.aReader(book);
  await watcher.follow();
  const missed = { epoch: book.epoch, seq: 1 };
  book.post('kazan', 'The only one that the gateway saw coming');
  await watcher.at(book.head);
  const answer = await scene.aReader(book).follow(missed);
  expect(answer).toMatchObject({ mode: 'resume', frame: { from: 2, to: book.head } });
  const totals = 'mode' in answer && answer.mode === 'resume' ? answer.frame.totals : undefined;
  expect(Object.keys(totals ?? {}).toSorted()).toEqual([
    ...['arrests', 'arrests/kazan', 'arrests/moscow', 'counts'],
  ]);
}, 20_000);
