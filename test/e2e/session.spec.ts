import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { PersonView } from '#contract/people';
import { cookieIn, FrontDesk } from '../support/signed-in.js';
import { type Dateline, type RunningApp, startDateline } from '../support/dateline.js';
import { ask } from '../support/newsroom-people.js';
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
    expect(await desk.isIn(renewed.body.accessToken)).toBe(false);
    expect((await desk.refresh(cookieIn(renewed))).body.code).toBe('session_over');
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

  test('goes on for who repeats a refresh whose answer was lost, by the id it had, and for nobody else', async () => {
    const { cookie } = await desk.signedIn(name);
    const requestId = randomUUID();
    const again = () => desk.at(second.url).refresh(cookie, {}, { requestId });
    const answers = [await desk.refresh(cookie, {}, { requestId }), await again(), await again()];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(answers.map(cookieIn)).size).toBe(1);
    const next = cookieIn(await desk.refresh(answers.map(cookieIn)[0] ?? ''));
    expect((await again()).status).toBe(401);
    expect((await desk.refresh(next)).status).toBe(401);
    const other = (await desk.signedIn(name)).cookie;
    await desk.refresh(other, {}, { requestId });
    expect((await desk.refresh(other, {}, { requestId: randomUUID() })).status).toBe(401);
    expect((await desk.refresh(other, {}, { requestId: 'x' })).status).toBe(400);
  });

  test('that is long over makes room for the next one, one at a time, and its cookie stays void', async () => {
    const cookies = [];
    for (let i = 0; i < 3; i++) cookies.push((await desk.signedIn(name)).cookie);
    const [longOver = '', kept = '', alsoOver = ''] = cookies;
    const ofCookie = (cookie: string) => /=([^.]+)/.exec(cookie)?.[1];
    await dateline.sql(`update sessions set ended_at = now() - interval '2 days' where id = any($1)`, [
      [longOver, alsoOver].map(ofCookie),
    ]);
    const held = () =>
      dateline.sql<{ id: string }>(
        'select s.id from sessions s join people p on p.id = s.person_id where p.name = $1',
        [name],
      );
    const { cookie } = await desk.signedIn(name);
    expect((await held()).length).toBe(3);
    for (const over of [longOver, alsoOver]) expect((await desk.refresh(over)).status).toBe(401);
    expect([(await desk.refresh(kept)).status, (await desk.refresh(cookie)).status]).toEqual([200, 200]);
    await desk.signedIn(name);
    expect((await held()).length).toBe(3);
  });

  test('is no error to look for where there is none', async () => {
    const look = (cookie: string, body?: object) => desk.refresh(cookie, {}, body);
    expect((await look('', { ifAny: true })).status).toBe(204);
    expect((await look('dateline_refresh=made.up', { ifAny: true })).status).toBe(204);
    expect((await look('')).status).toBe(401);
    expect((await look((await desk.signedIn(name)).cookie, { ifAny: true })).status).toBe(200);
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
  test('B3: that holds one in another writing is refused, and nothing of it is logged', async () => {
    const { token } = await desk.signedIn(name);
    const { secret } = await desk.invite(`Invited ${randomUUID()}`);
    const written = (text: string) => text.replace(/./g, (c) => `%${c.charCodeAt(0).toString(16)}`);
    const addresses = [
      `/v1/session?${written('access_token')}=${written(token)}`,
      `/v1/session?access_token=${written(token)}`,
      `/v1/stories?from=${written(token)}`,
      `/v1/stories?${written(`from=${token}`)}`,
      `/${written('v1')}/session?access_token=x`,
      `/stories/x?from=${written(token)}`,
      `/v1/invitations/${written(secret).toUpperCase()}`,
      `/socket.io/?EIO=4&transport=polling&x=${written(token)}`,
    ];
    for (const address of addresses) {
      const { status, body } = await ask<{ code: string }>(desk.url + address);
      expect([address.slice(0, 30), status, body.code]).toEqual([address.slice(0, 30), 400, 'malformed']);
      for (const said of [JSON.stringify(body), dateline.output()])
        for (const known of [token, written(token), secret, written(secret)])
          expect(said).not.toContain(known.slice(0, 40));
    }
    for (const fine of ['q=100%25', 'utm_source=%zz'])
      expect((await ask(`${desk.url}/v1/stories?${fine}`)).status).toBe(200);
  });

  test('B3: that holds a token, a key or a password is refused', async () => {
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
    const anothers = `${Buffer.from('{"alg":"HS256"}').toString('base64url')}.${'e30'.repeat(4)}.${'x'.repeat(20)}`;
    expect((await ask(`${desk.url}/v1/stories?from=${anothers}`)).status).toBe(400);
    expect((await fetch(`${desk.url}/?from=${anothers}`)).status).toBe(200);
  });
});
