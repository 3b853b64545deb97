import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { type Dateline, datelineOf, newDatabase, type RunningApp, startApp, toldOf } from './dateline.js';
import { isAlive } from './is-alive.js';
import { waitUntil } from './wait-until.js';

const ROOT = path.resolve(import.meta.dirname, '../..');
const START_MS = 30_000;
/** One for each worker; those below are emptied before each file. */
const REDIS_DATABASES = { first: 8, count: 8 };

type Standing = Pick<Dateline, 'url' | 'pid' | 'databaseUrl' | 'redisUrl' | 'home'>;

/**
 * The newsroom of this Jest worker, with no settings of its own: for tests that need nothing but stories and tokens of
 * theirs. The first file that asks starts it, and it ends with the worker; to stop it ends only what a file started beside
 * it. What others did is there too: no names of people, no counts of all rows, no Redis that is empty.
 */
export async function standingNewsroom(): Promise<Dateline> {
  const folder = path.join(process.env['TEST_NEWSROOMS'] ?? '', process.env['JEST_WORKER_ID'] ?? '1');
  const card = path.join(folder, 'standing.json');
  const known = existsSync(card) ? (JSON.parse(readFileSync(card, 'utf8')) as Standing) : undefined;
  const standing = known && isAlive(known.pid) ? known : await startIn(folder);
  writeFileSync(card, JSON.stringify(standing));
  const isNotOurs = () => Promise.reject(new Error('Others need this newsroom.'));
  const first: RunningApp = {
    ...{ url: standing.url, pid: standing.pid, kill: isNotOurs, stop: () => Promise.resolve() },
    output: () => readFileSync(outputIn(folder), 'utf8'),
  };
  return datelineOf(first, standing, (app, env) => startApp(app, { ...toldOf(standing), ...env }));
}

async function startIn(folder: string): Promise<Standing> {
  await mkdir(folder, { recursive: true });
  const redis = new URL(process.env['TEST_REDIS_URL'] ?? '');
  const worker = Number(process.env['JEST_WORKER_ID'] ?? 1);
  redis.pathname = `/${REDIS_DATABASES.first + ((worker - 1) % REDIS_DATABASES.count)}`;
  const place = { databaseUrl: await newDatabase(), redisUrl: redis.href, home: folder };
  const output = openSync(outputIn(folder), 'w');
  const command = ['setpriv', '--pdeathsig', 'TERM', process.execPath, 'dist/apps/newsroom/src/main.js'];
  const [program = '', ...args] = command;
  const child = spawn(program, args, {
    cwd: ROOT,
    env: { ...process.env, PORT: '0', NODE_OPTIONS: '', ...toldOf(place) },
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  child.unref(); // the worker does not wait for it
  const url = await waitUntil(
    'it is ready',
    () => {
      const said = readFileSync(outputIn(folder), 'utf8');
      if (child.exitCode !== null) throw new Error(`It did not start:\n${said}`);
      return / is ready at (\S+)/.exec(said)?.[1];
    },
    START_MS,
  );
  return { url, pid: child.pid ?? 0, ...place };
}

const outputIn = (folder: string): string => path.join(folder, 'output');
