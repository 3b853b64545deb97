import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Answer } from '#journal/append/decide-writes';
import { listen } from '#journal/doorbell';
import { CHANNEL } from '#journal/doorbell-channel';
import type { Journal } from '#journal/journal';
import { appendAll, opening, OwnJournal, posting } from '../support/own-journal.js';
import { TcpLink } from '../support/tcp-link.js';
import { waitUntil } from '../support/wait-until.js';

const SILENT_MS = 400;

let own: OwnJournal;
let link: TcpLink;
let journal: Journal;
let story: string;
beforeAll(async () => {
  own = await OwnJournal.start();
  await own.ofAProcess();
});
afterAll(() => own.stop());
beforeEach(async () => {
  const { hostname, port } = new URL(own.url);
  link = await TcpLink.to(hostname, Number(port));
  journal = await own.ofAProcess(link, SILENT_MS);
  story = `story-${randomUUID()}`;
  await journal.append(story, opening());
});
afterEach(() => link.close());

/** No connection has been asked anything for so long, and all are there. */
async function atRest(ms: number): Promise<void> {
  const busy = `select 1 from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
    and (state <> 'idle' or state_change > clock_timestamp() - $1::interval)`;
  await waitUntil('they rest', async () => (await own.sql(busy, [`${ms} ms`])).length === 0);
}

async function recorded(): Promise<number[]> {
  const events = await own.sql<{ seq: number }>('select seq from events where story_id = $1 order by seq', [
    story,
  ]);
  return events.map(({ seq }) => seq);
}

test.each([
  ['alone with the story', 4],
  ['new to it', 0],
])(
  'a process %s, whose connections the network swallows, answers in time, and records once what is sent again',
  async (_, before) => {
    for (let n = 0; n < before; n += 1) await journal.append(story, posting(1));
    const writes = Array.from({ length: 200 }, () => posting(1));
    await atRest(50);
    link.swallow();
    const sentAt = performance.now();
    const answers = await appendAll(journal, story, writes);
    expect(performance.now() - sentAt).toBeLessThan(SILENT_MS * 10);
    const refused = answers.filter((answer) => typeof answer === 'string');
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.filter((code) => code !== 'outcome_unknown' && code !== 'unavailable')).toEqual([]);
    const again = (await appendAll(journal, story, writes)) as Answer[];
    expect(new Set(again.map(({ receipt }) => receipt.seq)).size).toBe(200);
    expect(await recorded()).toEqual(Array.from({ length: 201 + before }, (__, n) => n + 1));
  },
);

test('a connection at rest may be silent for as long as it likes', async () => {
  const pids = () =>
    own.sql<{ pid: number }>(
      'select pid from pg_stat_activity where datname = current_database() order by pid',
    );
  await atRest(50);
  const before = await pids();
  await atRest(SILENT_MS * 2);
  expect(await pids()).toEqual(before);
  expect(await journal.append(story, posting(1))).toMatchObject({ receipt: { seq: 2 } });
});

test('a relay whose doorbell the network swallows hears it again', async () => {
  const heard: number[] = [];
  const stop = await listen(own.urlThrough(link), ({ seq }) => heard.push(seq), SILENT_MS);
  const ring = (seq: number) =>
    own.sql('select pg_notify($1, $2)', [CHANNEL, JSON.stringify({ id: story, epoch: 'e', seq, hash: 'h' })]);
  await ring(1);
  await waitUntil('it hears', () => heard.length > 0);
  link.swallow();
  await waitUntil('it hears again', async () => {
    await ring(2);
    return heard.includes(2);
  });
  stop();
});
