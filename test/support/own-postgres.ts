import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { postgresIdentity, postgresPrograms } from '../../scripts/services/postgres-program.mjs';
import { freePort } from './free-port.js';

const START_MS = 30_000;
const READY = 'ready to accept connections';

/**
 * A Postgres of the test's own, on one port, to stop, kill and set back to an older copy. What it acknowledged survives
 * its own death; only the machine's would lose it.
 */
export class OwnPostgres {
  private child: ChildProcess | undefined;

  private constructor(
    private readonly folder: string,
    readonly port: number,
  ) {}

  static async start(): Promise<OwnPostgres> {
    const postgres = new OwnPostgres(
      await mkdtemp(path.join(os.tmpdir(), 'dateline-own-pg-')),
      await freePort(),
    );
    postgres.initialise();
    await postgres.start();
    return postgres;
  }

  get url(): string {
    return `postgres://dateline@127.0.0.1:${this.port}/postgres`;
  }

  async start(): Promise<void> {
    for (const end = Date.now() + START_MS; ; ) {
      const { child, log } = this.launch();
      this.child = child;
      if (await isReady(child, log)) return;
      // killed hard, it leaves children that let go of its memory a moment later
      if (Date.now() > end || !log().includes('pre-existing shared memory')) throw new Error(log());
    }
  }

  /** Ends all connections at once and shuts down cleanly. */
  async stop(): Promise<void> {
    await this.end('SIGINT');
  }

  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** The first line of each statement that anybody sends from now on, as it comes. */
  async overheard(): Promise<readonly string[]> {
    const heard: string[] = [];
    let rest = '';
    this.child?.stderr?.on('data', (chunk: Buffer) => {
      const lines = `${rest}${chunk.toString()}`.split('\n');
      rest = lines.pop() ?? '';
      heard.push(
        ...lines.flatMap((line) => /LOG: {2}(?:statement|execute [^:]+): (.*)/.exec(line)?.[1] ?? []),
      );
    });
    const client = new pg.Client(this.url);
    await client.connect();
    await client.query("alter system set log_statement = 'all'");
    await client.query('select pg_reload_conf()');
    await client.end();
    return heard;
  }

  /** The files of a stopped server. */
  async copy(): Promise<string> {
    const copy = await mkdtemp(path.join(os.tmpdir(), 'dateline-own-pg-copy-'));
    await cp(this.data, copy, { recursive: true });
    return copy;
  }

  /** Gives a stopped server the files of a copy, which is used up. */
  async setBack(copy: string): Promise<void> {
    await rm(this.data, { recursive: true });
    await cp(copy, this.data, { recursive: true });
    await rm(copy, { recursive: true });
  }

  /** A cluster of another system identifier takes the place of a stopped one. */
  async replace(): Promise<void> {
    await rm(this.data, { recursive: true });
    this.initialise();
  }

  async dispose(): Promise<void> {
    await this.end('SIGINT');
    await rm(this.folder, { recursive: true, force: true });
  }

  private get data(): string {
    return path.join(this.folder, 'data');
  }

  private initialise(): void {
    const options = ['-U', 'dateline', '-A', 'trust', '-E', 'UTF8', '--no-sync', '--no-instructions'];
    const locale = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
    const [command = '', ...args] = [...IDENTITY, program('initdb'), '-D', this.data, ...options, ...locale];
    const run = spawnSync(command, args, { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } });
    if (run.status !== 0) throw new Error(`initdb: ${run.stderr || String(run.error)}`);
  }

  private launch(): { child: ChildProcess; log: () => string } {
    const settings = [
      ...['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=100'],
      ...['fsync=off', 'full_page_writes=off'],
    ].flatMap((setting) => ['-c', setting]);
    const [command = '', ...args] = [
      ...IDENTITY,
      ...['setpriv', '--pdeathsig', 'INT', program('postgres')],
      ...['-D', this.data, '-p', `${this.port}`, ...settings],
    ];
    const child = spawn(command, args, { env: { ...process.env, LC_ALL: 'C' } });
    let log = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        log = `${log}${chunk.toString()}`.slice(-8_000);
      });
    return { child, log: () => log };
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exit = new Promise((done) => child.once('exit', done));
    child.kill(signal);
    await exit;
  }
}

const programs = await postgresPrograms();
const { prefix: IDENTITY } = postgresIdentity();
const program = (name: string): string => path.join(programs, name);

async function isReady(child: ChildProcess, log: () => string): Promise<boolean> {
  for (const end = Date.now() + START_MS; !log().includes(READY); ) {
    if (child.exitCode !== null || Date.now() > end) return false;
    await new Promise((later) => setTimeout(later, 10));
  }
  return true;
}
