import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import pg from 'pg';
import type { Answer } from '#journal/append/decide-writes';
import type { Journal } from '#journal/journal';
import {
  aDayDelivered,
  appendAll,
  opening,
  OwnJournal,
  posting,
  retracting,
} from '../support/own-journal.js';
import { waitUntil } from '../support/wait-until.js';

let own: OwnJournal;
let one: Journal;
let other: Journal;
let story: string;
beforeAll(async () => {
  own = await OwnJournal.start();
  one = await own.ofAProcess();
  other = await own.ofAProcess();
});
afterAll(() => own.stop());
beforeEach(async () => {
  story = `story-${randomUUID()}`;
  await one.append(story, opening());
});

const seqOf = (answer: Answer | string | undefined) =>
  typeof answer === 'object' ? answer.receipt.seq : answer;
/** What the last event says was arrested, and whether every number is there once. */
async function recorded() {
  const events = await own.sql<{ seq: number; low: number }>(
    `select seq, (totals->'arrests/moscow'->'leading'->>'low')::integer as low from events where story_id = $1 order by seq`,
    [story],
  );
  return { seqs: events.map(({ seq }) => seq), arrests: events.findLast(({ low }) => low !== null)?.low };
}
const upTo = (top: number) => Array.from({ length: top }, (_, i) => i + 1);

describe('two processes that write to one story', () => {
  test('in turns, each number it once, and decide on what the other wrote', async () => {
    for (let turn = 0; turn < 12; turn += 1) {
      const journal = turn % 3 === 2 ? other : one; // long enough alone to stop asking first
      expect(seqOf(await journal.append(story, posting(1)))).toBe(turn + 2);
    }
    expect(await recorded()).toEqual({ seqs: upTo(13), arrests: 12 });
  });

  test('at the same time, lose nothing and double nothing', async () => {
    for (let warm = 0; warm < 3; warm += 1) await one.append(story, posting(1));
    const writes = Array.from({ length: 60 }, () => posting(1));
    const [ours, theirs] = await Promise.all([
      appendAll(one, story, writes),
      appendAll(other, story, writes), // the same sixty: a client that was told to try the other address
    ]);
    expect(ours.map(seqOf)).toEqual(theirs.map(seqOf));
    expect(new Set(ours.map(seqOf)).size).toBe(60);
    expect(await recorded()).toEqual({ seqs: upTo(64), arrests: 63 });
  });
});

test('what waited for the story is shown at the time it was recorded, not at the time it was sent', async () => {
  const clock = async (): Promise<string> => {
    const [row] = await own.sql<{ now: string }>(`select to_char(clock_timestamp() at time zone 'UTC',
      'YYYY-MM-DD"T"HH24:MI:SS"Z"') as now`);
    return row?.now ?? '';
  };
  const isWaiting = async (): Promise<boolean> =>
    (
      await own.sql(
        `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      )
    ).length > 0;
  const letGo = await own.hold(story);
  const filed = other.append(story, posting(1));
  await waitUntil('it waits', isWaiting);
  const sent = await clock();
  const later = await waitUntil('the next second', async () => (await clock()) > sent && clock());
  await letGo();
  const { receipt } = await filed;
  const [event] = await own.sql<{ at: string }>(
    'select shown_at as at from events where story_id = $1 and seq = $2',
    [story, receipt.seq],
  );
  expect((event?.at ?? '') >= later).toBe(true);
});

describe('a day with corrections that is delivered a second time', () => {
  const LINES = aDayDelivered(2_000, 20);
  const BATCH = 100;
  async function deliver(journal: Journal): Promise<(Answer | string)[]> {
    const answers: (Answer | string)[] = [];
    for (let from = 0; from < LINES.length; from += BATCH)
      answers.push(...(await appendAll(journal, story, LINES.slice(from, from + BATCH))));
    return answers;
  }

  test.each(['the same process', 'another'])(
    'is answered by %s from one reading of the story',
    async (who) => {
      const first = await deliver(one);
      const query = jest.spyOn(pg.Client.prototype, 'query');
      const again = await deliver(who === 'another' ? await own.ofAProcess() : one);
      const loads = query.mock.calls.filter(([text]) => String(text).startsWith('select decision from'));
      query.mockRestore();
      expect(again).toEqual(first.map((answer) => ({ ...(answer as Answer), repeated: true })));
      expect(loads.length).toBeLessThanOrEqual(1);
    },
  );
});

describe('a process that is alone with a story', () => {
  beforeEach(async () => {
    for (let warm = 0; warm < 3; warm += 1) await one.append(story, posting(10));
  });

  test('answers a repeat from its receipt, whatever comes with it', async () => {
    const [first, second] = [posting(1), posting(2)];
    const before = (await one.append(story, first)) as Answer;
    const answers = await appendAll(one, story, [posting(3), first, second, second]);
    expect(answers.map((answer) => (answer as Answer).repeated)).toEqual([false, true, false, true]);
    expect(answers[1]).toEqual({ receipt: before.receipt, repeated: true });
    expect(answers[3]).toEqual({ ...(answers[2] as Answer), repeated: true });
    expect(await recorded()).toEqual({ seqs: upTo(7), arrests: 36 });
  });

  test('knows a repeat of what another process recorded long before', async () => {
    const retraction = retracting(((await other.append(story, posting(5))) as Answer).receipt.id);
    const receipt = await other.append(story, retraction);
    for (let warm = 0; warm < 3; warm += 1) await one.append(story, posting(1));
    const answers = await appendAll(one, story, [posting(1), retraction]);
    expect(answers[1]).toEqual({ ...receipt, repeated: true });
    expect((await recorded()).arrests).toBe(34);
  });

  test('refuses the same id with other contents, and records what came with it', async () => {
    const id = randomUUID();
    const answers = await appendAll(one, story, [posting(1, id), posting(2, id), posting(4)]);
    expect(answers.map(seqOf)).toEqual([5, 'id_reused', 6]);
    expect((await recorded()).arrests).toBe(35);
  });

  test('decides anew when the story was given a new epoch meanwhile', async () => {
    await own.sql('update stories set epoch = $2 where id = $1', [story, 'another']);
    const { receipt } = await one.append(story, posting(1));
    expect(receipt).toMatchObject({ epoch: 'another', seq: 5 });
  });
});
