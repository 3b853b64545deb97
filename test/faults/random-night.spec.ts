import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Receipt } from '#contract/update';
import { FrontDoor } from '../support/front-door.js';
import { type Answer, anUpdate, aStory } from '../support/newsroom-people.js';
import { NewsroomInParts } from '../support/newsroom-in-parts.js';
import { chance } from '../support/newsroom-shift.js';
import { expectAllTold, expectNoDifference } from '../support/oracle.js';
import { askUntilAnswered } from '../support/reporter.js';
import { waitUntil } from '../support/wait-until.js';
import { FollowingWitness } from '../support/witness.js';

const OPERATIONS = Number(process.env['FAULT_OPERATIONS'] ?? 400);
const SEED = Number(process.env['FAULT_SEED'] ?? Math.floor(Math.random() * 1_000_000));
/** Of the operations, of which so many are under way at once. */
const FAULT_SHARE = 0.04;
const AT_ONCE = 10;
const CITIES = ['moscow', 'kazan', 'omsk'];
const SOURCES = ['own', 'ovd-info', 'police'];

let newsroom: NewsroomInParts;
let door: FrontDoor;
let token: string;
beforeAll(async () => {
  newsroom = await NewsroomInParts.start({ relays: 2 });
  door = await FrontDoor.before(newsroom);
  token = await newsroom.dateline.token('admin');
}, 60_000);
const readers: FollowingWitness[] = [];
afterAll(async () => {
  for (const reader of readers) reader.close();
  await door.close();
  await newsroom.stop();
}, 60_000);

const random = chance(SEED);
const one = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
const moment = () => new Date(Date.now() - 60_000 - Math.floor(random() * 7_200_000)).toISOString();
const words = () => ({
  ...{ city: one([...CITIES, null]), text: `It is ${random()}.` },
  figures: random() < 0.4 ? [figure()] : [],
});
const figure = () => ({
  ...{ metric: 'arrests', source: one(SOURCES), value: Math.floor(random() * 200) },
  ...{ city: one(CITIES) },
});

interface Known extends Receipt {
  retracted?: boolean;
}

/** One thing an editor does, on any update of the day; some are refused, and that is an answer too. */
async function operate(address: string, known: Known[]): Promise<void> {
  const requestId = randomUUID();
  const send = (below: string, method: string, body: object, headers: Record<string, string> = {}) =>
    askUntilAnswered<Receipt>(`${address}/${below}`, {
      method,
      token,
      headers,
      body: { requestId, ...body },
    });
  const some = known[Math.floor(random() * known.length)];
  const dice = random();
  if (!some || dice < 0.5) {
    const body = {
      ...anUpdate(words()),
      ...(random() < 0.5 && { occurredAt: moment() }),
      keyEvent: random() < 0.1,
    };
    const answer = await askUntilAnswered<Receipt>(`${address}/updates`, { method: 'POST', token, body });
    expect(answer.status).toBe(201);
    known.push(answer.body);
  } else if (dice < 0.7) {
    const time = random() < 0.3 ? { occurredAt: moment() } : {};
    const body = { ...words(), ...time, correctionNote: 'A better count.' };
    await saved(some, send(`updates/${some.id}/revisions`, 'POST', body, asRead(some)));
  } else if (dice < 0.8)
    await saved(some, send(`updates/${some.id}/retraction`, 'POST', { note: 'It was elsewhere.' }));
  else if (dice < 0.84) await saved(some, send(`updates/${some.id}/restoration`, 'POST', {}, asRead(some)));
  else if (dice < 0.9) await send(`pins/${some.id}`, random() < 0.6 ? 'PUT' : 'DELETE', {});
  else if (dice < 0.95)
    await send(`updates/${some.id}/key-event`, 'PUT', { keyEvent: random() < 0.7 }, asRead(some));
  else
    await send('preferences', 'PUT', {
      metric: 'arrests',
      city: one([...CITIES, null]),
      order: [one(SOURCES)],
    });
}

const asRead = ({ revision }: Receipt) => ({ 'if-match': `"${revision}"` });
/** Whoever saved holds the newest revision. */
async function saved(some: Receipt, answer: Promise<Answer<Receipt>>): Promise<void> {
  const { status, body } = await answer;
  if (status < 300) Object.assign(some, { revision: body.revision });
}

/** One thing that goes wrong. */
async function strike(story: string): Promise<string> {
  const { api, redis, relays, gateway } = newsroom;
  const faults: Record<string, () => unknown> = {
    'a relay is killed': () => one(relays).killAndStart(),
    'Redis is flushed': () => redis.do((client) => client.flushAll()),
    'a key is deleted': () =>
      redis.do((client) => client.del(`dl:{${story}}:${one(['meta', 'log', 'view'])}`)),
    'half the readers are cut off': () => door.cutSome(() => random() < 0.5),
    'the gateway is killed': () => gateway.killAndStart(),
    'the api is killed': () => api.killAndStart(),
    'Postgres is killed': () => newsroom.postgres.kill().then(() => newsroom.postgres.start()),
    'Redis is killed': () => redis.kill().then(() => redis.start()),
  };
  const what = one(Object.keys(faults));
  await faults[what]?.();
  return what;
}

test('whatever is done and whatever fails, in any order: totals, readers and record agree in the end', async () => {
  process.stderr.write(`  random-night: FAULT_SEED=${SEED}\n`);
  const { id: story, address } = await aStory(newsroom.dateline);
  const crowd = Array.from({ length: 16 }, (_, i) => {
    const city = [...CITIES, undefined][i % 4];
    const transport = i % 8 < 4 ? 'sse' : 'socket';
    return new FollowingWitness({
      ...{ url: door.url, story, transport },
      ...(city && { city }),
    });
  });
  readers.push(...crowd);
  await waitUntil('everyone is in', () => readers.every(({ view }) => view), 20_000);
  const known: Known[] = [];
  const struck: string[] = [];
  for (let n = 0; n < OPERATIONS; ) {
    const fault = random() < FAULT_SHARE * AT_ONCE ? [strike(story)] : [];
    const operations = Array.from({ length: AT_ONCE }, () => operate(address, known));
    const [what] = await Promise.all([...fault, ...operations]);
    if (what) struck.push(what);
    n += AT_ONCE;
  }
  process.stderr.write(`  random-night: ${struck.join(', ')}\n`);
  await expectAllTold(newsroom, story, readers, 40_000);
  await expectNoDifference(newsroom, story);
  expect(newsroom.parts.filter((part) => !part.isAlive())).toEqual([]);
}, 180_000);
