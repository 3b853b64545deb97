import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { NativeStream } from '../support/native-stream.js';
import { anUpdate, aStory } from '../support/newsroom-people.js';
import { NewsroomInParts } from '../support/newsroom-in-parts.js';
import { expectAllTold } from '../support/oracle.js';
import { Reporter } from '../support/reporter.js';
import { StockReader } from '../support/stock-reader.js';
import { TcpLink } from '../support/tcp-link.js';
import { waitUntil } from '../support/wait-until.js';
import { FollowingWitness, type Witness } from '../support/witness.js';

const READERS = 300;
const DROPPED = 500;
const REPORTERS = 5;
const EVERY_MS = 100;
/** The gateway looks at the api every five seconds. */
const IDLE_MS = 10_000;

interface Crowd {
  readonly witnesses: readonly Witness[];
  readonly streams: readonly NativeStream[];
}

let newsroom: NewsroomInParts;
let story: string;
let reporter: Reporter;
const open: { close(): unknown }[] = [];
beforeAll(async () => {
  newsroom = await NewsroomInParts.start();
}, 60_000);
beforeEach(async () => {
  story = (await aStory(newsroom.dateline)).id;
  reporter = await aReporter();
});
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});
afterAll(() => newsroom.stop(), 60_000);

const say = (what: string) => process.stderr.write(`  gateway-restarted: ${what}\n`);
const pause = (ms: number) => new Promise((later) => setTimeout(later, ms));
const aReporter = async () =>
  new Reporter({ url: newsroom.api.url, story }, await newsroom.dateline.token('editor'));

/** Half by the stock client's websocket, a quarter each by the product's own client and as browsers do, on SSE. */
function aCrowd(count: number, url: string): Crowd {
  const address = `${url}/v1/stories/${story}/stream`;
  const each = <T extends { close(): unknown }>(share: number, one: () => T): T[] => {
    const some = Array.from({ length: count * share }, one);
    open.push(...some);
    return some;
  };
  const stock = each(1 / 2, () => new StockReader(url, story, undefined, { transports: ['websocket'] }));
  const own = each(1 / 4, () => new FollowingWitness({ url, story, transport: 'sse' }));
  return { witnesses: [...stock, ...own], streams: each(1 / 4, () => new NativeStream(address)) };
}

async function everyoneAt(seq: number, { witnesses, streams }: Crowd): Promise<void> {
  const isThere = () =>
    witnesses.every(({ view }) => (view?.position.seq ?? 0) >= seq) && streams.every((one) => one.seq >= seq);
  await waitUntil(`everyone at ${seq}`, isThere, 30_000);
}

/** Nobody lost or was shown twice what came after the first snapshot, and nobody was given a second one. */
async function expectNothingMissing(crowd: Crowd): Promise<void> {
  const { witnesses, streams } = crowd;
  await expectAllTold(newsroom, story, witnesses);
  const head = (await newsroom.journal.head(story))?.seq ?? 0;
  await everyoneAt(head, crowd);
  for (const { seqs, wholes } of streams) {
    const first = (wholes[0] ?? 0) + 1;
    expect(seqs).toEqual(Array.from({ length: head - first + 1 }, (_, i) => first + i));
  }
  expect([...witnesses, ...streams].filter(({ wholes }) => wholes.length !== 1)).toEqual([]);
}

/** What the gateway counts under a name, whatever the labels. */
async function counted(name: string): Promise<number> {
  const page = await (await fetch(`${newsroom.gateway.url}/metrics`)).text();
  const lines = [...page.matchAll(new RegExp(`^dateline_gateway_${name}(?:{[^}]*})? (\\d+)$`, 'gm'))];
  if (lines.length === 0) throw new Error(`The gateway does not count ${name}.`);
  return lines.reduce((sum, [, value]) => sum + Number(value), 0);
}
const isBack = (count: number) =>
  waitUntil(`${count} are in`, async () => (await counted('readers')) === count, 20_000);

