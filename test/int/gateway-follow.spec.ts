import type { FollowAnswer } from '#contract/follow';
import type { ProblemDocument } from '#contract/problems';
import { GatewayScene } from '../support/gateway-scene.js';
import { StoryBook } from '../support/story-book.js';
import { waitUntil } from '../support/wait-until.js';

let scene: GatewayScene;
beforeAll(async () => {
  scene = await GatewayScene.start();
});
afterEach(() => scene.leaveAll());
afterAll(() => scene.stop());

const modeOf = (answer: FollowAnswer | ProblemDocument) =>
  'mode' in answer ? ('why' in answer ? answer.why : answer.mode) : answer.code;

describe('a reader who comes to a story', () => {
  test.each([
    ['by default', {}],
    ['by websocket only', { transports: ['websocket'] }],
    ['by polling only', { transports: ['polling'] }],
  ])('gets a snapshot and then every update, %s', async (_how, options) => {
    const { book, relay } = await scene.aStory(3);
    const reader = scene.aReader(book, undefined, options);
    const answer = await reader.follow();
    expect(answer).toMatchObject({ mode: 'snapshot', why: 'new' });
    expect(reader.view).toEqual(book.snapshot());
    for (let i = 0; i < 5; i += 1) {
      book.post('spb', `Later ${i}`);
      await relay.carry();
    }
    await reader.at(book.head);
    expect(reader.view).toEqual(book.snapshot());
    expect(reader.gaps).toBe(0);
    expect(new Set(reader.frames.flatMap(({ events }) => events.map(({ seq }) => seq))).size).toBe(5);
  });

  test('learns that a story is unknown or not published from the same answer', async () => {
    const { book } = await scene.aStory();
    scene.api.books.delete(book.story);
    const absent = { ...book, story: 'no-such-story' } as typeof book;
    expect(modeOf(await scene.aReader(absent).follow())).toBe('story_not_found');
  });

  test('is sent the whole of a story that only the api holds', async () => {
    const book = scene.api.add(new StoryBook());
    book.post('moscow');
    const reader = scene.aReader(book);
    await reader.follow();
    expect(reader.view).toEqual(book.snapshot());
    book.post('kazan');
    await reader.at(book.head);
    expect(reader.view).toEqual(book.snapshot());
  });
});

