import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { Role } from '#domain/story/command';
import { signingKey, signToken } from '#journal/token-key';

const ROOT = path.resolve(import.meta.dirname, '../..');
const START_MS = 30_000;

export type AppName = 'newsroom' | 'api' | 'relay' | 'gateway';

/** One running process of Dateline. */
export interface RunningApp {
  readonly url: string;
  readonly pid: number;
  /** Everything it printed. */
  output(): string;
  /** Ends it as an operator would. */
  stop(): Promise<void>;
  /** Ends it as a crash would. */
  kill(): Promise<void>;
}

/** The parts a test starts, all on the same database and Redis. */
export interface Dateline extends RunningApp {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly home: string;
  token(
    role: Role,
    narrow?: { name?: string; story?: string; cities?: string[]; expires?: string },
  ): Promise<string>;
  /** Starts another process of the same Dateline. */
  start(app: AppName, env?: Record<string, string>): Promise<RunningApp>;
  sql<T>(text: string, values?: unknown[]): Promise<T[]>;
}

/** A Dateline of its own: a new database on the test Postgres, its own home, the apps that are named. */
export async function startDateline({
  app = 'newsroom' as AppName,
  env = {} as Record<string, string>,
  /** The limit of open files, if not this process's own. */
  openFiles = undefined as number | undefined,
} = {}): Promise<Dateline> {
  const home = await mkdtemp(path.join(os.tmpdir(), 'dateline-test-'));
  const databaseUrl = env['DATABASE_URL'] ?? (await newDatabase());
  const redisUrl = env['REDIS_URL'] ?? process.env['REDIS_URL'] ?? '';
  const place = { databaseUrl, redisUrl, home };
  const dateline = datelineOf(
    await startApp(app, { ...toldOf(place), ...env }, openFiles),
    place,
    (name, more) => startApp(name, { ...toldOf(place), ...env, ...more }, openFiles),
  );
  const stop = async () => {
    await dateline.stop();
    await rm(home, { recursive: true, force: true });
  };
  return { ...dateline, stop };
}

type Place = Pick<Dateline, 'databaseUrl' | 'redisUrl' | 'home'>;

/** What each process of the newsroom at a place is told. */
export const toldOf = ({ databaseUrl, redisUrl, home }: Place) => ({
  DATABASE_URL: databaseUrl,
  REDIS_URL: redisUrl,
  DATELINE_HOME: home,
  DATELINE_KEY: path.join(home, 'token-key.json'),
  DATELINE_MIGRATE: 'on',
  DATELINE_DEMO: 'off',
});

/** A newsroom whose first process runs; to stop it ends that and all that were started beside it. */
export function datelineOf(first: RunningApp, place: Place, launch: Dateline['start']): Dateline {
  const started = [first];
  const database = new pg.Pool({ connectionString: place.databaseUrl, max: 2 });
  database.on('error', () => undefined);
  return {
    ...first,
    ...place,
    start: async (name, more = {}) => {
      const running = await launch(name, more);
      started.push(running);
      return running;
    },
    token: async (role, { name = `${role} ${randomUUID()}`, story, cities, expires = '1h' } = {}) =>
      signToken(
        await signingKey(toldOf(place).DATELINE_KEY),
        { name, role, story: story ?? null, cities: cities ?? null },
        expires,
      ),
    sql: async <T>(text: string, values: unknown[] = []) => (await database.query(text, values)).rows as T[],
    stop: async () => {
      await database.end();
      await Promise.all(started.map((running) => running.stop()));
    },
  };
}

/** The address of an empty database on the test Postgres. */
export async function newDatabase(): Promise<string> {
  const url = new URL(process.env['TEST_PG_URL'] ?? '');
  const name = `dateline_${randomUUID().replaceAll('-', '')}`;
  const client = new pg.Client(url.href);
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  url.pathname = `/${name}`;
  return url.href;
}

export async function startApp(
  name: AppName,
  env: Record<string, string>,
  openFiles?: number,
): Promise<RunningApp> {
  const command = [process.execPath, `dist/apps/${name}/src/main.js`];
  const limited = openFiles ? ['sh', '-c', `ulimit -n ${openFiles}; exec "$0" "$1"`, ...command] : command;
  const [program = '', ...args] = limited;
  const child = spawn(program, args, {
    cwd: ROOT,
    env: { ...process.env, PORT: '0', NODE_OPTIONS: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  const heard = (chunk: Buffer): void => {
    output += chunk.toString();
  };
  child.stdout?.on('data', heard);
  child.stderr?.on('data', heard);
  const url = await readiness(child, () => output);
  return {
    url,
    pid: child.pid ?? 0,
    output: () => output,
    stop: () => ended(child, 'SIGTERM'),
    kill: () => ended(child, 'SIGKILL'),
  };
}

async function readiness(child: ChildProcess, output: () => string): Promise<string> {
  for (const end = Date.now() + START_MS; ; ) {
    const ready = / is ready at (\S+)/.exec(output());
    if (ready?.[1]) return ready[1];
    if (child.exitCode !== null || Date.now() > end) throw new Error(`It did not start:\n${output()}`);
    await new Promise((later) => setTimeout(later, 20));
  }
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = new Promise((done) => child.once('exit', done));
  child.kill(signal);
  await exit;
}

/** The lines of 23 January 2021. */
export async function realDay(): Promise<Record<string, unknown>[]> {
  const text = await readFile(path.join(ROOT, 'examples/2021-01-23.ndjson'), 'utf8');
  return text.split('\n').flatMap((line) => (line ? [JSON.parse(line)] : []));
}
