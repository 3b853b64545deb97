import { type ChildProcess, spawn } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { waitUntil } from './wait-until.js';

const ROOT = path.resolve(import.meta.dirname, '../..');
const START_MS = 60_000;

export interface Descendant {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** `npm start` as a person types it, with private services under `home`. */
export class Launched {
  private said = '';

  static start(env: Record<string, string>, command = 'npm start'): Launched {
    const { DATABASE_URL: _, REDIS_URL: __, NODE_OPTIONS: ___, ...rest } = process.env;
    const [program = '', ...args] = command.split(' ');
    const options = { cwd: ROOT, env: { ...rest, DATELINE_DEMO: 'off', ...env } };
    return new Launched(spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] }));
  }

  private constructor(readonly child: ChildProcess) {
    const heard = (chunk: Buffer): void => {
      this.said += chunk.toString();
    };
    child.stdout?.on('data', heard);
    child.stderr?.on('data', heard);
  }

  output(): string {
    return this.said;
  }

  async ready(): Promise<string> {
    return waitUntil('it is ready', () => this.readyOrEnded(), START_MS);
  }

  /** Its exit code. */
  async ended(): Promise<number | null> {
    await waitUntil('it ends', () => this.hasEnded(), START_MS);
    return this.child.exitCode;
  }

  async stop(): Promise<number | null> {
    this.child.kill('SIGTERM');
    return this.ended();
  }

  /** Everything that runs below it now. */
  async descendants(): Promise<Descendant[]> {
    const all = await processes();
    const found: Descendant[] = [];
    for (let parents = [this.child.pid ?? 0]; parents.length; ) {
      const next = all.filter(({ parent }) => parents.includes(parent));
      found.push(...next);
      parents = next.map(({ pid }) => pid);
    }
    return found;
  }

  async descendant(part: string): Promise<Descendant> {
    return waitUntil(`${part} runs`, async () =>
      (await this.descendants()).find(({ command }) => command.includes(part)),
    );
  }

  private readyOrEnded(): string | undefined {
    if (this.hasEnded()) throw new Error(`It did not start:\n${this.said}`);
    return /Dateline is ready at (\S+)/.exec(this.said)?.[1];
  }

  private hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }
}

async function processes(): Promise<Descendant[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const found = await Promise.all(pids.map((pid) => processOf(pid).catch(() => undefined)));
  return found.flatMap((one) => one ?? []);
}

async function processOf(pid: number): Promise<Descendant | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const command = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ');
  return state === 'Z' ? undefined : { pid, parent: Number(parent), command };
}

/** Resolves when none of them runs any more. */
export async function allGone(some: readonly Descendant[]): Promise<void> {
  await waitUntil(
    'nothing is left running',
    async () => {
      const left = await Promise.all(some.map(({ pid }) => processOf(pid).catch(() => undefined)));
      return left.every((one, i) => one?.command !== some[i]?.command);
    },
    15_000,
  );
}
