import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { PostUpdate } from '#contract/update';
import { anUpdate, aStory } from '../support/newsroom-people.js';
import { NewsroomInParts } from '../support/newsroom-in-parts.js';
import { chance } from '../support/newsroom-shift.js';
import { expectAllRecorded, expectAllTold, expectNoDifference } from '../support/oracle.js';
import { Reporter } from '../support/reporter.js';
import { StockReader } from '../support/stock-reader.js';
import { TcpLink } from '../support/tcp-link.js';
import { waitUntil } from '../support/wait-until.js';
import { FollowingWitness, type Witness } from '../support/witness.js';

const READERS = Number(process.env['FAULT_READERS'] ?? 200);
const UPDATES = Number(process.env['FAULT_UPDATES'] ?? 2_000);
const REPORTERS = 20;
const STOCK_READERS = Math.min(10, READERS);
const CITIES = ['moscow', 'kazan', 'omsk'];
/** Events of this test that surely fit into the 512 KB of a resume. */
const RESUMABLE = 100;
const MOST_MEMORY = 512 * 1024 * 1024;
const CUT_EVERY_MS = 1_000;
const CUT_SHARE = 0.03;

let newsroom: NewsroomInParts;
let links: TcpLink[];
beforeAll(async () => {
  newsroom = await NewsroomInParts.start({ relays: 2, gateways: 2 });
  links = await Promise.all(
    newsroom.gateways.map(({ url }) => TcpLink.to('127.0.0.1', Number(new URL(url).port))),
  );
}, 60_000);
afterAll(async () => {
  await Promise.all(links.map((link) => link.close()));
  await newsroom.stop();
}, 60_000);

const say = (what: string) => process.stderr.write(`  nothing-lost: ${what}\n`);

/** A quarter for each city and a quarter for the whole story; half by sockets, half by streams. */
function aCrowd(story: string): Witness[] {
  return Array.from({ length: READERS }, (_, i) => {
    const url = `http://127.0.0.1:${links[i % links.length]?.port}`;
    const city = [...CITIES, undefined][Math.floor(i / 2) % 4];
    if (i < STOCK_READERS) return new StockReader(url, story, city);
    const transport = Math.floor(i / 8) % 2 ? 'sse' : 'socket';
    return new FollowingWitness({ url, story, transport, ...(city && { city }) });
  });
}

function something(random: () => number, n: number): PostUpdate {
  const city = CITIES[Math.floor(random() * CITIES.length)] ?? 'moscow';
  const hasFigure = random() < 0.3;
  return anUpdate({
    city,
    text: `Report ${n}. ${'Everyone on the square sees it. '.repeat(1 + Math.floor(random() * 8))}`,
    keyEvent: random() < 0.01,
    figures: hasFigure ? [{ metric: 'arrests', source: 'own', value: Math.floor(random() * 50) }] : [],
  });
}

/** Files updates as they are allowed, and now and then corrects, pins or withdraws one of its own. */
async function shift(
  reporter: Reporter,
  random: () => number,
  mayFile: () => Promise<boolean>,
): Promise<void> {
  for (let n = 1; await mayFile(); n += 1) {
    const receipt = await reporter.post(something(random, n));
    if (n % 25 === 0) await reporter.pin(receipt);
    if (n % 10 === 5) await reporter.correct(receipt, `Corrected: ${n}.`);
    if (n % 50 === 25) await reporter.pin(receipt, 'DELETE');
    if (n % 20 === 10) await reporter.retract(receipt);
  }
}

type Fault = readonly [what: string, strike: () => Promise<unknown>];

function badNight({ api, redis, relays, gateways }: NewsroomInParts): readonly Fault[] {
  const comesBackEmpty = async () => {
    await redis.kill();
    await redis.empty();
    await redis.start();
  };
  return [
    ['all is well', async () => {}],
    ['a relay is killed and starts again', async () => relays[0]?.killAndStart()],
    ['Redis is flushed', () => redis.do((client) => client.flushAll())],
    ['Redis is killed and comes back empty', comesBackEmpty],
    ['a gateway is killed and starts again', async () => gateways[0]?.killAndStart()],
    ['the api is killed and starts again', () => api.killAndStart()],
    ['both relays are killed at once', () => Promise.all(relays.map((relay) => relay.killAndStart()))],
    ['all is well again', async () => {}],
  ];
}

/** Whole stories given to a reader who had missed so little that a resume carries it. */
function givenTooMuch({ name, city, wholes, seqs }: Witness): string[] {
  return wholes.flatMap(({ position, told }) => {
    const missed = position.seq - (seqs[told - 1] ?? -Infinity);
    return city === undefined && missed < RESUMABLE ? [`${name} had missed ${missed}`] : [];
  });
}

test('every reader is told every update once, through every fault of a bad night', async () => {
  const { id: story } = await aStory(newsroom.dateline);
  const { epoch } = (await newsroom.journal.head(story)) ?? {};
  const readers = aCrowd(story);
  const token = await newsroom.dateline.token('editor');
  const reporters = Array.from(
    { length: REPORTERS },
    () => new Reporter({ url: newsroom.api.url, story }, token),
  );
  await waitUntil('everyone is in', () => readers.every(({ view }) => view), 30_000);

  const random = chance(23);
  const cutting = setInterval(() => {
    for (const link of links) link.cutSome(() => random() < CUT_SHARE);
  }, CUT_EVERY_MS);
  const faults = badNight(newsroom);
  let [filed, allowed] = [0, 0];
  const mayFile = async () => {
    await waitUntil('more may be filed', () => filed < allowed || filed >= UPDATES, 120_000);
    filed += 1;
    return filed <= UPDATES;
  };
  const shifts = reporters.map((reporter, i) => shift(reporter, chance(i), mayFile));
  for (const [i, [what, fault]] of faults.entries()) {
    say(what);
    allowed = Math.ceil((UPDATES * (i + 1)) / faults.length);
    await Promise.all([fault(), waitUntil(`filed during: ${what}`, () => filed >= allowed, 60_000)]);
  }
  await Promise.all(shifts);
  clearInterval(cutting);
  await reporters[0]?.post(anUpdate({ city: null, text: 'Good night.' }));

  await expectAllTold(newsroom, story, readers);
  await expectAllRecorded(
    newsroom,
    story,
    reporters.flatMap(({ receipts }) => receipts),
  );
  await expectNoDifference(newsroom, story);
  expect((await newsroom.journal.head(story))?.epoch).toBe(epoch);
  expect(reporters.flatMap(({ refusals }) => refusals)).toEqual([]);
  expect(newsroom.parts.filter((part) => !part.isAlive() || part.memory() > MOST_MEMORY)).toEqual([]);
  expect(readers.flatMap(givenTooMuch)).toEqual([]);
  say(`${readers.reduce((sum, { wholes }) => sum + wholes.length - 1, 0)} whole stories sent again`);
  for (const reader of readers) reader.close();
}, 240_000);
