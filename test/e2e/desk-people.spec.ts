import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import type { ApiKeyView } from '#contract/people';
import { FrontDesk } from '../support/signed-in.js';
import { Desk } from '../support/at-the-desk.js';
import { type Dateline, type RunningApp, startDateline } from '../support/dateline.js';
import { waitUntil } from '../support/wait-until.js';

/** The promise is a second. */
const SOON_MS = 1_000;
/** Kept at the desk: readers see nothing of it. */
const WAITS = 202;

let dateline: Dateline;
let secondApi: RunningApp;
let secondGateway: RunningApp;
let desk: FrontDesk;
let away: FrontDesk;
let name: string;
const sockets: Socket[] = [];
beforeAll(async () => {
  dateline = await startDateline();
  secondApi = await dateline.start('api');
  secondGateway = await dateline.start('gateway', { API_URL: secondApi.url });
  desk = new FrontDesk(dateline);
  away = desk.at(secondApi.url);
});
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.disconnect();
});
afterAll(() => dateline.stop());
beforeEach(() => {
  name = `Vera ${randomUUID().slice(0, 8)}`;
});

/** A socket at the desk that is there; `ended` when it was closed. */
async function aSocket(url: string, token: string): Promise<{ ended?: string; code?: string }> {
  const socket = io(`${url}/desk`, { forceNew: true, reconnection: false, auth: { token } });
  sockets.push(socket);
  const heard: { ended?: string; code?: string } = {};
  socket.on('problem', ({ code }: { code: string }) => Object.assign(heard, { code }));
  socket.on('disconnect', (ended) => Object.assign(heard, { ended }));
  await waitUntil('it is there', () => socket.connected);
  return heard;
}

const CHANGES: Record<string, object> = {
  'is disabled': { state: 'disabled' },
  'is frozen': { state: 'frozen' },
  'is given another role': { role: 'editor' },
  'is given other stories': { memberships: [{ story: 'elsewhere', cities: null }] },
};

describe('somebody who', () => {
  const changes = async (change: object) => {
    const { id } = await desk.person(name);
    const { token, cookie } = await desk.signedIn(name);
    expect([await desk.isIn(token), await away.isIn(token)]).toEqual([true, true]);
    const there = [await aSocket(dateline.url, token), await aSocket(secondGateway.url, token)];
    expect((await desk.change(id, change)).status).toBe(200);
    const began = performance.now();
    expect(await desk.isIn(token)).toBe(false);
    await waitUntil('the other api refuses the token', async () => !(await away.isIn(token)), SOON_MS);
    await waitUntil(
      'all sockets to be closed',
      () => there.every(({ ended }) => ended !== undefined),
      SOON_MS,
    );
    expect(performance.now() - began).toBeLessThan(SOON_MS + 250); // and what two busy cores take
    expect(there.map(({ code }) => code)).toEqual(['not_signed_in', 'not_signed_in']);
    return { id, cookie };
  };

  test.each(Object.keys(CHANGES))(
    'B5: %s is refused and off the desk within a second, everywhere',
    async (what) => {
      const { cookie } = await changes(CHANGES[what] ?? {});
      const refreshed = await desk.refresh(cookie);
      const isClosed = 'state' in (CHANGES[what] ?? {});
      expect(refreshed.status).toBe(isClosed ? 401 : 200);
      if (!isClosed)
        expect((await away.session(refreshed.body.accessToken)).body).toMatchObject(CHANGES[what] ?? {});
      expect((await desk.signIn(name)).status).toBe(isClosed ? 401 : 200);
    },
  );

  test('B5: signs out is off the desk within a second, everywhere', async () => {
    await desk.person(name);
    const { token } = await desk.signedIn(name);
    const there = [await aSocket(dateline.url, token), await aSocket(secondGateway.url, token)];
    await desk.signOut({ authorization: `Bearer ${token}` });
    await waitUntil(
      'all sockets to be closed',
      () => there.every(({ ended }) => ended !== undefined),
      SOON_MS,
    );
  });

  test('is active again signs in anew; what they held before stays ended', async () => {
    const { id, cookie } = await changes({ state: 'disabled' });
    await desk.change(id, { state: 'active' });
    expect((await desk.signIn(name)).status).toBe(200);
    expect((await desk.refresh(cookie)).status).toBe(401);
  });

  test('came this very moment is known at the other api at once', async () => {
    await desk.person(name);
    const { token } = await desk.signedIn(name);
    expect(await away.isIn(token)).toBe(true);
  });
});

