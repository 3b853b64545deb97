import { createHmac, randomUUID } from 'node:crypto';
import path from 'node:path';
import { generateKeyPair, type JWK, SignJWT } from 'jose';
import type { Actor } from '#domain/story/command';
import { POLICY } from '#domain/story/policy';
import { isHeard, SOCKET_EVENTS } from '../../apps/gateway/src/socket/events.js';
import { STREAM_ACTION } from '../../apps/gateway/src/sse/streams.js';
import { signingKey } from '#journal/token-key';
import type { Receipt } from '#contract/update';
import { Desk } from '../support/at-the-desk.js';
import type { Dateline } from '../support/dateline.js';
import { anUpdate, ask } from '../support/newsroom-people.js';
import { addressOf, listRoutes, type Routes } from '../support/routes.js';
import { standingNewsroom } from '../support/standing-newsroom.js';
import { waitUntil } from '../support/wait-until.js';

const arrests = (more: object) => ({ metric: 'arrests', source: 'own', value: 3, ...more });

let dateline: Dateline;
let desk: Desk;
beforeAll(async () => {
  dateline = await standingNewsroom();
});
afterAll(() => dateline.stop());
beforeEach(async () => {
  desk = await Desk.open(dateline);
});

describe('the policy', () => {
  let routes: Routes;
  beforeAll(async () => {
    routes = await listRoutes(dateline);
  });

  test('B7: has a row for every address that is registered', () => {
    const addresses = routes.registered.filter((route) => !/^HEAD |^GET \/assets\/\*$/.test(route));
    expect(addresses.length).toBeGreaterThan(25);
    const without = addresses.filter((route) => !Object.hasOwn(POLICY, routes.actions[route] ?? ''));
    expect(without).toEqual([]);
  });

  test('B7: has a row for every event a socket may send, and for streams, which come in before addresses are looked up', () => {
    const actions = [...Object.values(SOCKET_EVENTS), STREAM_ACTION];
    expect(actions.filter((action) => !Object.hasOwn(POLICY, action))).toEqual([]);
    expect(Object.keys(SOCKET_EVENTS).filter((event) => !isHeard(event, false))).toEqual(['attend', 'post']);
    expect(['follow', 'post', 'readers', '__proto__', null].filter((event) => isHeard(event, true))).toEqual([
      'follow',
      'post',
    ]);
  });

  test('asks everyone for a token who would do what not everyone may', async () => {
    const guarded = Object.entries(routes.actions).filter(
      ([, action]) => POLICY[action as keyof typeof POLICY] !== 'everyone',
    );
    expect(guarded.length).toBeGreaterThan(15);
    for (const [route, action] of guarded) {
      const [method = '', template = ''] = route.split(' ');
      const url = dateline.url + addressOf(template, desk.story);
      const sent = method === 'GET' ? {} : { body: {} };
      const anonymous = await ask<{ code: string }>(url, { method, ...sent });
      expect([route, anonymous.status, anonymous.body.code]).toEqual([route, 401, 'not_signed_in']);
      expect(anonymous.headers.get('www-authenticate')).toBe('Bearer');
      if (POLICY[action as keyof typeof POLICY] === 'reporter') continue;
      const reporter = await ask<{ code: string }>(url, {
        method,
        ...sent,
        token: await dateline.token('reporter'),
      });
      expect([route, reporter.status, reporter.body.code]).toEqual([route, 403, 'not_allowed']);
    }
  });
});

