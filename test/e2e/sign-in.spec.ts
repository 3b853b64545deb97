import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { PersonView } from '#contract/people';
import { cookieIn, FrontDesk, PASSWORD } from '../support/signed-in.js';
import { type Dateline, type RunningApp, startDateline } from '../support/dateline.js';
import { ask } from '../support/newsroom-people.js';
import { rawRequest } from '../support/raw-request.js';
import { waitUntil } from '../support/wait-until.js';

let dateline: Dateline;
let second: RunningApp;
let desk: FrontDesk;
let name: string;
beforeAll(async () => {
  dateline = await startDateline();
  second = await dateline.start('api');
  desk = new FrontDesk(dateline);
});
afterAll(() => dateline.stop());
beforeEach(async () => {
  name = `Vera ${randomUUID().slice(0, 8)}`;
  await desk.person(name);
});

/** Nobody is answered about the session until all that was begun waits for its row. */
async function whileHeld<T>(cookie: string, begin: () => Promise<T>[]): Promise<T[]> {
  const client = new pg.Client(dateline.databaseUrl);
  await client.connect();
  await client.query('begin');
  const [, session] = /=([^.]+)/.exec(cookie) ?? [];
  await client.query('select id from sessions where id = $1 for update', [session]);
  const begun = begin();
  const waiting = `select count(*)::int as waiting from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`;
  await waitUntil(
    'all to wait',
    async () => (await dateline.sql<{ waiting: number }>(waiting))[0]?.waiting === begun.length,
  );
  await client.query('commit');
  await client.end();
  return Promise.all(begun);
}

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

  test('does not sign in from a page of another newsroom', async () => {
    const from = (origin: string) => desk.signIn(name, PASSWORD, { origin });
    expect((await from('https://evil.example')).body.code).toBe('origin_not_allowed');
    expect((await from('null')).body.code).toBe('origin_not_allowed');
    expect((await from(new URL(desk.url).origin)).status).toBe(200);
  });
});