test('a gateway killed under fifty updates a second and started again resumes everyone, and gives nobody a snapshot', async () => {
  const crowd = aCrowd(READERS, newsroom.gateway.url);
  await everyoneAt(1, crowd);
  let isOver = false;
  const reporters = await Promise.all(Array.from({ length: REPORTERS }, aReporter));
  const startedAt = Date.now();
  const shifts = reporters.map(async (one) => {
    for (let due = Date.now(); !isOver; due += EVERY_MS) {
      await one.post(anUpdate({ text: `Report ${one.receipts.length}.` }));
      await pause(due + EVERY_MS - Date.now());
    }
  });
  const filed = () => reporters.reduce((sum, { receipts }) => sum + receipts.length, 0);
  await waitUntil('some are filed', () => filed() >= 50, 20_000);
  const killedAt = Date.now();
  await newsroom.gateway.killAndStart();
  say(`up again after ${Date.now() - killedAt} ms`);
  await isBack(READERS);
  say(`all ${READERS} back after ${Date.now() - killedAt} ms`);
  await waitUntil('more are filed', () => filed() >= 350, 20_000);
  isOver = true;
  await Promise.all(shifts);
  const seconds = (Date.now() - startedAt) / 1_000;
  await expectNothingMissing(crowd);
  const [resumes, snapshots] = [await counted('resumes_total'), await counted('snapshots_total')];
  say(`${(filed() / seconds).toFixed(0)} updates a second; ${resumes} resumes, ${snapshots} snapshots`);
  expect(resumes).toBeGreaterThanOrEqual(READERS);
  expect(snapshots).toBe(0);
}, 120_000);

/** Functions called in the newsroom's Redis so far. */
async function calledOfRedis(): Promise<number> {
  const stats = await newsroom.redis.do((redis) => redis.info('commandstats'));
  const functions = [...stats.matchAll(/cmdstat_fcall(?:_ro)?:calls=(\d+)/g)];
  return functions.reduce((sum, [, n]) => sum + Number(n), 0);
}

/** Statements that are none of those which are repeated all the time, or come more often than these did. */
function beyondPolls(statements: readonly string[], idle: readonly string[], share: number): string[] {
  const left = new Map<string, number>();
  for (const text of idle) left.set(text, (left.get(text) ?? 0) + 1.5 * share);
  return statements.filter((text) => {
    const polls = left.get(text) ?? 0;
    left.set(text, polls - 1);
    return polls < 0;
  });
}

test('readers dropped all at once come back at the cost of one story’s work, not of so many readers’', async () => {
  const link = await TcpLink.to('127.0.0.1', Number(new URL(newsroom.gateway.url).port));
  const crowd = aCrowd(DROPPED, `http://127.0.0.1:${link.port}`);
  open.push(link);
  await everyoneAt(1, crowd);
  for (let n = 0; n < 5; n += 1) await reporter.post(anUpdate());
  await everyoneAt((await reporter.post(anUpdate())).seq ?? 0, crowd);
  const heard = await newsroom.postgres.overheard();
  const start = { at: Date.now(), asked: heard.length, calls: await calledOfRedis() };
  await pause(IDLE_MS);
  const before = { at: Date.now(), asked: heard.length, calls: await calledOfRedis() };
  const names = ['resumes_total', 'snapshots_total', 'api_reads_total'];
  const counts = await Promise.all(names.map(counted));
  link.cutSome(() => true);
  await waitUntil('everyone is away', async () => (await counted('readers')) === 0);
  await isBack(DROPPED);
  const seconds = (Date.now() - before.at) / 1_000;
  const polls = (Date.now() - before.at) / (before.at - start.at);
  const idle = heard.slice(start.asked, before.asked);
  const queries = beyondPolls(heard.slice(before.asked), idle, polls);
  const calls = (await calledOfRedis()) - before.calls - (before.calls - start.calls) * polls;
  say(
    `${DROPPED} back in ${seconds.toFixed(1)} s: ${queries.length} queries, ${calls.toFixed(1)} calls of Redis beyond polls`,
  );
  const [resumes = 0, snapshots = 0, apiReads = 0] = (await Promise.all(names.map(counted))).map(
    (now, i) => now - (counts[i] ?? 0),
  );
  expect([resumes, snapshots]).toEqual([DROPPED, 0]);
  expect(idle.length).toBeGreaterThan(10);
  expect(queries.slice(10)).toEqual([]);
  expect(apiReads).toBeLessThanOrEqual(5); // the looks every 5 s are among them
  expect(calls).toBeLessThanOrEqual(DROPPED / 5);
  await reporter.post(anUpdate());
  await expectNothingMissing(crowd);
}, 90_000);
