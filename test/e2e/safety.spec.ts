import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import type { Invitation } from '#contract/people';
import { allOfRedis } from '../support/all-redis.js';
import { Desk } from '../support/at-the-desk.js';
import { type Dateline, startDateline } from '../support/dateline.js';
import { dump } from '../support/logical-copy.js';
import { anUpdate, ask } from '../support/newsroom-people.js';
import { OwnRedis } from '../support/own-redis.js';
import { cookieIn, FrontDesk, PASSWORD } from '../support/signed-in.js';
import { waitUntil } from '../support/wait-until.js';

/** Of a reporter, of a reader, and of one who guesses: each comes from somewhere, with something. */
const REPORTER = {
  'x-forwarded-for': '203.0.113.77',
  'user-agent': 'Pocket-Phone/7.1',
  referer: 'https://where.example/',
};
const READER = { 'x-forwarded-for': '2001:db8:77:1::5', 'user-agent': 'Reading-Glass/3.3' };
const GUESSER = { 'x-forwarded-for': '198.51.100.44', 'user-agent': 'Crow-Bar/0.9' };
const PHONE = '+7 912 345-67-89';
const ERASED = 'Persimmon Ivanovna, aged fifteen';
const DISCARDED = 'What was thought better of: a gooseberry';
const DRAFTED = 'What nobody has seen yet of a rhubarb';
const RETRIED = 'Halfway through a sentence about a quince';

let redis: OwnRedis;
let dateline: Dateline;
let front: FrontDesk;
let desk: Desk;
const sockets: Socket[] = [];
/** Everything that was given to somebody and must be with them alone. */
const secrets: string[] = [PASSWORD, 'a wrong guess', 'another good password'];
beforeAll(async () => {
  redis = await OwnRedis.start();
  const env = {
    TRUSTED_PROXIES: 'loopback',
    REDIS_URL: redis.url,
    LIMIT_READS: '5/20',
    LIMIT_WRITES: '20/60',
  };
  dateline = await startDateline({ env });
  front = new FrontDesk(dateline);
  desk = await Desk.open(dateline);
}, 60_000);
afterAll(async () => {
  for (const socket of sockets) socket.disconnect();
  await dateline.stop();
  await redis.dispose();
});

/** A phone that files, corrects, is wrong, is limited, is told of by sockets. Resolves to Redis while it was limited. */
async function aReporterWorks(): Promise<string> {
  const { body } = await front.send<Invitation>('POST', '/v1/people', {
    ...{ name: 'Vera', role: 'reporter', signsInAs: `vera ${PHONE}` },
  });
  secrets.push(body.secret);
  await ask(`${front.url}/v1/invitations/acceptance`, {
    ...{ method: 'POST', headers: REPORTER, body: { secret: body.secret, name: 'Vera', password: PASSWORD } },
  });
  const answer = await front.signIn('Vera', PASSWORD, REPORTER);
  const { accessToken: token } = answer.body;
  const renewed = await front.refresh(cookieIn(answer), REPORTER);
  secrets.push(
    token,
    renewed.body.accessToken,
    ...[answer, renewed].map((each) => cookieIn(each).split('=')[1] ?? ''),
  );
  const send = (method: string, path: string, body?: unknown) =>
    ask<{ id: string }>(`${desk.address}${path}`, { method, token, body, headers: REPORTER });
  const { body: filed } = await send('POST', '/updates', anUpdate({ text: `${ERASED}. Call ${PHONE}.` }));
  await send('POST', `/updates/${filed.id}/revisions`, {
    text: `${ERASED} again`,
    figures: [],
    pinned: RETRIED,
  });
  await send('POST', '/updates', `{"text":"${RETRIED}`);
  await send('POST', '/updates', { ...anUpdate(), figures: [{ metric: RETRIED }] });
  const draft = { content: { ...anUpdate({ text: DRAFTED }), id: undefined } };
  const saved = await send('PUT', `/filings/${randomUUID()}`, draft);
  expect(saved.status).toBe(200);
  const thrown = await send('PUT', `/filings/${randomUUID()}`, { content: { text: DISCARDED } });
  const gone = await ask(`${desk.address}/filings/${thrown.body.id}`, {
    ...{ method: 'DELETE', token, headers: { ...REPORTER, 'if-match': '"1"' } },
  });
  expect(gone.status).toBe(200);
  await Promise.all(Array.from({ length: 80 }, () => send('POST', '/updates', { text: RETRIED })));
  const whileLimited = await allOfRedis(dateline.redisUrl); // such a count is kept for seconds
  await ask(`${desk.address}/search?q=${encodeURIComponent(`${ERASED} ${PHONE}`)}`, {
    token,
    headers: REPORTER,
  });
  const socket = await aSocket('/desk', { auth: { token }, extraHeaders: REPORTER });
  await socket.emitWithAck('follow', { story: desk.story });
  await socket.emitWithAck('post', { story: desk.story, update: { text: RETRIED } });
  await ask(`${front.url}/v1/session?token=${token}`, { headers: REPORTER });
  await ask(`${front.url}/v1/session/password`, {
    ...{
      method: 'PUT',
      token,
      headers: REPORTER,
      body: { current: PASSWORD, password: 'another good password' },
    },
  });
  const admin = desk.as(await dateline.token('admin'));
  expect((await admin.change(filed.id, 'erasure')).status).toBe(201);
  await admin.send('POST', '/notes', { id: randomUUID(), to: 'Vera', text: 'Count Kazan?' });
  return whileLimited;
}