describe('guessing', () => {
  test('ends after ten wrong passwords for a name, whatever comes then; others sign in', async () => {
    const other = `Anna ${randomUUID()}`;
    await desk.person(other);
    for (let i = 0; i < 10; i++) expect((await desk.signIn(name, `wrong ${i}`)).status).toBe(401);
    const refused = await desk.signIn(name);
    expect([refused.status, refused.body.code]).toEqual([429, 'too_many_requests']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(60);
    expect((await desk.signIn(name, 'x', { 'x-forwarded-for': '203.0.113.9' })).status).toBe(429);
    expect((await desk.signIn(other)).status).toBe(200);
  });

  test('is no cost to who mistypes: a right password begins the count anew', async () => {
    for (let round = 0; round < 3; round++) {
      for (let i = 0; i < 4; i++) await desk.signIn(name, 'mistyped');
      expect((await desk.signIn(name)).status).toBe(200);
    }
  });

  test('learns nothing from how long the answer takes', async () => {
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

describe('a session', () => {
  test('is refreshed by its cookie, which changes each time', async () => {
    let { cookie } = await desk.signedIn(name);
    const seen = new Set([cookie]);
    for (let i = 0; i < 3; i++) {
      const answer = await desk.refresh(cookie);
      expect([answer.status, await desk.isIn(answer.body.accessToken)]).toEqual([200, true]);
      cookie = cookieIn(answer);
      seen.add(cookie);
    }
    expect(seen.size).toBe(4);
  });

  test('ends when a cookie comes that was used before: newest cookie, access token and all', async () => {
    const stolen = (await desk.signedIn(name)).cookie;
    const renewed = await desk.refresh(stolen);
    const replayed = await desk.refresh(stolen);
    expect([replayed.status, replayed.body.code]).toEqual([401, 'session_over']);
    expect((await desk.refresh(cookieIn(renewed))).body.code).toBe('session_over');
    await waitUntil(
      'its access token is refused',
      async () => !(await desk.isIn(renewed.body.accessToken)),
      2_000,
    );
    expect((await desk.signIn(name)).status).toBe(200);
  });

  test('ends too when it is one from long before', async () => {
    const { cookie } = await desk.signedIn(name);
    let last = cookie;
    for (let i = 0; i < 3; i++) last = cookieIn(await desk.refresh(last));
    expect((await desk.refresh(cookie)).status).toBe(401);
    expect((await desk.refresh(last)).status).toBe(401);
  });

  test('goes on when pages refresh it at once, at different apis, each before the other is answered', async () => {
    const pages = [desk, desk.at(second.url), desk];
    let { cookie } = await desk.signedIn(name);
    for (let round = 0; round < 3; round++) {
      const answers = await whileHeld(cookie, () => pages.map((page) => page.refresh(cookie)));
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
      expect(new Set(answers.map(cookieIn)).size).toBe(1);
      cookie = answers.map(cookieIn)[0] ?? '';
    }
    expect((await desk.refresh(cookie)).status).toBe(200);
  });

  test('is not touched by cookies that somebody made up', async () => {
    const { cookie } = await desk.signedIn(name);
    const [session = '', secret = '', tag = ''] = cookie.replace('dateline_refresh=', '').split('.');
    const made = [
      `${session}.${secret}x.${tag}`,
      `${session}.x.y`,
      session,
      `${session}..`,
      '',
      'x'.repeat(8_000),
    ];
    for (const token of made)
      expect((await desk.refresh(`dateline_refresh=${token}`)).body.code).toBe('session_over');
    expect((await desk.refresh(cookie)).status).toBe(200);
  });

  test('takes its cookie from pages of its own only, with the header they send', async () => {
    const { cookie, token } = await desk.signedIn(name);
    const refused = [
      await desk.refresh(cookie, { origin: 'https://evil.example' }),
      await desk.refresh(cookie, { 'x-csrf-protection': '' }),
    ];
    expect(refused.map(({ body }) => body.code)).toEqual(['origin_not_allowed', 'csrf_header_required']);
    const out = await desk.signOut({ cookie });
    expect([out.status, out.body?.code]).toEqual([403, 'csrf_header_required']);
    expect((await desk.session('')).status).toBe(401);
    const byCookie = await ask(`${desk.url}/v1/session`, { headers: { cookie, 'x-csrf-protection': '1' } });
    expect(byCookie.status).toBe(401);
    expect(await desk.isIn(token)).toBe(true);
  });

  test.each(['cookie', 'bearer'])('is ended by its %s, at every api within a second', async (by) => {
    const { cookie, token } = await desk.signedIn(name);
    const other = await desk.signedIn(name);
    const away = desk.at(second.url);
    expect(await away.isIn(token)).toBe(true);
    const headers: Record<string, string> =
      by === 'cookie' ? { cookie, 'x-csrf-protection': '1' } : { authorization: `Bearer ${token}` };
    const out = await desk.signOut(headers);
    expect(out.status).toBe(204);
    expect(
      out.headers.getSetCookie().every((each) => each.includes('=; ') && each.includes('Max-Age=0')),
    ).toBe(true);
    expect(await desk.isIn(token)).toBe(false);
    await waitUntil('the other api refuses it', async () => !(await away.isIn(token)), 1_000);
    expect((await desk.refresh(cookie)).status).toBe(401);
    expect(await desk.isIn(other.token)).toBe(true);
  });
});

describe('a token of the command line', () => {
  test('is ended by signing out with it', async () => {
    const token = await dateline.token('editor');
    expect((await desk.signOut({ authorization: `Bearer ${token}` })).status).toBe(204);
    expect(await desk.isIn(token)).toBe(false);
    await waitUntil('the other api refuses it', async () => !(await desk.at(second.url).isIn(token)), 1_000);
  });

  test('does not open what was closed to the name it bears', async () => {
    const token = await dateline.token('reporter', { name });
    const { body } = await desk.send<{ people: PersonView[] }>('GET', '/v1/people');
    const id = body.people.find((person) => person.name === name)?.id ?? '';
    expect(await desk.isIn(token)).toBe(true);
    await desk.change(id, { state: 'frozen' });
    expect(await desk.isIn(token)).toBe(false);
    await desk.change(id, { state: 'active' });
    expect(await desk.isIn(token)).toBe(true);
  });
});

describe('an address', () => {
  test('that holds a token, a key or a password is refused', async () => {
    const { token } = await desk.signedIn(name);
    const { secret } = await desk.invite(`Invited ${randomUUID()}`);
    const addresses = [
      `/v1/session?token=${token}`,
      `/v1/session?access_token=x`,
      `/v1/stories?api_key=x`,
      `/stories/x?from=${token}`,
      `/v1/invitations/${secret}`,
      `/v1/sign-in?name=x&password=y`,
      `/socket.io/?EIO=4&transport=polling&token=x`,
      `/v1/stories/x/stream?access_token=${token}`,
    ];
    for (const address of addresses) {
      const { status, body } = await ask<{ code: string }>(desk.url + address, { token });
      expect([address.slice(0, 30), status, body.code]).toEqual([address.slice(0, 30), 400, 'malformed']);
      expect(JSON.stringify(body)).not.toContain(token);
    }
    expect((await ask(`${desk.url}/v1/stories?utm_source=x`)).status).toBe(200);
  });
});
