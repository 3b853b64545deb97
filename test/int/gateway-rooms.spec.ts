import { GatewayScene } from '../support/gateway-scene.js';
import { CITIES } from '../support/story-book.js';
import { waitUntil } from '../support/wait-until.js';

let scene: GatewayScene;
beforeAll(async () => {
  scene = await GatewayScene.start();
});
afterEach(() => scene.leaveAll());
afterAll(() => scene.stop());

describe('a follower of one city', () => {
  test('gets its own updates, those of no city, and the sums of the whole story', async () => {
    const { book, relay } = await scene.aStory(2);
    const reader = scene.aReader(book, 'spb');
    await reader.follow();
    expect(reader.view).toEqual(book.snapshot('spb'));
    book.post('kazan', 'Not theirs');
    book.post('spb', 'Theirs');
    book.post(null, 'Everybody’s');
    await relay.carry();
    await reader.at(book.head);
    expect(reader.view).toEqual(book.snapshot('spb'));
    expect(JSON.stringify(reader.frames)).not.toContain('Not theirs');
    expect(Object.keys(reader.view?.totals.metrics.arrests?.cities ?? {})).toEqual(['spb']);
  });

  test('loses an update that was corrected from its city to another', async () => {
    const { book, relay } = await scene.aStory();
    const update = book.post('spb', 'Where was it?');
    await relay.carry();
    const [spb, perm] = [scene.aReader(book, 'spb'), scene.aReader(book, 'perm')];
    await Promise.all([spb.follow(), perm.follow()]);
    expect(spb.view?.updates).toHaveLength(1);
    book.correct(update, 'perm');
    await relay.carry();
    await Promise.all([spb.at(book.head), perm.at(book.head)]);
    expect(spb.view).toEqual(book.snapshot('spb'));
    expect(spb.view?.updates).toHaveLength(0);
    expect(perm.view?.updates).toHaveLength(1);
  });

  test('in a quiet city is moved on by heads without asking again', async () => {
    const { book, relay } = await scene.aStory();
    const reader = scene.aReader(book, 'perm');
    await reader.follow();
    for (let i = 0; i < 30; i += 1) {
      book.correct(book.post('spb', `busy ${i}`), 'moscow');
      await relay.carry();
    }
    await reader.at(book.head);
    await waitUntil('a head', () => reader.heads[0], 15_000);
    expect(reader.gaps).toBe(0);
    expect(reader.answers).toHaveLength(1);
    expect(reader.view).toEqual(book.snapshot('perm'));
  }, 20_000);
});

describe('one socket that follows several stories and cities', () => {
  test('can tell the frames apart, and is sent none of what it left', async () => {
    const [one, two] = [await scene.aStory(), await scene.aStory()];
    const { socket } = scene.aReader(one.book);
    const heard: unknown[] = [];
    socket.on('frame', (_frame, room) => heard.push(room));
    await socket.emitWithAck('follow', { story: one.book.story });
    await socket.emitWithAck('follow', { story: two.book.story, city: 'spb' });
    one.book.post('spb');
    await one.relay.carry();
    await waitUntil('the first frame', () => heard.length === 1);
    two.book.post('spb');
    await two.relay.carry();
    await waitUntil('the second frame', () => heard.length === 2);
    expect(heard).toEqual([{ story: one.book.story }, { story: two.book.story, city: 'spb' }]);
    await socket.emitWithAck('unfollow', { story: one.book.story });
    one.book.post('spb');
    two.book.post('spb');
    await one.relay.carry();
    await two.relay.carry();
    await waitUntil('the third frame', () => heard.length === 3);
    expect(heard[2]).toEqual({ story: two.book.story, city: 'spb' });
  });
});

describe('fifty readers who join while updates stream in', () => {
  test('each see every event once in their order, and end with what the story is', async () => {
    const { book, relay } = await scene.aStory(3);
    const filters = [undefined, ...CITIES];
    const readers = Array.from({ length: 50 }, (_, i) => ({
      city: filters[i % filters.length],
      reader: scene.aReader(
        book,
        filters[i % filters.length],
        i % 5 === 4 ? { transports: ['polling'] } : {},
      ),
    }));
    const posting = (async () => {
      for (let i = 0; i < 45; i += 1) {
        book.post(CITIES[i % CITIES.length] ?? null, `Update ${i}`);
        await relay.carry();
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    })();
    await Promise.all(
      readers.map(async ({ reader }, i) => {
        await new Promise((resolve) => setTimeout(resolve, i * 8));
        await reader.follow();
      }),
    );
    await posting;
    await Promise.all(readers.map(({ reader }) => reader.at(book.head)));
    for (const { reader, city } of readers) {
      expect(reader.gaps).toBe(0);
      expect(reader.view).toEqual(book.snapshot(city));
    }
  }, 20_000);

  test('are sent one encoding: frames are built per room, not per reader', async () => {
    const { book, relay } = await scene.aStory();
    const readers = Array.from({ length: 20 }, () => scene.aReader(book));
    await Promise.all(readers.map((reader) => reader.follow()));
    const { framesBuilt, framesSent } = scene.gateway.gateway.metrics.counts;
    book.post('spb');
    await relay.carry();
    await Promise.all(readers.map((reader) => reader.at(book.head)));
    const { counts } = scene.gateway.gateway.metrics;
    expect([counts.framesBuilt - framesBuilt, counts.framesSent - framesSent]).toEqual([1, 20]);
  });
});

describe('a retraction', () => {
  test('takes the body out of what a gateway kept: a resume over both never carries it', async () => {
    const { book, relay } = await scene.aStory(1);
    const watcher = scene.aReader(book);
    await watcher.follow();
    const position = { epoch: book.epoch, seq: book.head };
    const update = book.post('spb', 'The name of a child');
    await relay.carry();
    await watcher.at(book.head);
    book.retract(update);
    await relay.carry();
    const late = scene.aReader(book);
    const answer = await late.follow(position);
    expect(answer).toMatchObject({ mode: 'resume' });
    expect(JSON.stringify(answer)).not.toContain('The name of a child');
    expect(JSON.stringify(answer)).toContain('"withheld":true');
    const newcomer = scene.aReader(book);
    expect(JSON.stringify(await newcomer.follow())).not.toContain('The name of a child');
    await watcher.at(book.head);
    expect(watcher.view).toEqual(book.snapshot());
  });

  test('acknowledged before a reader comes back is in the answer, though nobody watched meanwhile', async () => {
    const { book, relay } = await scene.aStory();
    for (let i = 0; i < 5; i += 1) {
      const passing = scene.aReader(book);
      await passing.follow();
      const position = { epoch: book.epoch, seq: book.head };
      const update = book.post('spb', `secret ${i}`);
      await relay.carry();
      await passing.at(book.head);
      passing.close();
      await waitUntil('the last to leave', () => scene.gateway.gateway.metrics.gauges.readers === 0);
      book.retract(update);
      await relay.carry();
      const answer = await scene.aReader(book).follow(position);
      expect(answer).toMatchObject({ mode: 'resume', frame: { to: book.head } });
      expect(JSON.stringify(answer)).not.toContain(`secret ${i}`);
      scene.leaveAll();
    }
  });
});
