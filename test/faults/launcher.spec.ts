import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { createClient } from 'redis';
import { eventually } from '../support/eventually.js';
import { freePort } from '../support/free-port.js';
import { allGone, Launched } from '../support/launched.js';

const PATIENCE_MS = 60_000;
let folder: string;
let home: string;
let port: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'dateline-launcher-'));
  home = path.join(folder, 'a home');
  port = String(await freePort());
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const launch = (env: Record<string, string> = {}, command?: string) =>
  Launched.start({ DATELINE_HOME: home, PORT: port, ...env }, command);

/** What a start that can't be says; it ends with 1. */
async function refusal(env: Record<string, string>): Promise<string> {
  const refused = launch(env, 'node scripts/start.mjs');
  expect(await refused.ended()).toBe(1);
  expect(refused.output()).not.toMatch(/\n\s+at /);
  return refused.output().trim();
}

/** Each start is on the home the one before left: it holds nothing. */
describe('a newsroom of which one part is killed', () => {
  test.each([
    ['npm', ''],
    ['the launcher', 'scripts/start.mjs'],
    ['the newsroom', 'newsroom/src/main.js'],
  ])(
    'leaves nothing running or locked when that is %s',
    async (_, part) => {
      const running = launch();
      await running.ready();
      const all = await running.descendants();
      const commands = all.map(({ command }) => command).join('\n');
      for (const service of ['postgres -D', 'redis-server']) expect(commands).toContain(service);
      const victim = part
        ? await running.descendant(`node ${part}`).catch(() => running.descendant(part))
        : undefined;
      process.kill(victim?.pid ?? running.child.pid ?? 0, 'SIGKILL');
      await allGone(all);
    },
    PATIENCE_MS,
  );

  test(
    'starts again, and goes on through the death of Postgres and of Redis',
    async () => {
      const running = launch();
      const url = await running.ready();
      const newsroom = await running.descendant('newsroom/src/main.js');
      for (const [name, part] of [
        ['Postgres', 'postgres -D'],
        ['Redis', 'redis-server'],
      ] as const) {
        process.kill((await running.descendant(part)).pid, 'SIGKILL');
        await eventually(`${name} runs again`, () => running.output().includes(`${name} runs again`), 20_000);
        await eventually('the newsroom finds it', () => allUp(url), 20_000);
      }
      expect((await running.descendant('newsroom/src/main.js')).pid).toBe(newsroom.pid);
      const all = await running.descendants();
      await running.stop();
      await allGone(all);
    },
    PATIENCE_MS,
  );
});

async function allUp(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/readyz`);
  const { postgres, redis } = (await answer.json()) as { postgres: string; redis: string };
  return postgres === 'up' && redis === 'up';
}

describe('while a newsroom runs', () => {
  let running: Launched;
  beforeAll(async () => {
    running = launch();
    await running.ready();
  }, PATIENCE_MS);
  afterAll(() => running.stop().then(() => undefined), PATIENCE_MS);

  test('its passwords are in files of its owner only, and nothing gets in without them', async () => {
    for (const file of ['run.json', 'secrets.json', 'token-key.json'])
      expect((await stat(path.join(home, file))).mode & 0o777).toBe(0o600);
    const run = JSON.parse(await readFile(path.join(home, 'run.json'), 'utf8')) as Record<string, string>;
    const database = new URL(run['databaseUrl'] ?? '');
    const redis = new URL(run['redisUrl'] ?? '');
    for (const url of [database, redis]) {
      expect(url.password).toMatch(/.{32}/);
      expect(running.output()).not.toContain(url.password);
      const visible = (await running.descendants()).map(({ command }) => command).join('\n');
      expect(visible).not.toContain(url.password);
      url.password = 'guessed';
    }
    await expect(new pg.Client(database.href).connect()).rejects.toThrow('password authentication failed');
    redis.username = '';
    redis.password = '';
    const client = createClient({ url: redis.href, socket: { reconnectStrategy: false } });
    client.on('error', () => undefined);
    await expect(client.connect()).rejects.toThrow('NOAUTH');
  });

  test('a second one on the same home says so', async () => {
    expect(await refusal({ PORT: '0' })).toMatch(
      /^Another Dateline \(process \d+\) is running on .*a home\. Stop it/,
    );
  }, 20_000);

  test('a second one on the same port says so', async () => {
    expect(await refusal({ DATELINE_HOME: path.join(folder, 'other') })).toBe(
      `Port ${port} is taken by another Dateline. Stop it, or set PORT to another number.`,
    );
  });
});

describe('a newsroom that can’t start says why in a sentence', () => {
  test('when another program has the port', async () => {
    const other = net.createServer((socket) => socket.end('hello\n'));
    await new Promise<void>((listening) => other.listen(0, '127.0.0.1', listening));
    const { port: taken } = other.address() as net.AddressInfo;
    const said = await refusal({ PORT: String(taken) });
    other.close();
    expect(said).toBe(`Port ${taken} is taken by another program. Stop it, or set PORT to another number.`);
  });

  test('when the port is no port', async () => {
    expect(await refusal({ PORT: 'eighty' })).toMatch(/^PORT must be a number/);
  });

  test('when its home can’t be written', async () => {
    const file = path.join(folder, 'a file');
    await writeFile(file, '');
    expect(await refusal({ DATELINE_HOME: path.join(file, 'home') })).toMatch(
      /^Dateline can't keep its data in/,
    );
  });

  test('when Redis is too old', async () => {
    const bin = path.join(folder, 'bin');
    await mkdir(bin);
    await writeFile(path.join(bin, 'redis-server'), '#!/bin/sh\necho Redis server v=6.2.7 sha=0\n');
    await chmod(path.join(bin, 'redis-server'), 0o755);
    const said = await refusal({ PATH: `${bin}:${process.env['PATH']}` });
    expect(said).toMatch(/^Dateline needs Redis 7 or newer; .* says "Redis server v=6\.2\.7 sha=0"\./);
  }, 20_000);

  test('when the Postgres it was given does not answer, and without its password', async () => {
    const said = await refusal({ DATABASE_URL: 'postgres://someone:hunter2@127.0.0.1:1/x' });
    expect(said).toMatch(/^The Postgres that DATABASE_URL names can't be used: connect ECONNREFUSED/);
    expect(said).not.toContain('hunter2');
  });
});
