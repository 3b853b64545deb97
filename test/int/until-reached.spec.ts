import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Position } from '#contract/snapshot';
import { LiveConnection } from '#live/live-connection';
import { LiveReader } from '#live/live-reader';
import { untilReached } from '#live/until-reached';
import { BookRelay } from '../support/book-relay.js';
import { StoryBook } from '../support/story-book.js';

const SOON_MS = 300;

let live: LiveConnection;
let book: StoryBook;
let relay: BookRelay;
beforeAll(async () => {
  live = LiveConnection.open(process.env['REDIS_URL'] ?? '');
  await live.whenAvailable();
});
afterAll(() => live.close());
beforeEach(async () => {
  book = new StoryBook();
  relay = new BookRelay(live, book);
  for (let n = 0; n < 5; n += 1) book.post('moscow', `Update ${n}`);
  await relay.carry();
});

const recorded = (): Position => ({ epoch: book.epoch, seq: book.head });
const reach = (position: Position) =>
  untilReached(new LiveReader(live), book.story, position, {
    ms: SOON_MS,
    journalEnd: async () => recorded(),
  });

test('a change is reached when a relay has carried it, not before', async () => {
  book.post('moscow', 'One more.');
  expect(await reach(recorded())).toBe('late');
  await relay.carry();
  expect(await reach(recorded())).toBe('reached');
});

test('a change of a new epoch is not reached while Redis stands in the old one, however far', async () => {
  book.newEpoch();
  expect(await reach({ epoch: book.epoch, seq: 2 })).toBe('late');
  const waiting = reach(recorded());
  await relay.carry();
  expect(await waiting).toBe('reached');
});

test('a change of the epoch before is reached with the story of the new one', async () => {
  const change = recorded();
  book.newEpoch();
  expect(await reach({ ...change, seq: change.seq + 1 })).toBe('late');
  await relay.carry();
  expect(await reach(change)).toBe('reached');
});