describe('a token for Kazan', () => {
  const NOT_ALLOWED = [403, 'not_allowed'];
  const kazan = async (role: 'reporter' | 'editor' | 'admin' = 'reporter') =>
    desk.as(await dateline.token(role, { cities: ['kazan'] }));
  const outcome = async (asked: Promise<{ status: number; body: { code?: string } }>) => {
    const { status, body } = await asked;
    return body.code ? [status, body.code] : status;
  };

  test('B8: publishes for Kazan only, and has the rest kept at the desk: by the update, by a figure, in a batch, or for the whole story', async () => {
    const reporter = await kazan();
    expect(await outcome(reporter.post({ city: 'kazan', figures: [arrests({})] }))).toBe(201);
    const foreign = [
      { city: 'moscow' },
      { city: null },
      { city: 'kazan', figures: [arrests({ city: 'moscow' })] },
      { city: 'kazan', figures: [arrests({}), arrests({ scope: 'story' as const })] },
    ];
    const why = ({ reasons = [] }: Partial<Receipt>) => reasons.map(({ code }) => code);
    for (const fields of foreign) {
      const { status, body } = await reporter.post(fields);
      expect([status, why(body as Receipt)]).toEqual([202, ['not_allowed']]);
    }
    const { body } = await reporter.send<{ results: { receipt: Receipt }[] }>('POST', '/updates:batch', {
      updates: foreign.map((fields) => anUpdate(fields)),
    });
    expect(body.results.map(({ receipt }) => why(receipt))).toEqual(foreign.map(() => ['not_allowed']));
    expect((await desk.snapshot()).position.seq).toBe(2);
  });

  test('B8: moves nothing from Kazan elsewhere, nor from elsewhere to Kazan', async () => {
    const reporter = await kazan();
    const { id } = await reporter.filed({ city: 'kazan' });
    for (const body of [
      { city: 'moscow' },
      { city: null },
      { figures: [arrests({ city: 'omsk' })] },
      { figures: [arrests({ scope: 'story' })] },
    ])
      expect(await outcome(reporter.revise(id, 1, body))).toEqual(NOT_ALLOWED);
    const editor = await kazan('editor');
    const other = await desk.filed({ city: 'moscow' });
    expect(await outcome(editor.revise(other.id, 1, { city: 'kazan' }))).toEqual(NOT_ALLOWED);
    expect(await outcome(reporter.revise(id, 1, { text: 'In Kazan.' }))).toBe(201);
  });

  test('B8: decides nothing about what is not of Kazan alone, whatever its role', async () => {
    const admin = await kazan('admin');
    const figures = [arrests({}), arrests({ scope: 'story' })];
    const [moscow, wide] = [await desk.filed(), await desk.filed({ city: 'kazan', figures })];
    const own = await desk.filed({ city: 'kazan', figures: [arrests({})] });
    const { title, timeZone, cities, sources } = (await desk.snapshot()).story;
    const lines = (city: string | null) => ({
      ...{ type: 'update', receivedAt: '2021-01-23T12:00:00Z' },
      record: {
        ...{ id: randomUUID(), story: desk.story, revision: 1, status: 'published', city, text: 'Words.' },
        ...{ occurredAt: '2021-01-23T11:00:00Z', figures: [] },
      },
    });
    for (const { id } of [moscow, wide]) {
      expect(await outcome(admin.put(`/pins/${id}`, {}))).toEqual(NOT_ALLOWED);
      expect(await outcome(admin.unpin(id))).toEqual(NOT_ALLOWED);
      expect(await outcome(admin.markKeyEvent(id, { keyEvent: true }))).toEqual(NOT_ALLOWED);
      expect(await outcome(admin.change(id, 'rulings', { figure: 0, state: 'held' }))).toEqual(NOT_ALLOWED);
      expect(await outcome(admin.change(id, 'retraction', { note: 'No.' }))).toEqual(NOT_ALLOWED);
      expect(await outcome(admin.change(id, 'erasure'))).toEqual(NOT_ALLOWED);
    }
    for (const city of ['moscow', null])
      expect(await outcome(admin.put('/preferences', { metric: 'arrests', city, order: [] }))).toEqual(
        NOT_ALLOWED,
      );
    expect(await outcome(admin.turn('closing'))).toEqual(NOT_ALLOWED);
    expect(await outcome(admin.put('/pins', { order: [] }))).toEqual(NOT_ALLOWED);
    const setup = { title: 'Mine', timeZone, cities, sources };
    expect(await outcome(admin.send('PUT', '', setup))).toEqual(NOT_ALLOWED);
    const { results } = (await admin.deliver(lines('moscow'), lines(null), lines('kazan'))).body;
    expect(results.map(({ problem }) => problem?.code)).toEqual(['not_allowed', 'not_allowed', undefined]);
    expect((await desk.snapshot()).story.title).toBe(title);
    expect(await outcome(admin.put(`/pins/${own.id}`, {}))).toBe(200);
    expect(await outcome(admin.change(own.id, 'rulings', { figure: 0, state: 'held' }))).toBe(201);
    expect(await outcome(admin.put('/preferences', { metric: 'arrests', city: 'kazan', order: [] }))).toBe(
      200,
    );
  });
});

describe('a reporter', () => {
  test('changes what the same name filed, and nothing of others', async () => {
    const name = `Reporter ${randomUUID()}`;
    const mine = desk.as(await dateline.token('reporter', { name }));
    const { id } = await mine.filed();
    const again = desk.as(await dateline.token('reporter', { name }));
    const other = desk.as(await dateline.token('reporter'));
    expect((await other.revise(id, 1, {})).status).toBe(403);
    expect((await other.change(id, 'retraction', { note: 'No.' })).status).toBe(403);
    expect((await again.revise(id, 1, {})).status).toBe(201);
    expect((await again.change(id, 'retraction', { note: 'No.' })).status).toBe(201);
  });

  test('with a token for one story touches no other', async () => {
    const narrow = await dateline.token('admin', { story: desk.story });
    const other = (await Desk.open(dateline)).as(narrow);
    await desk.as(narrow).filed();
    expect((await other.post()).status).toBe(403);
    expect((await other.turn('closing')).status).toBe(403);
    const body = { token: await dateline.token('reporter') };
    const revoking = await ask(`${dateline.url}/v1/revocations`, { method: 'POST', token: narrow, body });
    expect(revoking.status).toBe(403);
  });
});

