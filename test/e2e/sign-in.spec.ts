import { randomUUID } from 'node:crypto';
import { createClient, type RedisClientType } from 'redis';
import { cookieIn, FrontDesk, PASSWORD } from '../support/signed-in.js';
import { type Dateline, type RunningApp, startDateline } from '../support/dateline.js';
import { ask } from '../support/newsroom-people.js';
import { RawHttp } from '../support/raw-http.js';
import { rawRequest } from '../support/raw-request.js';
import { waitUntil } from '../support/wait-until.js';

let dateline: Dateline;
let second: RunningApp;
let desk: FrontDesk;
let name: string;
let redis: RedisClientType;
beforeAll(async () => {
  dateline = await startDateline();
  redis = createClient({ url: dateline.redisUrl });
  await redis.connect();
  second = await dateline.start('api');
  desk = new FrontDesk(dateline);
});
afterAll(async () => {
  await redis.close();
  await dateline.stop();
});
beforeEach(async () => {
  name = `Vera ${randomUUID().slice(0, 8)}`;
  await desk.person(name);
});

describe('somebody with a name and a password', () => {
  test('signs in for ten minutes, with a cookie that scripts and other sites have no use of', async () => {
    const answer = await desk.signIn(name);
    expect(answer.status).toBe(200);
    const left = Date.parse(answer.body.expiresAt) - Date.now();
    expect([left > 590_000, left <= 600_000]).toEqual([true, true]);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const paths = answer.headers
      .getSetCookie()
      .map((cookie) => cookie.replace(/^dateline_refresh=[^;]+; /, ''));
    expect(paths).toEqual([
      'Path=/v1/session/refresh; Max-Age=2592000; HttpOnly; SameSite=Strict',
      'Path=/v1/sign-out; Max-Age=2592000; HttpOnly; SameSite=Strict',
    ]);
    const { body } = await desk.session(answer.body.accessToken);
    expect(body).toEqual({
      ...{ name, role: 'reporter', story: null, cities: null, memberships: null },
      expiresAt: answer.body.expiresAt,
    });
  });

  test('is given a cookie for TLS only, anywhere but on this machine', async () => {
    const host = { host: 'desk.example.org' };
    const body = JSON.stringify({ name, password: PASSWORD });
    const answer = await rawRequest(dateline.url, {
      method: 'POST',
      path: '/v1/sign-in',
      headers: host,
      body,
    });
    expect(answer.status).toBe(200);
    expect(answer.headers['set-cookie']?.every((cookie) => cookie.endsWith('; Secure'))).toBe(true);
  });

  test('is the same person in capitals and other forms of letters', async () => {
    expect((await desk.signIn(name.toUpperCase())).status).toBe(200);
    const { body } = await desk.send<{ code: string }>('POST', '/v1/people', {
      name: name.toUpperCase().replace('V', 'Ｖ'),
      role: 'admin',
    });
    expect(body.code).toBe('name_taken');
  });

  test('is told the same whatever is wrong, and who is not active too', async () => {
    const disabled = await desk.person(`Off ${randomUUID()}`);
    await desk.change(disabled.id, { state: 'disabled' });
    const invited = await desk.invite(`Invited ${randomUUID()}`);
    const answers = [
      await desk.signIn(name, 'wrong'),
      await desk.signIn(`Nobody ${randomUUID()}`),
      await desk.signIn(disabled.name),
      await desk.signIn(invited.person.name),
      await desk.signIn('\u202e<b>', PASSWORD),
    ];
    expect(new Set(answers.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1);
    expect([answers[0]?.status, answers[0]?.body.code]).toEqual([401, 'wrong_password']);
  });

  test('whose password is changed in the same moment is not left signed in by the old one', async () => {
    const [{ id = '' } = {}] = await dateline.sql<{ id: string }>('select id from people where name = $1', [
      name,
    ]);
    const reset = await desk.send<{ secret: string }>('POST', `/v1/people/${id}/password-reset`);
    const body = { secret: reset.body.secret, password: 'another password' };
    const completion = ask(`${second.url}/v1/password-resets/completion`, { method: 'POST', body });
    let isOver = false;
    const cookies: string[] = [];
    const signingIn = (async () => {
      while (!isOver) cookies.push(cookieIn(await desk.signIn(name)));
    })();
    expect((await completion).status).toBe(200);
    isOver = true;
    await signingIn;
    for (const cookie of cookies) expect((await desk.refresh(cookie)).status).toBe(401);
  });

  test('has to say both, in a body of a sensible size', async () => {
    const send = (body: unknown) => ask<{ code: string }>(`${desk.url}/v1/sign-in`, { method: 'POST', body });
    for (const body of [
      { name },
      { name, password: 5 },
      { name, password: '' },
      { name, password: PASSWORD, role: 'admin' },
    ])
      expect((await send(body)).status).toBe(400);
    expect((await send({ name, password: 'x'.repeat(257) })).status).toBe(400);
    expect((await send({ name, password: 'x'.repeat(100_000) })).status).toBe(413);
    expect((await send([name, PASSWORD])).status).toBe(400);
  });

  test('signs in while others hold connections on which they announced a sign-in and say no more', async () => {
    const idle = Array.from({ length: 12 }, () => RawHttp.open(desk.url));
    for (const line of idle)
      line.say(
        ...['POST /v1/sign-in HTTP/1.1', 'host: localhost', 'content-type: application/json'],
        ...['content-length: 50', 'expect: 100-continue', ''],
      );
    await waitUntil('they are heard', () => idle.every((line) => line.count('100 Continue') === 1));
    expect((await desk.signIn(name)).status).toBe(200);
    expect(idle.map(({ hasEnded }) => hasEnded)).toEqual(idle.map(() => false));
    for (const line of idle) line.close();
  });

  test('does not sign in from a page of another newsroom', async () => {
    const from = (origin: string) => desk.signIn(name, PASSWORD, { origin });
    expect((await from('https://evil.example')).body.code).toBe('origin_not_allowed');
    expect((await from('null')).body.code).toBe('origin_not_allowed');
    expect((await from(new URL(desk.url).origin)).status).toBe(200);
  });
});

describe('guessing', () => {
  test('B23: ends after ten wrong passwords for a name, whatever comes then; others sign in', async () => {
    const other = `Anna ${randomUUID()}`;
    await desk.person(other);
    for (let i = 0; i < 10; i++) expect((await desk.signIn(name, `wrong ${i}`)).status).toBe(401);
    const refused = await desk.signIn(name);
    expect([refused.status, refused.body.code]).toEqual([429, 'too_many_requests']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(60);
    expect((await desk.signIn(name, 'x', { 'x-forwarded-for': '203.0.113.9' })).status).toBe(429);
    expect((await desk.signIn(other)).status).toBe(200);
  });

  test('that locked somebody out is over with the password that an admin’s reset gives, at every api', async () => {
    const [{ id = '' } = {}] = await dateline.sql<{ id: string }>('select id from people where name = $1', [
      name,
    ]);
    const away = desk.at(second.url);
    for (const at of [desk, away]) {
      for (let i = 0; i < 10; i++) expect((await at.signIn(name, `wrong ${i}`)).status).toBe(401);
      expect((await at.signIn(name)).status).toBe(429);
    }
    const reset = await desk.send<{ secret: string }>('POST', `/v1/people/${id}/password-reset`);
    expect((await desk.signIn(name)).status).toBe(429);
    const body = { secret: reset.body.secret, password: 'another password' };
    const path = '/v1/password-resets/completion';
    expect((await ask(desk.url + path, { method: 'POST', body })).status).toBe(200);
    expect((await desk.signIn(name, body.password)).status).toBe(200);
    await waitUntil('the other api too', async () => (await away.signIn(name, body.password)).status === 200);
    for (let i = 0; i < 10; i++) expect((await desk.signIn(name)).status).toBe(401);
    expect((await desk.signIn(name, body.password)).status).toBe(429);
  });

  test('is over after ten at an api that has not heard of the password yet', async () => {
    const away = desk.at(second.url);
    const other = (await desk.person(`Anna ${randomUUID()}`)).name;
    await waitUntil('it knows her', async () => (await away.signIn(other)).status === 200);
    await dateline.sql(
      `with changed as (
         update people set password_hash = (select password_hash from people where name = $1) where name = $2
       ) update roster_version set version = gen_random_uuid()::text`,
      [name, other],
    );
    for (let i = 0; i < 10; i++) expect((await away.signIn(other, `wrong ${i}`)).status).toBe(401);
    expect((await away.signIn(other)).status).toBe(429);
  });

  test('is over after ten while Redis answers late, too, and what it did not count in time is not forgotten', async () => {
    const holdBack = () => redis.sendCommand(['CLIENT', 'PAUSE', '1500', 'ALL']);
    for (let i = 0; i < 10; i++) expect((await desk.signIn(name, `wrong ${i}`)).status).toBe(401);
    await holdBack();
    expect((await desk.signIn(name)).status).toBe(429);
    await redis.ping();
    const other = (await desk.person(`Anna ${randomUUID()}`)).name;
    for (let i = 0; i < 5; i++) expect((await desk.signIn(other, `wrong ${i}`)).status).toBe(401);
    await holdBack();
    for (let i = 0; i < 4; i++) expect((await desk.signIn(other, `late ${i}`)).status).toBe(401);
    await redis.ping();
    expect((await desk.signIn(other, 'wrong')).status).toBe(401);
    expect((await desk.signIn(other)).status).toBe(429);
  });

  test('is no cost to who mistypes: a right password begins the count anew', async () => {
    for (let round = 0; round < 3; round++) {
      for (let i = 0; i < 4; i++) await desk.signIn(name, 'mistyped');
      expect((await desk.signIn(name)).status).toBe(200);
    }
  });

  test('B23: learns nothing from how long the answer takes', async () => {
    const names = await Promise.all(
      Array.from({ length: 6 }, async () => (await desk.person(`Known ${randomUUID()}`)).name),
    );
    const took: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] };
    const time = async (kind: 'known' | 'unknown', who: string) => {
      const began = performance.now();
      expect((await desk.signIn(who, 'not the password')).status).toBe(401);
      took[kind].push(performance.now() - began);
    };
    for (let i = 0; i < 24; i++) {
      await time('known', names[i % names.length] ?? '');
      await time('unknown', `Unknown ${i % names.length} ${name}`);
    }
    const median = (times: number[]) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
    const ratio = median(took.known) / median(took.unknown);
    expect([ratio > 0.6, ratio < 1.7]).toEqual([true, true]);
  });
});
