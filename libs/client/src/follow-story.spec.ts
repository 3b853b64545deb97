import type { Snapshot } from '#contract/snapshot';
import { SmallGateway } from '../test/small-gateway.js';
import { frame, STORY, storyAt } from '../test/small-story.js';
import { until } from '../test/until.js';
import { type FollowStoryOptions, type Following, followStory } from './follow-story.js';
import type { FollowState } from './follower.js';

const QUICK = { silence: 400, answer: 400, backoff: 20, backoffCap: 100 };

/** A reader who notes everything seen. */
function aReader(gateway: SmallGateway, options: Partial<FollowStoryOptions>) {
  const seen = { views: [] as Snapshot[], seqs: [] as number[], states: [] as FollowState[] };
  const following = followStory({
    url: gateway.url,
    story: STORY,
    transport: 'sse',
    timing: QUICK,
    onChange: (snapshot) => seen.views.push(snapshot),
    onEvent: (event) => seen.seqs.push(event.seq),
    onState: (state) => seen.states.push(state),
    ...options,
  });
  const at = () => seen.views.at(-1)?.position;
  return { ...seen, following, at, state: () => seen.states.at(-1)?.state };
}

describe.each(['sse', 'socket'] as const)('a reader over %s', (transport) => {
  let gateway: SmallGateway;
  const open: Following[] = [];
  const read = (options: Partial<FollowStoryOptions> = {}) => {
    const reader = aReader(gateway, { transport, ...options });
    open.push(reader.following);
    return reader;
  };

  beforeEach(async () => {
    gateway = new SmallGateway(storyAt(2));
    await gateway.open();
  });
  afterEach(async () => {
    for (const following of open.splice(0)) following.close();
    await gateway.close();
  });

  test('starts from a snapshot and sees every update once, in order', async () => {
    const reader = read();
    await until('the snapshot is here', () => reader.at()?.seq === 2);
    gateway.send(frame(3));
    gateway.send(frame(4, 6));
    await until('the frames are in', () => reader.at()?.seq === 6);
    expect(reader.seqs).toEqual([3, 4, 5, 6]);
    expect(reader.views.at(-1)).toEqual({ ...storyAt(6), totals: storyAt(2).totals });
    expect(reader.state()).toBe('live');
  });

  test('sees no update twice when frames are repeated or overlap', async () => {
    const reader = read();
    await until('the snapshot is here', () => reader.at()?.seq === 2);
    gateway.send(frame(3, 4));
    gateway.send(frame(3, 4));
    gateway.send(frame(4, 5));
    gateway.send(frame(3));
    await until('the frames are in', () => reader.at()?.seq === 5);
    expect(reader.seqs).toEqual([3, 4, 5]);
    expect(gateway.asked).toHaveLength(1);
  });

  test('asks again from where it is when a frame is dropped, once', async () => {
    const reader = read();
    await until('the snapshot is here', () => reader.at()?.seq === 2);
    gateway.missed = [frame(3, 6)];
    gateway.send(frame(5));
    gateway.send(frame(6));
    await until('the gap is filled', () => reader.at()?.seq === 6);
    expect(gateway.asked).toEqual([null, { epoch: 'e1', seq: 2 }]);
    expect(reader.seqs).toEqual([3, 4, 5, 6]);
    expect(reader.states.map(({ state }) => state)).toEqual(['connecting', 'live', 'catching_up', 'live']);
  });

  test('puts frames that arrive in the wrong order right', async () => {
    const reader = read();
    await until('the snapshot is here', () => reader.at()?.seq === 2);
    gateway.missed = [frame(3, 4)];
    gateway.send(frame(4));
    gateway.send(frame(3));
    await until('both are in', () => reader.at()?.seq === 4);
    expect(reader.seqs).toEqual([3, 4]);
  });

  test('learns from a head that the last frame was dropped', async () => {
    const reader = read();
    await until('the snapshot is here', () => reader.at()?.seq === 2);
    gateway.missed = [frame(3)];
    gateway.send({ epoch: 'e1', from: 4, to: 4, events: [] });
    await until('the last update is in', () => reader.at()?.seq === 3);
    expect(reader.seqs).toEqual([3]);
  });

  test('moves on with a head that says nothing happened in this city', async () => {
    const reader = read({ city: 'moscow' });
    await until('the snapshot is here', () => reader.at()?.seq === 2);
    gateway.send({ epoch: 'e1', from: 3, to: 9, events: [] });
    await until('the position moved', () => reader.at()?.seq === 9);
    expect(gateway.asked).toHaveLength(1);
  });

  test('takes a snapshot of a new epoch even when its number is lower', async () => {
    const reader = read();
    await until('the snapshot is here', () => reader.at()?.seq === 2);
    gateway.answer = () => ({ mode: 'snapshot', why: 'epoch', snapshot: storyAt(1, 'e2') });
    gateway.send(frame(2, 2, 'e2'));
    await until('the new epoch is shown', () => reader.at()?.epoch === 'e2');
    gateway.send(frame(2, 2, 'e2'));
    await until('it goes on', () => reader.at()?.seq === 2);
    expect(reader.seqs).toEqual([2]);
  });

  test('never goes back within an epoch: an older snapshot is refused and asked again', async () => {
    const reader = read();
    await until('the snapshot is here', () => reader.at()?.seq === 2);
    gateway.send(frame(3));
    await until('the update is in', () => reader.at()?.seq === 3);
    let answers = 0;
    gateway.answer = () => {
      answers += 1;
      return { mode: 'snapshot', why: 'ahead', snapshot: answers < 3 ? storyAt(1) : storyAt(5) };
    };
    gateway.send(frame(5));
    await until('a newer snapshot is shown', () => reader.at()?.seq === 5);
    expect(reader.views.map(({ position }) => position.seq)).toEqual([2, 3, 5]);
  });

  test('fetches the shared snapshot when the totals were too large to send, and goes on', async () => {
    const reader = read();
    await until('the snapshot is here', () => reader.at()?.seq === 2);
    gateway.send({ ...frame(3), totals: 'reload' });
    gateway.send(frame(4));
    await until('the shared snapshot was asked for', () => gateway.fetched > 0);
    expect(reader.at()?.seq).toBe(2);
    gateway.snapshot = storyAt(3);
    await until('the story is whole again', () => reader.at()?.seq === 4);
    gateway.send(frame(5));
    await until('it goes on', () => reader.at()?.seq === 5);
    expect(reader.seqs).toEqual([3, 4, 5]);
    expect(reader.state()).toBe('live');
  });

  test('resumes where it was after the newsroom went away and came back', async () => {
    const reader = read();
    await until('the snapshot is here', () => reader.at()?.seq === 2);
    const port = Number(new URL(gateway.url).port);
    await gateway.close();
    await until('it says so', () => reader.state() === 'offline');
    expect(reader.states.at(-1)).toMatchObject({ state: 'offline', since: expect.stringMatching(/Z$/) });
    gateway = new SmallGateway(storyAt(4));
    gateway.missed = [frame(3, 4)];
    await gateway.open(port);
    await until('the missed updates are in', () => reader.at()?.seq === 4);
    expect(gateway.asked).toEqual([{ epoch: 'e1', seq: 2 }]);
    expect(reader.state()).toBe('live');
  });

  test('takes a line that has gone silent for dead', async () => {
    const reader = read();
    await until('the snapshot is here', () => reader.at()?.seq === 2);
    gateway.missed = [frame(3)];
    await until('the missed update is in', () => reader.at()?.seq === 3);
    expect(gateway.asked).toEqual([null, { epoch: 'e1', seq: 2 }]);
  });

  test('follows again, over another connection, when the gateway is about to go', async () => {
    const reader = read();
    await until('the snapshot is here', () => reader.at()?.seq === 2);
    gateway.move(10);
    await until('it asked again', () => gateway.asked.length === 2);
    gateway.send(frame(3));
    await until('it goes on', () => reader.at()?.seq === 3);
    expect(reader.states.some(({ state }) => state === 'offline')).toBe(false);
  });

  test('says that it may be behind when the gateway is, and is live with the next head', async () => {
    const reader = read();
    await until('the snapshot is here', () => reader.at()?.seq === 2);
    gateway.say('behind', { story: STORY });
    await until('it says so', () => reader.state() === 'catching_up');
    gateway.send({ epoch: 'e1', from: 3, to: 2, events: [] });
    await until('it is live', () => reader.state() === 'live');
    expect(gateway.asked).toHaveLength(1);
  });

  test('goes on from what a page already shows', async () => {
    gateway.missed = [frame(3)];
    const reader = read({ snapshot: storyAt(2) });
    await until('the missed update is in', () => reader.at()?.seq === 3);
    expect(gateway.asked).toEqual([{ epoch: 'e1', seq: 2 }]);
    expect(reader.views).toHaveLength(1);
  });

  test('given a position alone hears every later event and fetches the view', async () => {
    gateway.missed = [frame(2, 3)];
    gateway.snapshot = storyAt(3);
    const reader = read({ position: { epoch: 'e1', seq: 1 } });
    await until('the view is here', () => reader.at()?.seq === 3 && reader.state() === 'live');
    expect(reader.seqs).toEqual([2, 3]);
  });
});