describe('a token that does not hold', () => {
  const claims = { role: 'admin', sub: 'x', jti: randomUUID(), iss: 'dateline', aud: 'dateline-api' };
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const exp = Math.floor(Date.now() / 1000) + 600;
  const header = { alg: 'EdDSA', typ: 'dateline+jwt' };

  const signed = async (changes: object, head: object = {}, key?: CryptoKey | JWK) => {
    const jwt = new SignJWT({ ...claims, exp, ...changes }).setProtectedHeader({ ...header, ...head });
    return jwt.sign(key ?? (await signingKey(path.join(dateline.home, 'token-key.json'))));
  };
  const forged = async (head: object, sign: (text: string) => string) => {
    const text = `${part({ ...header, ...head })}.${part({ ...claims, exp })}`;
    return `${text}.${sign(text)}`;
  };
  const TOKENS: Record<string, () => Promise<string>> = {
    'of no algorithm': () => forged({ alg: 'none' }, () => ''),
    'of no algorithm in capitals': () => forged({ alg: 'NONE' }, () => 'x'),
    'signed with the public key as a secret': async () => {
      const { x = '' } = await signingKey(path.join(dateline.home, 'token-key.json'));
      const secret = Buffer.from(x, 'base64url');
      return forged({ alg: 'HS256' }, (text) =>
        createHmac('sha256', secret).update(text).digest('base64url'),
      );
    },
    'signed by somebody else': async () => signed({}, {}, (await generateKeyPair('EdDSA')).privateKey),
    'that brings its own key': async () => {
      const { publicKey: _, privateKey } = await generateKeyPair('EdDSA');
      return signed({}, { jku: 'https://evil.example/jwks', kid: 'mine' }, privateKey);
    },
    'for another audience': () => signed({ aud: 'another' }),
    'of another issuer': () => signed({ iss: 'another' }),
    'of another type': () => signed({}, { typ: 'JWT' }),
    'that expired': () => signed({ exp: exp - 1200 }),
    'that never expires': () => signed({ exp: undefined }),
    'of nobody': () => signed({ sub: undefined }),
    'without a number': () => signed({ jti: undefined }),
    'of an unknown role': () => signed({ role: 'owner' }),
    'of several roles': () => signed({ role: ['admin'] }),
    'with cities that are none': () => signed({ cities: 'kazan' }),
    'with a story that is none': () => signed({ story: { id: 'x' } }),
    'with memberships that are none': () => signed({ memberships: { story: 'x' } }),
    'with half a membership': () => signed({ memberships: [{ story: 'x' }] }),
    'with nothing for a membership': () => signed({ memberships: [null] }),
    'of a session of nobody': () => signed({ session: randomUUID() }),
    'of somebody who is not there': () => signed({ session: randomUUID(), person: randomUUID() }),
    'cut short': async () => (await signed({})).slice(0, -4),
    'that is garbage': async () => 'garbage',
    'of three empty parts': async () => '..',
    'of 8,000 letters': async () => 'x'.repeat(8_000),
  };

  test.each(Object.keys(TOKENS))('B4: %s is refused', async (name) => {
    const token = (await TOKENS[name]?.()) ?? '';
    const { status, body } = await desk.as(token).post();
    expect([status, body.code]).toEqual([401, 'not_signed_in']);
    expect(JSON.stringify(body)).not.toContain(token);
  });

  test('B3: is not accepted as anything but a bearer token in the header', async () => {
    const token = await dateline.token('admin');
    for (const authorization of [token, `Basic ${token}`, `Bearer ${token} x`, `Bearer`, '']) {
      const { status } = await ask(`${dateline.url}/v1/session`, { headers: { authorization } });
      expect([authorization.slice(0, 8), status]).toEqual([authorization.slice(0, 8), 401]);
    }
    expect((await ask(`${dateline.url}/v1/session?token=${token}&access_token=${token}`)).status).toBe(400);
  });

  test('because it was revoked is refused within a second, at every api', async () => {
    const token = await dateline.token('reporter', { name: 'Somebody' });
    const second = await dateline.start('api');
    const session = (url: string) => ask<Actor>(`${url}/v1/session`, { token });
    for (const { url } of [dateline, second]) expect((await session(url)).body.name).toBe('Somebody');
    const admin = await dateline.token('admin');
    const revoke = (body: object) =>
      ask<{ code?: string; fields?: { path: string }[] }>(`${dateline.url}/v1/revocations`, {
        method: 'POST',
        token: admin,
        body,
      });
    expect((await revoke({ token })).status).toBe(201);
    expect((await session(dateline.url)).status).toBe(401);
    await waitUntil(
      'the other api refuses it',
      async () => (await session(second.url)).status === 401,
      2_000, // a second, and what a busy machine takes
    );
    const wrong = await revoke({ token: 'garbage' });
    expect([wrong.status, wrong.body.code, wrong.body.fields?.[0]?.path]).toEqual([
      400,
      'malformed',
      'token',
    ]);
  });
});
