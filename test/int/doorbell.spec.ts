import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { journalDataSource } from '#journal/data-source';
import { Doorbell, listen } from '#journal/doorbell';
import { CHANNEL } from '#journal/doorbell-channel';
import type { StoryHead } from '#journal/story-head';
import { OwnJournal } from '../support/own-journal.js';
import { waitUntil } from '../support/wait-until.js';

const INTERVAL_MS = 5;

let own: OwnJournal;
let bell: Doorbell;
let stop: () => void;
const heard: StoryHead[] = [];
beforeAll(async () => {
  own = await OwnJournal.start();
  // of one connection, so that what is rung is heard in that order
  const database = await journalDataSource(own.url, { poolSize: 1 }).initialize();
  own.databases.push(database);
  bell = new Doorbell(database);
  stop = await listen(own.url, (head) => heard.push(head));
});
afterAll(() => {
  stop();
  return own.stop();
});

const head = (seq: number): StoryHead => ({ id: 'march', epoch: 'e', seq, hash: `${seq}`, committedAt: seq });
const notify = (payload: string) => own.sql('select pg_notify($1, $2)', [CHANNEL, payload]);
/** Nothing else of this process runs meanwhile, no timer either. */
function occupied(ms: number): void {
  for (const end = performance.now() + ms; performance.now() < end; );
}

test('what waits to be rung is not rung after a commit that told of more', async () => {
  bell.withCommit(head(1));
  bell.ring(head(2));
  occupied(INTERVAL_MS * 2);
  const told = bell.withCommit(head(3));
  await notify(told ?? '');
  occupied(INTERVAL_MS * 2);
  await new Promise((later) => setImmediate(later));
  bell.ring(head(4));
  await waitUntil('the last one is heard', () => heard.some(({ seq }) => seq === 4));
  expect(heard.map(({ seq, committedAt }) => [seq, committedAt])).toEqual([
    [3, 2], // the first of what it tells of was committed then
    [4, 4],
  ]);
});

test('what others say on the channel is not listened to', async () => {
  heard.length = 0;
  const strays = [
    '',
    'x',
    '{',
    'null',
    '[]',
    '7',
    '{}',
    '{"id":"march"}',
    '{"id":1,"epoch":"e","seq":2,"hash":"h"}',
  ];
  for (const stray of [...strays, JSON.stringify({ ...head(2), seq: '2' })]) await notify(stray);
  await notify(JSON.stringify(head(5)));
  await waitUntil('ours is heard', () => heard.length > 0);
  expect(heard).toEqual([head(5)]);
});
