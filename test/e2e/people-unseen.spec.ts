import { randomUUID } from 'node:crypto';
import { io } from 'socket.io-client';
import { allOfRedis } from '../support/all-redis.js';
import { Desk } from '../support/at-the-desk.js';
import { type Dateline, startDateline } from '../support/dateline.js';
import { dump } from '../support/logical-copy.js';
import { ask } from '../support/newsroom-people.js';
import { OwnRedis } from '../support/own-redis.js';
import { cookieIn, FrontDesk, PASSWORD } from '../support/signed-in.js';
import { waitUntil } from '../support/wait-until.js';

/** Where a reporter is, and what with. */
const ADDRESS = '203.0.113.77';
const FROM = { 'x-forwarded-for': ADDRESS, 'user-agent': 'Pocket-Phone/7.1' };
const ELSEWHERE = { 'x-forwarded-for': '198.51.100.5' };

let redis: OwnRedis;
let dateline: Dateline;
let desk: FrontDesk;
beforeAll(async () => {
  redis = await OwnRedis.start();
  dateline = await startDateline({ env: { TRUSTED_PROXIES: 'loopback', REDIS_URL: redis.url } });
  desk = new FrontDesk(dateline);
}, 60_000);
afterAll(async () => {
  redis.thaw();
  await dateline.stop();
  await redis.dispose();
});

describe('of those who sign in', () => {
  test('B21: no address, device, password, token, key or secret is anywhere but with them', async () => {
    const name = `Vera ${randomUUID()}`;
    const { secret, person } = await desk.invite(name);
    expect((await desk.signIn(name, 'a wrong guess', FROM)).status).toBe(401);
    await ask(`${desk.url}/v1/invitations/acceptance`, {
      ...{ method: 'POST', headers: FROM, body: { secret, name, password: PASSWORD } },
    });
    const signedIn = await desk.signIn(name, PASSWORD, FROM);
    const [first, token] = [cookieIn(signedIn), signedIn.body.accessToken];
    const renewed = await desk.refresh(first, FROM);
    const story = (await Desk.open(dateline)).as(token);
    await story.filed();
    const socket = io(`${desk.url}/desk`, { auth: { token }, extraHeaders: FROM, forceNew: true });
    await waitUntil('it is there', () => socket.connected);
    const { key } = (await desk.makeKey({ name: 'Wire', role: 'reporter' })).body;
    await desk.session(key);
    const reset = await desk.send<{ secret: string }>('POST', `/v1/people/${person.id}/password-reset`);
    await ask(`${desk.url}/v1/session?token=${token}`);
    await desk.signOut({ authorization: `Bearer ${token}`, ...FROM });
    socket.disconnect();
    const where = {
      output: dateline.output(),
      postgres: JSON.stringify([...(await dump(dateline.databaseUrl))]),
      redis: await allOfRedis(dateline.redisUrl),
      metrics: await (await fetch(`${desk.url}/metrics`)).text(),
    };
    expect(where.redis).toContain('dl:guesses:');
    expect(where.postgres).toContain(person.id);
    const cookies = [first, cookieIn(renewed)].map((cookie) => cookie.split('=')[1] ?? '');
    const secrets = [secret, reset.body.secret, key, token, renewed.body.accessToken, ...cookies];
    const never = [PASSWORD, 'a wrong guess', '203.0.113', 'Pocket-Phone', ...secrets];
    for (const cookie of cookies) never.push(cookie.split('.')[1] ?? '', cookie.split('.')[2] ?? '');
    expect(never.every((each) => each.length > 8)).toBe(true);
    const found = Object.entries(where).flatMap(([place, text]) =>
      never.filter((each) => text.includes(each)).map((each) => `${place}: ${each}`),
    );
    expect(found).toEqual([]);
  });
});

describe('guesses from one network', () => {
  const exhaust = async (name: string) => {
    for (let i = 0; i < 10; i++)
      expect([i, (await desk.signIn(name, `wrong ${i}`, FROM)).status]).toEqual([i, 401]);
    expect((await desk.signIn(name, PASSWORD, FROM)).status).toBe(429);
  };
  const somebody = async () => (await desk.person(`Somebody ${randomUUID()}`)).name;

  test('keep nobody out who comes from another', async () => {
    const name = await somebody();
    await exhaust(name);
    expect((await desk.signIn(name, PASSWORD, { 'x-forwarded-for': '203.0.113.200' })).status).toBe(429);
    expect((await desk.signIn(name, PASSWORD, ELSEWHERE)).status).toBe(200);
  });

  test('are counted while Redis hangs, and nobody waits for it', async () => {
    const name = await somebody();
    redis.freeze();
    try {
      const began = performance.now();
      expect((await desk.signIn(name, PASSWORD, ELSEWHERE)).status).toBe(200);
      expect(performance.now() - began).toBeLessThan(4_000);
      await exhaust(name);
    } finally {
      redis.thaw();
    }
  }, 60_000);
});