describe('a member', () => {
  test('of some stories and cities files there and nowhere else', async () => {
    const [here, there, elsewhere] = [
      await Desk.open(dateline),
      await Desk.open(dateline),
      await Desk.open(dateline),
    ];
    await desk.person(name, 'reporter', [
      { story: here.story, cities: ['kazan'] },
      { story: there.story, cities: null },
    ]);
    const { token } = await desk.signedIn(name);
    const status = async (at: Desk, city: string) => (await at.as(token).post({ city })).status;
    expect([await status(here, 'kazan'), await status(here, 'moscow')]).toEqual([201, WAITS]);
    expect([await status(there, 'moscow'), await status(elsewhere, 'kazan')]).toEqual([201, 403]);
    const { body } = await desk.session(token);
    const memberships = [
      { story: here.story, cities: ['kazan'] },
      { story: there.story, cities: null },
    ];
    expect(body['memberships']).toEqual(memberships.sort((a, b) => (a.story < b.story ? -1 : 1)));
    expect(body).not.toHaveProperty('story');
  });

  test('of every story and city is one of no limits', async () => {
    await desk.person(name, 'editor', [{ story: null, cities: null }]);
    const { token } = await desk.signedIn(name);
    expect((await desk.session(token)).body).toMatchObject({ memberships: null });
    expect((await desk.send('GET', '/v1/people', undefined, token)).status).toBe(200);
  });

  test('of every story for some cities files for those', async () => {
    const [here, there] = [await Desk.open(dateline), await Desk.open(dateline)];
    await desk.person(name, 'reporter', [
      { story: null, cities: ['kazan'] },
      { story: there.story, cities: ['omsk'] },
    ]);
    const { token } = await desk.signedIn(name);
    const status = async (at: Desk, city: string) => (await at.as(token).post({ city })).status;
    expect([await status(here, 'kazan'), await status(here, 'omsk')]).toEqual([201, WAITS]);
    expect([await status(there, 'kazan'), await status(there, 'omsk')]).toEqual([WAITS, 201]);
  });

  test('of nothing yet files nothing', async () => {
    const here = await Desk.open(dateline);
    await desk.person(name, 'editor', []);
    const { token } = await desk.signedIn(name);
    expect((await here.as(token).post()).status).toBe(403);
    expect((await desk.session(token)).body).toMatchObject({ memberships: [] });
  });

  test('of one story is no admin of people, whatever the role', async () => {
    const { id } = await desk.person(name, 'admin', [{ story: 'a-story', cities: null }]);
    const { token } = await desk.signedIn(name);
    const refused = [
      await desk.send('GET', '/v1/people', undefined, token),
      await desk.send('POST', '/v1/people', { name: 'Another', role: 'admin' }, token),
      await desk.change(id, { memberships: null }, token),
      await desk.send('POST', '/v1/api-keys', { name: 'Mine', role: 'admin' }, token),
    ];
    expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
  });
});

describe('a key', () => {
  test.each(['2026-W50-1T10:00:00Z', '2026-12-01', 'tomorrow'])(
    'does not hold until %s',
    async (expiresAt) => {
      expect((await desk.makeKey({ name: 'Wire', role: 'reporter', expiresAt })).status).toBe(400);
    },
  );

  test('files as what it is for, where it is for, and is shown once', async () => {
    const here = await Desk.open(dateline);
    const made = await desk.makeKey({
      ...{ name, role: 'reporter', memberships: [{ story: here.story, cities: ['kazan'] }] },
    });
    expect([made.status, made.body.key.startsWith(made.body.prefix)]).toEqual([201, true]);
    const bot = here.as(made.body.key);
    expect([(await bot.post({ city: 'kazan' })).status, (await bot.post()).status]).toEqual([201, WAITS]);
    expect((await desk.session(made.body.key)).body).toMatchObject({
      name: `${name} (key)`,
      role: 'reporter',
    });
    const { body } = await desk.send<{ keys: { id: string }[] }>('GET', '/v1/api-keys');
    expect(body.keys.find(({ id }) => id === made.body.id)).toMatchObject({
      madeBy: 'The admin',
      endedAt: null,
    });
    expect(JSON.stringify(body)).not.toContain(made.body.key);
    expect(JSON.stringify(await dateline.sql('select * from api_keys'))).not.toContain(made.body.key);
  });

  test('that is ended is refused and off the desk within a second, everywhere', async () => {
    const { id, key } = (await desk.makeKey({ name, role: 'editor' })).body;
    expect(await away.isIn(key)).toBe(true);
    const there = await aSocket(secondGateway.url, key);
    expect((await desk.send('DELETE', `/v1/api-keys/${id}`)).status).toBe(200);
    expect(await desk.isIn(key)).toBe(false);
    await waitUntil('the other api refuses it', async () => !(await away.isIn(key)), SOON_MS);
    await waitUntil('its socket to be closed', () => there.ended !== undefined, SOON_MS);
    expect((await desk.send('DELETE', `/v1/api-keys/${randomUUID()}`)).status).toBe(404);
  });

  test('has a name of its own for as long as it holds: what is filed with it is nobody else’s', async () => {
    const make = (fields = {}) => desk.makeKey({ name, role: 'reporter', ...fields });
    const both = await Promise.all([make(), make({ name: name.toUpperCase() })]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    const [made, refused] = both[0].status === 201 ? both : both.toReversed();
    expect(refused?.body.code).toBe('name_taken');
    const holding = async () => {
      const { body } = await desk.send<{ keys: ApiKeyView[] }>('GET', '/v1/api-keys');
      return body.keys.filter((key) => key.name.toUpperCase() === name.toUpperCase() && !key.endedAt);
    };
    expect((await holding()).map(({ id }) => id)).toEqual([made?.body.id]);
    expect(await desk.isIn(made?.body.key ?? '')).toBe(true);
    await desk.send('DELETE', `/v1/api-keys/${made?.body.id}`);
    expect((await make({ expiresAt: new Date(Date.now() - 1_000).toISOString() })).status).toBe(201);
    expect((await make()).status).toBe(201);
  });

  test('that has expired, or that nobody made, is refused; a wrong time makes none', async () => {
    const expiresAt = new Date(Date.now() + 400).toISOString();
    const { key } = (await desk.makeKey({ name: 'Short', role: 'reporter', expiresAt })).body;
    expect(await desk.isIn(key)).toBe(true);
    await waitUntil('it is over', async () => !(await desk.isIn(key)), 2_000);
    for (const token of ['dlk_', `dlk_${'x'.repeat(43)}`, `${key}x`])
      expect(await desk.isIn(token)).toBe(false);
    for (const wrong of ['tomorrow', '2031-01-01', '2031-02-30T00:00:00Z', 5])
      expect((await desk.makeKey({ name: 'Wire', role: 'editor', expiresAt: wrong as string })).status).toBe(
        400,
      );
  });
});