/** Pages, streams, sockets, ranges: more than one network may, and addresses with everything in them. */
async function aReaderReads(): Promise<void> {
  const get = (path: string) => fetch(front.url + path, { headers: READER }).then((answer) => answer.text());
  await get(`/stories/${desk.story}?phone=${encodeURIComponent(PHONE)}`);
  await Promise.all(Array.from({ length: 40 }, () => get(`/v1/stories/${desk.story}/events?after=0`)));
  for (const path of [
    '/',
    '/v1/stories',
    `/v1/stories/${desk.story}/totals`,
    `/stories/none`,
    '/%00',
    '/v1/oidc/start',
  ])
    await get(path);
  const abort = new AbortController();
  const stream = await fetch(`${desk.address}/stream`, { headers: READER, signal: abort.signal });
  await stream.body?.getReader().read();
  abort.abort();
  for (const transports of [['websocket'], ['polling']]) {
    const socket = await aSocket('/live', { transports, extraHeaders: READER });
    await socket.emitWithAck('follow', { story: desk.story });
  }
}

/** Wrong passwords until nobody listens, a phone number for a name, a password for a name. */
async function somebodyGuesses(): Promise<void> {
  for (let i = 0; i < 12; i += 1) await front.signIn('Vera', 'a wrong guess', GUESSER);
  for (let i = 0; i < 12; i += 1) await front.signIn(PHONE, 'a wrong guess', GUESSER);
  for (let i = 0; i < 12; i += 1) await front.signIn('another good password', 'Vera', GUESSER);
}

async function aSocket(namespace: string, options: Parameters<typeof io>[1]): Promise<Socket> {
  const socket = io(front.url + namespace, { forceNew: true, ...options });
  sockets.push(socket);
  await waitUntil('it is there', () => socket.connected);
  return socket;
}

async function whatIsKept(): Promise<Record<string, string>> {
  const addresses = [
    '/metrics',
    '/readyz',
    '/v1/audit?limit=500',
    '/v1/audit/export',
    '/v1/people',
    '/v1/api-keys',
  ];
  const token = await dateline.token('admin');
  const read = async (path: string) =>
    (await fetch(front.url + path, { headers: { authorization: `Bearer ${token}` } })).text();
  const { filings = '', ...tables } = Object.fromEntries(await dump(dateline.databaseUrl));
  return {
    output: dateline.output(),
    postgres: JSON.stringify(tables),
    filings,
    redis: await allOfRedis(dateline.redisUrl),
    ...Object.fromEntries(
      await Promise.all(addresses.map(async (path) => [path, await read(path)] as const)),
    ),
  };
}

test('B21: after a day’s work nothing that was printed, stored, counted or put on record leads to anybody', async () => {
  const whileLimited = await aReporterWorks();
  await somebodyGuesses();
  await aReaderReads();
  await waitUntil('the lockout to be on record', async () =>
    /sign_in.locked/.test((await whatIsKept()).postgres ?? ''),
  );
  const kept = await whatIsKept();
  // what is looked for was there to be found
  expect(kept['postgres']).toContain('Vera');
  expect(kept['redis']).toContain('dl:guesses:');
  expect(whileLimited).toContain('dl:writes:');
  const places = [
    '203.0.113',
    '2001:db8',
    '198.51.100',
    'Pocket-Phone',
    'Reading-Glass',
    'Crow-Bar',
    'where.example',
  ];
  expect(places.filter((each) => whileLimited.includes(each))).toEqual([]);
  // a session's id, which a refresh token begins with, is no secret
  const parts = secrets.flatMap((secret) => secret.split('.').filter((part) => part.length > 36));
  const words = [PHONE, encodeURIComponent(PHONE), '345-67-89', ERASED, 'Persimmon', 'persimmon', RETRIED];
  expect(kept['filings']).toContain(DRAFTED);
  const never = [DISCARDED, ...places, ...words, ...secrets, ...parts].filter((each) => each.length > 6);
  const found = Object.entries(kept).flatMap(([place, text]) =>
    [...never, ...(place === 'filings' ? [] : [DRAFTED])]
      .filter((each) => text.includes(each))
      .map((each) => `${place}: ${each}`),
  );
  expect(found).toEqual([]);
});
