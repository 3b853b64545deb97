import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { LiveConnection } from '#live/live-connection';
import { LiveReader } from '#live/live-reader';
import { deliverMany } from '../support/deliver-many.js';
import { anUpdate, aStory } from '../support/newsroom-people.js';
import { NewsroomInParts } from '../support/newsroom-in-parts.js';
import { expectAllTold, expectNoDifference } from '../support/oracle.js';
import { Readership } from '../support/readership.js';
import { Reporter } from '../support/reporter.js';
import { waitUntil } from '../support/wait-until.js';

let newsroom: NewsroomInParts;
let connection: LiveConnection;
let live: LiveReader;
let token: string;
beforeAll(async () => {
  newsroom = await NewsroomInParts.start({ relays: 2 });
  connection = LiveConnection.open(newsroom.redis.url);
  live = new LiveReader(connection);
  token = await newsroom.dateline.token('admin');
}, 60_000);
afterAll(async () => {
  connection.close();
  await newsroom.stop();
}, 60_000);

let story: { id: string; address: string };
let readership: Readership;
beforeEach(async () => {
  story = await aStory(newsroom.dateline);
  readership = await Readership.of(newsroom, story.id);
});
afterEach(() => Readership.closeAll());

const top = async () => (await live.head(story.id))?.seq ?? 0;
const inStep = () =>
  waitUntil(
    'Redis is at the head',
    async () => (await top()) === (await newsroom.journal.head(story.id))?.seq,
    20_000,
  );

test('two relays carry one story, each killed in the middle of it: readers and Redis end where the journal does', async () => {
  const delivering = deliverMany(story, token, { most: 6_000, ms: 20_000 });
  for (const [i, relay] of [...newsroom.relays, ...newsroom.relays].entries()) {
    const from = await top();
    await waitUntil('it moves', async () => (await top()) > from || i > 1, 20_000);
    await relay.killAndStart();
  }
  await delivering;
  await inStep();
  await expectAllTold(newsroom, story.id, readership.readers);
  await expectNoDifference(newsroom, story.id);
  expect(newsroom.parts.filter((part) => !part.isAlive())).toEqual([]);
}, 90_000);

test('an event that nobody can read keeps its number, and those after it are told', async () => {
  const reporter = new Reporter({ url: newsroom.api.url, story: story.id }, token);
  for (const relay of newsroom.relays) process.kill(relay.pid, 'SIGSTOP');
  const poison = await reporter.post(anUpdate());
  await newsroom.dateline.sql(`
    begin;
    set local session_replication_role = replica; -- past what keeps events as they are
    update events set kind = 'update.danced' where story_id = '${story.id}' and seq = ${poison.seq};
    commit;
  `);
  for (const relay of newsroom.relays) process.kill(relay.pid, 'SIGCONT');
  const later = await reporter.post(anUpdate());
  await readership.at(later.seq ?? 0);
  await inStep();
  const late = await Readership.of(newsroom, story.id, 4);
  const last = await reporter.post(anUpdate());
  await Promise.all([readership, late].map((each) => each.at(last.seq ?? 0)));
  const whole = readership.readers.filter(({ city }) => city === undefined);
  expect(whole.map(({ seqs }) => seqs.filter((seq) => seq > (poison.seq ?? 0)))).toEqual(
    whole.map(() => [later.seq, last.seq]),
  );
  const shown = readership.readers.map(({ view }) => view?.updates.map(({ id }) => id).slice(0, 2));
  expect(shown).toEqual(shown.map(() => [last.id, later.id]));
  expect(newsroom.parts.filter((part) => !part.isAlive())).toEqual([]);
}, 60_000);
