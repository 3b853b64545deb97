import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { fastify, type FastifyInstance } from 'fastify';
import { RawHttp } from '../support/raw-http.js';
import { waitUntil } from '../support/wait-until.js';
import { signInByTurns } from '../../apps/api/src/session/sign-in-turns.js';

const BODY = '{"name":"Vera","password":"wrong"}';
const HEAD = [
  ...['POST /v1/sign-in HTTP/1.1', 'host: desk', 'content-type: application/json'],
  `content-length: ${BODY.length}`,
];

let server: FastifyInstance;
let url: string;
let seen: { came: number; now: number; most: number };
let whenAllowed: () => Promise<unknown>;
const lines: RawHttp[] = [];
beforeEach(async () => {
  seen = { came: 0, now: 0, most: 0 };
  whenAllowed = () => new Promise(setImmediate);
  server = fastify({ forceCloseConnections: true });
  signInByTurns(server);
  server.post('/v1/sign-in', async () => {
    seen = { came: seen.came + 1, now: seen.now + 1, most: Math.max(seen.most, seen.now + 1) };
    await whenAllowed();
    seen.now -= 1;
    return { isIn: true };
  });
  server.get('/stream', (_, reply) => {
    reply.hijack();
    reply.raw.write('hello');
  });
  url = await server.listen({ port: 0, host: '127.0.0.1' });
});
afterEach(async () => {
  for (const line of lines.splice(0)) line.close();
  await server.close();
});

const signIn = (path = '/v1/sign-in') =>
  fetch(url + path, { method: 'POST', body: BODY, headers: { 'content-type': 'application/json' } });
const aLine = () => {
  const line = RawHttp.open(url);
  lines.push(line);
  return line;
};

test('of many who sign in at once eight are looked at at a time, whatever else is in the address', async () => {
  let allow = (): void => undefined;
  const allowed = new Promise<void>((go) => {
    allow = go;
  });
  whenAllowed = () => allowed;
  const asked = Array.from({ length: 60 }, (_, i) => signIn(i % 2 ? '/v1/sign-in?again' : '/v1/sign-in'));
  await waitUntil('eight are looked at', () => seen.now === 8);
  allow();
  const answers = await Promise.all(asked);
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  expect([seen.came, seen.most, seen.now]).toEqual([60, 8, 0]);
});

test('those who announce a body and send none keep nobody from signing in', async () => {
  const idle = Array.from({ length: 20 }, aLine);
  for (const line of idle) line.say(...HEAD, 'expect: 100-continue', '');
  await waitUntil('all are heard', () => idle.every((line) => line.count('100 Continue') === 1));
  expect((await signIn()).status).toBe(200);
  expect(seen.came).toBe(1);
});

test('those who ask and take no answer keep nobody from signing in', async () => {
  const line = aLine();
  line.say('GET /stream HTTP/1.1', 'host: desk', '');
  for (let i = 0; i < 20; i++) {
    line.say(...HEAD, '');
    line.socket.write(BODY);
  }
  await waitUntil('they are looked at', () => seen.came >= 8 && seen.now === 0);
  expect((await signIn()).status).toBe(200);
});

test('who leaves before the answer leaves the place to others', async () => {
  whenAllowed = () => new Promise(() => undefined);
  const gone = Array.from({ length: 8 }, aLine);
  for (const line of gone) {
    line.say(...HEAD, '');
    line.socket.write(BODY);
  }
  await waitUntil('all are looked at', () => seen.now === 8);
  whenAllowed = async () => undefined;
  for (const line of gone) line.close();
  expect((await signIn()).status).toBe(200);
});
