import { type ChildProcess, fork } from 'node:child_process';
import type { Socket } from 'node:net';
import path from 'node:path';
import type { GatewayBeside, Metrics } from '../../../api/src/operate/gateways-beside.js';
import type { FromGateway, ToGateway } from './gateway-words.js';

const PROGRAM = path.join(import.meta.dirname, 'gateway-process.js');
const PAUSE_MS = { first: 250, most: 10_000 };
/** Who stood so long did not die of its start. */
const STEADY_MS = 30_000;
/** It speaks every second, and we count how often it did not: seconds in which this process stood still don't count. */
const BEAT_MS = 1_000;
/** Beats missed: it is given nobody new, then it is ended, so that those it has move. */
const SILENT = 3;
const HUNG = 8;
/** Beats until it is ended if it does not speak at all: Node and Nest take seconds to start on a busy machine. */
const STARTING = 60;
const FAREWELL_MS = 5_000;
const METRICS_MS = 1_000;
/** What only the newsroom itself needs. */
const { DATABASE_URL: _, DATELINE_KEY: __, PORT: ___, ...ENVIRONMENT } = process.env;

/** Keeps one gateway process running: one that dies is started again, after a pause that grows with each death. */
export class GatewayKeeper implements GatewayBeside {
  private child: ChildProcess | undefined;
  private portNow: number | undefined;
  private isLeaving = false;
  private isEnding = false;
  private startedAt = 0;
  private beats: NodeJS.Timeout | undefined;
  private missed = 0;
  private pause = PAUSE_MS.first;
  private again: NodeJS.Timeout | undefined;
  private readers = 0;
  /** Sent there since it last said how many it has. */
  private expected = 0;
  /** On their way; they end with the process that did not take them any more. */
  private readonly giving = new Set<Socket>();
  private whenReady: (() => void) | undefined;

  constructor(
    readonly name: string,
    private readonly apiUrl: () => string,
  ) {}

  /** Resolves when it first takes readers. */
  start(): Promise<void> {
    return new Promise((resolve) => {
      this.whenReady = resolve;
      this.launch();
    });
  }

  /** Takes new readers. */
  get isUp(): boolean {
    return this.isRunning && !this.isLeaving && this.missed < SILENT;
  }

  /** Can be asked about those it has. */
  get isRunning(): boolean {
    return this.portNow !== undefined;
  }

  get port(): number {
    return this.portNow ?? 0;
  }

  get load(): number {
    return this.readers + this.expected;
  }

  /** A reader is on the way there. */
  expects(): void {
    this.expected += 1;
  }

  /** Hands over a connection and what was read of it. Nothing that happens on it costs anything here afterwards. */
  give(connection: Socket, read: string): void {
    this.expects();
    this.giving.add(connection);
    letGo(connection);
    const done = (): void => {
      this.giving.delete(connection);
      connection.destroy(); // our end of it: the gateway has one of its own
    };
    if (this.child) this.child.send({ read } satisfies ToGateway, connection, { keepOpen: true }, done);
    else done();
  }

  readonly metrics = async (): Promise<Metrics> => {
    const signal = AbortSignal.timeout(METRICS_MS);
    const answer = await fetch(`http://127.0.0.1:${this.port}/metrics`, { signal });
    return (await answer.json()) as Metrics;
  };

  /** It tells its readers to move, then ends. */
  async end(): Promise<void> {
    this.isEnding = true;
    clearTimeout(this.again);
    const { child } = this;
    if (!child) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), FAREWELL_MS);
    await ended;
    clearTimeout(late);
  }

  private launch(): void {
    this.startedAt = Date.now();
    this.missed = 0;
    this.beats = setInterval(() => this.beat(), BEAT_MS);
    const env = { ...ENVIRONMENT, GATEWAY_NAME: this.name, API_URL: this.apiUrl() };
    const child = fork(PROGRAM, { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    this.child = child;
    child.on('message', (word: FromGateway) => this.hear(word));
    child.once('exit', (code, signal) => this.died(signal ?? `code ${code}`));
    child.on('error', (error) => {
      if (child.pid === undefined) this.died(error.message);
    });
  }

  private hear({ port, readers, isLeaving }: FromGateway): void {
    this.missed = 0;
    if (isLeaving) this.isLeaving = true;
    if (readers !== undefined) [this.readers, this.expected] = [readers, 0];
    if (port === undefined) return;
    this.portNow = port;
    this.whenReady?.();
  }

  /** One that hangs keeps its readers waiting, and would for ever. */
  private beat(): void {
    this.missed += 1;
    if (this.missed >= (this.isRunning ? HUNG : STARTING)) this.child?.kill('SIGKILL');
  }

  private died(how: string): void {
    clearInterval(this.beats);
    this.child = undefined;
    this.portNow = undefined;
    this.isLeaving = false;
    [this.readers, this.expected] = [0, 0];
    for (const connection of this.giving) connection.destroy(); // whoever it is connects again
    this.giving.clear();
    if (this.isEnding) return;
    if (Date.now() - this.startedAt > STEADY_MS) this.pause = PAUSE_MS.first;
    process.stderr.write(`${this.name} ended (${how}) and is started again in ${this.pause} ms.\n`);
    this.again = setTimeout(() => this.launch(), this.pause);
    this.pause = Math.min(this.pause * 2, PAUSE_MS.most);
  }
}

/**
 * What we took in between would be lost, so nobody reads until the other process does. And the server forgets whose it
 * was, else Node asks the other process about it when the server closes, and waits for ever once that is gone (20, 24).
 */
function letGo(connection: Socket): void {
  const inner = connection as unknown as { _handle?: { readStop(): void } | null; server?: unknown };
  inner._handle?.readStop();
  inner.server = undefined;
}
