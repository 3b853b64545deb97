import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { createClient, type RedisClientType } from 'redis';
import type { Role } from '#domain/story/command';
import { migrate } from '#journal/migrate';
import { LiveConnection } from '#live/live-connection';
import { ReaderCounts } from '#live/reader-counts';
import { signingKey, signToken } from '#journal/token-key';
import { type Dateline, startDateline } from '../support/dateline.js';
import { eventually } from '../support/eventually.js';
import { anUpdate, aStory, ask } from '../support/newsroom-people.js';
import { FrontDesk } from '../support/signed-in.js';

const DOCKER = path.resolve(import.meta.dirname, '../../docker');
const DATABASE = `deployment_${process.pid}`;
let secrets: string;
let dateline: Dateline;
let databaseUrl: URL;
let redisUrl: URL;
let admin: RedisClientType;

async function keysOf(pattern: string): Promise<number> {
  return ((await admin.sendCommand(['KEYS', pattern])) as unknown as string[]).length;
}
const secret = async (name: string) => (await readFile(path.join(secrets, name), 'utf8')).trim();

/** Postgres as docker/postgres-roles.sql leaves it; who connects is `user`. */
async function asRole(user: string): Promise<URL> {
  const url = new URL(process.env['TEST_PG_URL'] ?? '');
  url.pathname = `/${DATABASE}`;
  url.username = `dateline_${user}`;
  url.password = await secret(`${user}_password`);
  return url;
}

async function makeRoles(): Promise<void> {
  const url = new URL(process.env['TEST_PG_URL'] ?? '');
  const server = new pg.Client(url.href);
  await server.connect();
  await server.query(`create database ${DATABASE}`);
  await server.end();
  url.pathname = `/${DATABASE}`;
  const database = new pg.Client(url.href);
  await database.connect();
  const sql = await readFile(path.join(DOCKER, 'postgres-roles.sql'), 'utf8');
  const passwords = { app: await secret('app_password'), migrate: await secret('migrate_password') };
  await database.query(
    sql
      .replace(`:'app_password'`, `'${passwords.app}'`)
      .replace(`:'migrate_password'`, `'${passwords.migrate}'`),
  );
  await database.end();
}

async function makeRedisUser(): Promise<void> {
  admin = createClient({ url: process.env['REDIS_URL'] });
  await admin.connect();
  const lines = (await secret('redis_users')).split('\n');
  const rules = lines.find((line) => line.startsWith('user dateline '))?.split(' ') ?? [];
  await admin.sendCommand(['ACL', 'SETUSER', ...rules.slice(1)]);
  redisUrl = new URL(process.env['REDIS_URL'] ?? '');
  redisUrl.username = 'dateline';
  redisUrl.password = await secret('redis_password');
}

beforeAll(async () => {
  secrets = path.join(await mkdtemp(path.join(os.tmpdir(), 'dateline-secrets-')), 'secrets');
  const made = spawnSync(process.execPath, [path.join(DOCKER, 'make-secrets.mjs'), secrets], {
    encoding: 'utf8',
  });
  expect(made.stderr).toBe('');
  await makeRoles();
  await makeRedisUser();
  await migrate((await asRole('migrate')).href);
  databaseUrl = await asRole('app');
  const env = { DATABASE_URL: databaseUrl.href, REDIS_URL: redisUrl.href, DATELINE_MIGRATE: 'off' };
  const key = path.join(secrets, 'token_key');
  const started = await startDateline({ app: 'api', env: { ...env, DATELINE_KEY: key } });
  const token = async (role: Role) =>
    signToken(await signingKey(key), { name: role, role, story: null, cities: null }, '1h');
  dateline = { ...started, token };
  await dateline.start('relay');
}, 60_000);
afterAll(async () => {
  await dateline?.stop();
  await admin?.sendCommand(['ACL', 'DELUSER', 'dateline']);
  admin?.destroy();
  await rm(path.dirname(secrets), { recursive: true, force: true });
});

describe('with the users of the shipped deployment', () => {
  test('an update is recorded, and carried to Redis', async () => {
    const story = await aStory(dateline);
    const { status } = await ask(`${story.address}/updates`, {
      ...{ method: 'POST', body: anUpdate(), token: await dateline.token('reporter') },
    });
    expect(status).toBe(201);
    await eventually(
      'Redis has it',
      async () => (await admin.hGet(`dl:{${story.id}}:meta`, 'top')) === '2',
      10_000,
    );
  }, 20_000);

  test('readers are counted', async () => {
    const live = LiveConnection.open(redisUrl.href);
    await live.whenAvailable();
    const counts = new ReaderCounts(live);
    await counts.tell('a-story', 'one', 5);
    expect(await counts.tell('a-story', 'two', 7)).toBe(12);
    expect(await counts.tell('a-story', 'one', 0)).toBe(7);
    live.close();
  });

  test('somebody is invited, signs in, refreshes and signs out, and guesses are counted in Redis', async () => {
    const desk = new FrontDesk(dateline);
    const person = await desk.person('Vera');
    const before = await keysOf('dl:guesses:*'); // of other tests
    expect((await desk.signIn('Vera', 'wrong')).status).toBe(401);
    await eventually('they are counted', async () => (await keysOf('dl:guesses:*')) >= before + 3);
    const { cookie, token } = await desk.signedIn('Vera');
    expect((await desk.refresh(cookie)).status).toBe(200);
    expect((await desk.change(person.id, { role: 'editor' })).status).toBe(200);
    expect((await desk.signOut({ authorization: `Bearer ${token}` })).status).toBe(401);
    const key = (await desk.makeKey({ name: 'Wire', role: 'reporter' })).body;
    expect(await desk.isIn(key.key)).toBe(true);
    expect((await desk.send('DELETE', `/v1/api-keys/${key.id}`)).status).toBe(200);
  });

  test('B26: nobody who runs can drop, alter or delete what is recorded', async () => {
    for (const sql of [
      'drop table events',
      'delete from events',
      'truncate events',
      'alter table events add x int',
      'update desk_log set actor = null',
      'delete from desk_log',
      'drop trigger desk_log_stays on desk_log',
      `update events set actor = 'nobody'`,
      'drop trigger events_stay on events',
      'create or replace function desk_log_stays() returns trigger language sql as $$select null$$',
    ])
      await expect(dateline.sql(sql)).rejects.toThrow(/permission denied|must be owner|only added to/);
    await expect(dateline.sql('create table x (y int)')).rejects.toThrow('permission denied');
  });

  test('B26: nobody who runs can flush, configure or stop Redis, or read other keys', async () => {
    const client = createClient({ url: redisUrl.href, socket: { reconnectStrategy: false } });
    client.on('error', () => undefined);
    await client.connect();
    const refused = [
      ['FLUSHALL'],
      ['FLUSHDB'],
      ['CONFIG', 'GET', '*'],
      ['SHUTDOWN'],
      ['KEYS', '*'],
      ['GET', 'other'],
    ];
    const answers: string[] = [];
    const script = (call: string) => ['EVAL', `return redis.call(${call})`, '0'];
    const scripts = [script(`'FLUSHALL'`), script(`'GET', 'other'`)];
    for (const command of [...refused, ['FUNCTION', 'FLUSH'], ['ACL', 'LIST'], ...scripts])
      answers.push(await client.sendCommand(command).then(String, (error: Error) => error.message));
    client.destroy();
    for (const answer of answers) expect(answer).toMatch(/^NOPERM|^ERR .* can't (run|access)/);
  });
});