describe('a reader who comes back with a position', () => {
  test('gets exactly the events missed, in order', async () => {
    const { book } = await scene.aStory(10);
    const answer = await scene.aReader(book).follow({ epoch: book.epoch, seq: 4 });
    expect(answer).toMatchObject({ mode: 'resume', frame: { from: 5, to: 11 } });
    const seqs = 'frame' in answer ? answer.frame.events.map(({ seq }) => seq) : [];
    expect(seqs).toEqual([5, 6, 7, 8, 9, 10, 11]);
  });

  test('who missed nothing is told so', async () => {
    const { book } = await scene.aStory(2);
    const answer = await scene.aReader(book).follow({ epoch: book.epoch, seq: 3 });
    expect(answer).toMatchObject({ mode: 'resume', frame: { events: [] } });
  });

  test('of a city that the story has not got is refused, and costs no request once its cities are known', async () => {
    const { book, relay } = await scene.aStory(3);
    const position = { epoch: book.epoch, seq: 2 };
    expect(modeOf(await scene.aReader(book, 'kazan').follow(position))).toBe('resume');
    const asked = scene.api.asked.length;
    for (const city of ['atlantis', 'omsk', 'moscow2'])
      expect(modeOf(await scene.aReader(book, city).follow(position))).toBe('unknown_city');
    expect(scene.api.asked).toHaveLength(asked);
    book.cover('omsk');
    await relay.carry();
    expect(modeOf(await scene.aReader(book, 'omsk').follow(position))).toBe('resume');
    expect(modeOf(await scene.aReader(book, 'atlantis').follow())).toBe('unknown_city');
  });

  test('starts from a snapshot after another epoch, and when ahead of the story', async () => {
    const { book } = await scene.aStory(2);
    const reader = scene.aReader(book);
    expect(modeOf(await reader.follow({ epoch: 'another', seq: 1 }))).toBe('epoch');
    expect(modeOf(await reader.follow({ epoch: book.epoch, seq: 4 }))).toBe('ahead');
    expect(modeOf(await reader.follow({ epoch: book.epoch, seq: 2 ** 60 }))).toBe('ahead');
  });

  test('resumes over 500 events and not over 501, and not over 512 KB', async () => {
    const { book, relay } = await scene.aStory(200);
    for (let i = 0; i < 500; i += 1) book.post('moscow', `Update ${i}: ${'many words '.repeat(60)}`);
    await relay.carry();
    const { head, epoch } = book;
    const ofCity = scene.aReader(book, 'kazan');
    expect(modeOf(await ofCity.follow({ epoch, seq: head - 500 }))).toBe('resume');
    expect(modeOf(await ofCity.follow({ epoch, seq: head - 501 }))).toBe('too_old');
    const whole = scene.aReader(book);
    expect(modeOf(await whole.follow({ epoch, seq: head - 300 }))).toBe('resume');
    expect(modeOf(await whole.follow({ epoch, seq: head - 500 }))).toBe('too_old');
  });

  test.each([
    ['just below what Redis holds', -1],
    ['with the first that Redis holds next', 0],
    ['with the first that Redis holds', 1],
  ])('resumes at the edge: %s', async (_where, offset) => {
    const { book, relay } = await scene.aStory(60);
    await relay.install(20);
    const first = book.head - 20 + 1;
    const seq = first - 1 + offset;
    const answer = await scene.aReader(book).follow({ epoch: book.epoch, seq });
    const seqs = 'frame' in answer ? answer.frame.events.map((event) => event.seq) : [];
    expect(seqs).toEqual(Array.from({ length: book.head - seq }, (_, i) => seq + 1 + i));
  });

  test('resumes although Redis lost its last seconds and is behind the reader', async () => {
    const { book, relay } = await scene.aStory(5);
    const reader = scene.aReader(book);
    await reader.follow();
    const older = book.head;
    book.post('spb');
    await waitUntil('the api to be asked', () => reader.view?.position.seq === book.head, 12_000);
    expect(book.head).toBe(older + 1);
    const another = scene.aReader(book);
    expect(await another.follow({ epoch: book.epoch, seq: book.head })).toMatchObject({ mode: 'resume' });
    await relay.carry();
    expect(reader.view).toEqual(book.snapshot());
  }, 20_000);
});

describe('a story whose epoch changed', () => {
  test('is started anew from a snapshot by everyone, and nothing old is mixed in', async () => {
    const { book, relay } = await scene.aStory(5);
    const reader = scene.aReader(book);
    await reader.follow();
    book.newEpoch();
    book.post('spb', 'After the loss');
    await relay.carry();
    await waitUntil('a resync', () => reader.resyncs[0]);
    expect(reader.resyncs[0]).toEqual({ story: book.story, why: 'epoch' });
    await waitUntil('the new epoch', () => reader.view?.position.epoch === book.epoch);
    expect(reader.view).toEqual(book.snapshot());
    expect(reader.gaps).toBe(0);
  });

  test('closes on a client that does not follow again, and on no other; a stock client then connects anew', async () => {
    const { book, relay } = await scene.aStory(2);
    const knowing = scene.aReader(book);
    const { socket } = scene.aReader(book);
    let connections = 0;
    let following = 0;
    const left: string[] = [];
    socket.on('connect', () => {
      connections += 1;
      socket.emit('follow', { story: book.story }, () => {
        following += 1;
      });
    });
    socket.on('disconnect', (reason) => left.push(reason));
    socket.off('resync');
    await knowing.follow();
    await waitUntil('it follows', () => following === 1);
    book.newEpoch();
    book.post('spb');
    await relay.carry();
    await waitUntil('another connection', () => connections === 2, 15_000);
    expect(left).toEqual(['transport close']);
    expect(knowing.resyncs).toHaveLength(1);
    expect(knowing.socket.connected).toBe(true);
  }, 25_000);
});
