import { randomBytes, randomUUID } from 'node:crypto';
import { createClient, type RedisClientType } from 'redis';
import type { ProblemDocument } from '#contract/problems';
import { SharedWrites } from '../../apps/api/src/access/shared-writes.js';
import { type Dateline, type RunningApp, startDateline } from '../support/dateline.js';
import { eventually } from '../support/eventually.js';
import { type Answer, anUpdate, ask, aStory } from '../support/newsroom-people.js';
import { FrontDesk } from '../support/signed-in.js';

let dateline: Dateline;
let front: FrontDesk;
let story: { id: string; address: string };
let redis: RedisClientType;
beforeAll(async () => {
  dateline = await startDateline({ env: { LIMIT_WRITES: '2/5' } });
  front = new FrontDesk(dateline);
  story = await aStory(dateline);
  redis = createClient({ url: dateline.redisUrl });
  await redis.connect();
}, 60_000);
afterAll(async () => {
  redis.destroy();
  await dateline.stop();
});

const post = (token: string): Promise<Answer<ProblemDocument>> =>
  ask(`${story.address}/updates`, { method: 'POST', token, body: anUpdate() });
async function posted(token: string, times: number): Promise<Answer<ProblemDocument>[]> {
  return Promise.all(Array.from({ length: times }, () => post(token)));
}
const statuses = (answers: Answer[]) => answers.map(({ status }) => status).sort();

describe('who writes much', () => {
  test('is asked to wait, and told how long; nobody else is', async () => {
    await front.person('Vera');
    await front.person('Boris');
    const { token } = await front.signedIn('Vera');
    const answers = await posted(token, 12);
    expect(statuses(answers).slice(0, 5)).toEqual([201, 201, 201, 201, 201]);
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(3);
    expect(refused[0]?.headers.get('retry-after')).toBe('1');
    expect(refused[0]?.body).toMatchObject({ code: 'too_many_requests', retry: 'same' });
    expect((await post((await front.signedIn('Boris')).token)).status).toBe(201);
    await eventually('a second later it goes on', async () => (await post(token)).status === 201);
  });

  test('with a key is one writer, with a second session still the same', async () => {
    const { key } = (await front.makeKey({ name: 'Wire', role: 'reporter' })).body;
    expect(statuses(await posted(key, 12))).toContain(429);
    await front.person('Galina');
    const [one, two] = [await front.signedIn('Galina'), await front.signedIn('Galina')];
    await posted(one.token, 12);
    expect(statuses(await posted(two.token, 5))).toContain(429);
  });

  test('from a phone that was offline is heard with the whole batch, and then waits', async () => {
    await front.person('Olga');
    const { token } = await front.signedIn('Olga');
    const batch = () =>
      ask<{ results: { receipt?: object }[] }>(`${story.address}/updates:batch`, {
        ...{ method: 'POST', token, body: { updates: Array.from({ length: 30 }, () => anUpdate()) } },
      });
    const { status, body } = await batch();
    expect([status, body.results.filter(({ receipt }) => receipt).length]).toEqual([200, 30]);
    const next = await batch();
    expect([next.status, Number(next.headers.get('retry-after')) > 5]).toEqual([429, true]);
  });

  test('reads as much as ever, and who runs the newsroom is not held up', async () => {
    await front.person('Pavel');
    const { token } = await front.signedIn('Pavel');
    await posted(token, 12);
    expect((await front.session(token)).status).toBe(200);
    expect(statuses(await posted(await dateline.token('admin'), 40))).not.toContain(429);
  });

  test('at several processes is held to what one may do at all of them together', async () => {
    const other = createClient({ url: dateline.redisUrl }) as RedisClientType;
    await other.connect();
    const [person, rule] = [randomUUID(), { perSecond: 10, burst: 100 }];
    const nameOf = (writer: string) => `test ${writer}`;
    const [here, there] = [redis, other].map((client) => new SharedWrites(client, rule, nameOf));
    for (let i = 0; i < 150; i += 1) here?.took(person, 1);
    await eventually('it is said', async () => Number(await redis.get(`dl:writes:test ${person}`)) === 150);
    expect(here?.wait(person, Date.now())).toBe(0);
    for (let i = 0; i < 75; i += 1) there?.took(person, 1);
    await eventually('it is refused', async () => (there?.wait(person, Date.now()) ?? 0) > 0);
    expect(there?.wait(person, Date.now() + 11_000)).toBe(0);
    expect(there?.wait('another', Date.now())).toBe(0);
    other.destroy();
  });
});

describe('a network that asks much', () => {
  let api: RunningApp;
  beforeAll(async () => {
    api = await dateline.start('api', { LIMIT_READS: '2/5', TRUSTED_PROXIES: 'loopback' });
  });
  const from = async (address: string, path = '/events?after=0'): Promise<number> => {
    const url = `${api.url}/v1/stories/${story.id}${path}`;
    return (await fetch(url, { headers: { 'x-forwarded-for': address } })).status;
  };
  const many = (address: string, path?: string) =>
    Promise.all(Array.from({ length: 12 }, () => from(address, path)));
  /** While another of its network asks much. Seldom enough to be let in for itself; more than once, as slow answers make room. */
  const isHeldUp = async (address: string, path: string): Promise<boolean> => {
    for (let round = 0; round < 4; round += 1) {
      const [, status] = await Promise.all([many('203.0.113.7'), from(address, path)]);
      if (status === 429) return true;
    }
    return false;
  };

  test('of what costs much is asked to wait; another network, and what is shared by all, is not', async () => {
    expect(await many('203.0.113.7')).toContain(429);
    expect(await isHeldUp('203.0.113.99', '/totals')).toBe(true);
    expect(await from('198.51.100.7')).toBe(200);
    expect(await many('203.0.113.7', '')).not.toContain(429);
    for (const path of ['/updates', '/totals?seq=1', '/totals/arrests/history'])
      expect([path, await isHeldUp('203.0.113.50', path)]).toEqual([path, true]);
  });

  test('within our own walls, as gateways are, is not held up', async () => {
    for (const address of ['10.1.2.3', '::1', 'fd00::1', '127.0.0.1'])
      expect(await many(address)).not.toContain(429);
  });

  test('leaves no trace of where it is', async () => {
    const marker = randomBytes(2);
    const address = `203.0.${marker[0]}.${marker[1]}`;
    await many(address);
    const keys = (await redis.keys('dl:*')).join('\n');
    expect(keys).not.toContain('203.0');
    expect(dateline.output() + api.output()).not.toContain(address);
  });
});