test.each([
  { code: 'story_not_found', status: 404, retry: 'never', title: 'There is no such story.' },
  { code: 'unknown_city', status: 400, retry: 'changed', title: 'The story has no such city.' },
])('a reader who is refused for good ($code) is told why, and does not hammer', async (problem) => {
  const gateway = new SmallGateway(storyAt(1));
  await gateway.open();
  gateway.refusal = { status: problem.status, body: problem };
  const reader = aReader(gateway, { timing: { ...QUICK, backoffCap: 60_000 } });
  await until('the refusal is here', () => reader.state() === 'offline');
  expect(reader.states.at(-1)).toMatchObject({ problem });
  const told = Date.now();
  await until('ten times as long as a second look would take', () => Date.now() > told + 10 * QUICK.backoff);
  expect(gateway.refused).toBe(1);
  reader.following.close();
  await gateway.close();
});

const CROWDED = { code: 'unavailable', status: 503, retry: 'same', title: 'Not now.' };

test.each([
  [
    'with a status',
    (gateway: SmallGateway) => {
      gateway.refusal = { status: 503, body: CROWDED, retryAfter: 1 };
    },
  ],
  [
    'on the stream',
    (gateway: SmallGateway) => {
      gateway.refusesOnStream = { retryMs: 1_000, problem: CROWDED };
    },
  ],
])('a reader refused %s waits as long as it was told, and comes back', async (_how, refuse) => {
  const gateway = new SmallGateway(storyAt(2));
  await gateway.open();
  refuse(gateway);
  const start = Date.now();
  const reader = aReader(gateway, {});
  await until('the refusal is here', () => reader.state() === 'offline');
  expect(reader.states.at(-1)).toMatchObject({ problem: CROWDED });
  gateway.refusal = null;
  gateway.refusesOnStream = null;
  await until('it is in', () => reader.state() === 'live');
  expect(Date.now() - start).toBeGreaterThanOrEqual(1_000);
  expect(reader.at()?.seq).toBe(2);
  reader.following.close();
  await gateway.close();
});
