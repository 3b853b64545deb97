import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { DataSource } from 'typeorm';
import { journalDataSource } from '#journal/data-source';
import { JournalReader } from '#journal/read/journal-reader';
import { type AppName, type Dateline, type RunningApp, startDateline } from './dateline.js';
import { freePort } from './free-port.js';
import { OwnPostgres } from './own-postgres.js';
import { OwnRedis } from './own-redis.js';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** One process of a newsroom at one address, whoever runs there at the moment. */
export class Part {
  constructor(
    readonly url: string,
    private running: RunningApp,
    private readonly launch: () => Promise<RunningApp>,
  ) {}

  get pid(): number {
    return this.running.pid;
  }

  output(): string {
    return this.running.output();
  }

  /** Whether the process that was started last has not ended by itself. */
  isAlive(): boolean {
    try {
      process.kill(this.pid, 0);
      return true;
    } catch {
      return false;
    }
  }

  /** Bytes in memory now. */
  memory(): number {
    const status = readFileSync(`/proc/${this.pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
  }

  kill(): Promise<void> {
    return this.running.kill();
  }

  /** Starts it again at the same address. */
  async start(): Promise<void> {
    this.running = await this.launch();
  }

  async killAndStart(): Promise<void> {
    await this.kill();
    await this.start();
  }
}

/** An api, relays and gateways as processes of their own, on a Postgres and a Redis that nobody else uses. */
export class NewsroomInParts {
  readonly database: DataSource;
  readonly journal: JournalReader;

  private constructor(
    readonly postgres: OwnPostgres,
    readonly redis: OwnRedis,
    readonly dateline: Dateline,
    readonly api: Part,
    readonly relays: readonly Part[],
    readonly gateways: readonly Part[],
  ) {
    this.database = journalDataSource(postgres.url, { poolSize: 2 });
    this.journal = new JournalReader(this.database);
  }

  static async start({ relays = 1, gateways = 1 } = {}): Promise<NewsroomInParts> {
    const [postgres, redis] = await Promise.all([OwnPostgres.start(), OwnRedis.start()]);
    const port = `${await freePort()}`;
    const url = `http://127.0.0.1:${port}`;
    const env = { DATABASE_URL: postgres.url, REDIS_URL: redis.url, API_URL: url };
    const dateline = await startDateline({ app: 'api', env: { ...env, PORT: port } });
    const api = new Part(url, dateline, () => dateline.start('api', { PORT: port }));
    const several = (app: AppName, count: number) =>
      Promise.all(Array.from({ length: count }, () => startPart(dateline, app)));
    const [running, follow] = await Promise.all([several('relay', relays), several('gateway', gateways)]);
    const newsroom = new NewsroomInParts(postgres, redis, dateline, api, running, follow);
    await newsroom.database.initialize();
    return newsroom;
  }

  get gateway(): Part {
    return first(this.gateways);
  }

  get relay(): Part {
    return first(this.relays);
  }

  get parts(): readonly Part[] {
    return [this.api, ...this.relays, ...this.gateways];
  }

  /** What the command line's `verify` prints, and 0 or 1. */
  verify(story: string): Promise<{ readonly code: number; readonly output: string }> {
    const env = { ...process.env, DATABASE_URL: this.postgres.url, REDIS_URL: this.redis.url };
    const command = [path.join(ROOT, 'dist/apps/cli/src/main.js'), 'verify', story];
    return new Promise((resolve) => {
      execFile(process.execPath, command, { env: { ...env, NODE_OPTIONS: '' } }, (error, out, err) =>
        resolve({ code: error ? 1 : 0, output: `${out}${err}` }),
      );
    });
  }

  async stop(): Promise<void> {
    this.redis.thaw();
    if (this.database.isInitialized) await this.database.destroy();
    await this.dateline.stop();
    await Promise.all([this.postgres.dispose(), this.redis.dispose()]);
  }
}

async function startPart(dateline: Dateline, app: AppName): Promise<Part> {
  const port = `${await freePort()}`;
  const launch = () => dateline.start(app, { PORT: port });
  return new Part(`http://127.0.0.1:${port}`, await launch(), launch);
}

function first(parts: readonly Part[]): Part {
  const [part] = parts;
  if (!part) throw new Error('This newsroom was started without one.');
  return part;
}
