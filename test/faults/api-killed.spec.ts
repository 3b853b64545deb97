import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import pg from 'pg';
import type { PostUpdate, Receipt } from '#contract/update';
import { type Answer, anUpdate, aStory, ask } from '../support/newsroom-people.js';
import { NewsroomInParts } from '../support/newsroom-in-parts.js';
import { chance } from '../support/newsroom-shift.js';
import { expectAllRecorded, expectAllTold, expectNoDifference } from '../support/oracle.js';
import { Readership } from '../support/readership.js';
import { askUntilAnswered } from '../support/reporter.js';
import { waitUntil } from '../support/wait-until.js';

const ROUNDS = 6;

let newsroom: NewsroomInParts;
let token: string;
beforeAll(async () => {
  newsroom = await NewsroomInParts.start();
  token = await newsroom.dateline.token('editor');
}, 60_000);
afterAll(() => newsroom.stop(), 60_000);

let story: { id: string; address: string };
let readership: Readership;
beforeEach(async () => {
  story = await aStory(newsroom.dateline);
  readership = await Readership.of(newsroom, story.id);
});
afterEach(() => Readership.closeAll());

interface Asked {
  readonly method: string;
  readonly body: object;
  readonly headers?: Record<string, string>;
}
const send = (below: string, asked: Asked): Promise<Answer<Receipt>> =>
  ask(`${story.address}/${below}`, { token, ...asked });
const sendUntilAnswered = (below: string, asked: Asked): Promise<Answer<Receipt>> =>
  askUntilAnswered(`${story.address}/${below}`, { token, ...asked });
const post = (body: PostUpdate) => send('updates', { method: 'POST', body });

const recorded = () =>
  newsroom.dateline.sql<{ seq: number }>('select seq from events where story_id = $1', [story.id]);

async function allIsWell(receipts: readonly Receipt[]): Promise<void> {
  await expectAllTold(newsroom, story.id, readership.readers);
  await expectAllRecorded(newsroom, story.id, receipts);
  await expectNoDifference(newsroom, story.id);
  const head = await newsroom.journal.head(story.id);
  expect(await recorded()).toHaveLength(head?.seq ?? -1);
}

test('killed before the commit: nothing is stored and no number is missing', async () => {
  const update = anUpdate();
  const holder = new pg.Client({ connectionString: newsroom.postgres.url });
  await holder.connect();
  await holder.query('begin');
  await holder.query('select 1 from stories where id = $1 for update', [story.id]);
  const lost = post(update).catch(() => 'no answer');
  const waitsForLock = `select 1 from pg_stat_activity where wait_event_type = 'Lock'`;
  await waitUntil(
    'the post waits for the story',
    async () => (await newsroom.dateline.sql(waitsForLock)).length > 0,
  );
  await newsroom.api.kill();
  expect(await lost).toBe('no answer');
  await holder.query('rollback');
  await holder.end();
  expect(await recorded()).toHaveLength(1);
  await newsroom.api.start();
  const { status, body } = await post(update);
  expect({ status, seq: body.seq }).toEqual({ status: 201, seq: 2 });
  await allIsWell([body]);
  expect(readership.disturbances()).toEqual([]);
});

test('killed after the commit, before any relay heard of it: the repeat gets that receipt, readers one update', async () => {
  const update = anUpdate();
  process.kill(newsroom.relay.pid, 'SIGSTOP');
  const { body: first } = await post(update);
  await newsroom.api.kill();
  await newsroom.api.start();
  const { body: again } = await post(update);
  process.kill(newsroom.relay.pid, 'SIGCONT');
  expect(again).toEqual(first);
  await allIsWell([first]);
  expect(readership.readers[0]?.seqs).toEqual([first.seq]);
});

test('killed at any moment of a rush: every repeat is answered, each update is there once', async () => {
  const random = chance(1);
  const receipts: Receipt[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const updates = Array.from({ length: 40 }, () => anUpdate({ text: `Round ${round}` }));
    const before = (await recorded()).length;
    const first = Promise.all(updates.map((update) => post(update).catch(() => null)));
    const enough = before + Math.floor(random() * 30);
    await waitUntil('some are in', async () => (await recorded()).length >= enough);
    await newsroom.api.kill();
    const answered = await first;
    await newsroom.api.start();
    const repeated = await Promise.all(
      updates.map((body) => sendUntilAnswered('updates', { method: 'POST', body })),
    );
    for (const [i, answer] of answered.entries()) if (answer) expect(repeated[i]?.body).toEqual(answer.body);
    receipts.push(...repeated.map(({ body }) => body));
  }
  expect(new Set(receipts.map(({ seq }) => seq)).size).toBe(ROUNDS * 40);
  await allIsWell(receipts);
}, 90_000);

test('a correction, a pin and a retraction whose answers were lost get their receipts again, not a refusal', async () => {
  const { body: posted } = await post(anUpdate());
  const content = { text: 'Better.', figures: [], correctionNote: 'A better word.' };
  const changes: [string, Asked][] = [
    [
      'revisions',
      { method: 'POST', headers: { 'if-match': '"1"' }, body: { requestId: randomUUID(), ...content } },
    ],
    ['pin', { method: 'PUT', body: { requestId: randomUUID() } }],
    ['retraction', { method: 'POST', body: { requestId: randomUUID(), note: 'It was elsewhere.' } }],
  ];
  const addressOf = (what: string) => (what === 'pin' ? `pins/${posted.id}` : `updates/${posted.id}/${what}`);
  for (const [what, asked] of changes) {
    const before = (await recorded()).length;
    const answer = send(addressOf(what), asked).catch(() => null);
    await waitUntil(`the ${what} is in`, async () => (await recorded()).length > before);
    await newsroom.api.kill();
    const first = await answer;
    await newsroom.api.start();
    const { status, body } = await sendUntilAnswered(addressOf(what), asked);
    expect({ what, status: status < 300, seq: body.seq }).toEqual({ what, status: true, seq: before + 1 });
    if (first) expect(body).toEqual(first.body);
  }
  for (const [what, asked] of changes.toReversed())
    expect({ what, status: (await send(addressOf(what), asked)).status < 300 }).toEqual({
      what,
      status: true,
    });
  await allIsWell([posted]);
}, 60_000);

test('the same post fifty times at once is one update, with one answer; other words under its id are refused', async () => {
  const update = anUpdate();
  const answers = await Promise.all(Array.from({ length: 50 }, () => post(update)));
  expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  expect(answers.filter(({ status }) => status >= 300)).toEqual([]);
  const other = await post({ ...update, text: 'Something else.' });
  expect(other).toMatchObject({ status: 409, body: { code: 'id_reused' } });
  expect(await recorded()).toHaveLength(2);
  await allIsWell(answers.slice(0, 1).map(({ body }) => body));
});

test('one update that the database refuses does not take those recorded with it down', async () => {
  const refused = 'The database will not have this.';
  await newsroom.dateline.sql(
    `alter table revisions add constraint words check (text <> '${refused}') not valid`,
  );
  try {
    const updates = Array.from({ length: 60 }, (_, i) =>
      anUpdate({ text: i % 20 === 10 ? refused : 'Fine.' }),
    );
    const answers = await Promise.all(updates.map(post));
    const statuses = updates.map(({ text }) => (text === refused ? 500 : 201));
    expect(answers.map(({ status }) => status)).toEqual(statuses);
    await allIsWell(answers.filter(({ status }) => status === 201).map(({ body }) => body));
  } finally {
    await newsroom.dateline.sql('alter table revisions drop constraint words');
  }
});
