import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { CodedError } from '#contract/problems';

/** `held`: the hash to compare with; null: to be hashed. */
export interface HashingTask {
  readonly id: number;
  readonly password: string;
  readonly held: string | null;
}
export interface HashingAnswer {
  readonly id: number;
  readonly result: string | boolean;
}
interface Waiting extends HashingTask {
  readonly resolve: (result: string | boolean) => void;
  readonly reject: (why: Error) => void;
  /** It went to a process that ended: it goes to another one, once. */
  wasLost: boolean;
}

/** A hash takes 15 to 40 ms of a processor; without one for so long, the process hangs. */
const SILENT_MS = 30_000;

/**
 * Passwords are hashed one after another, in a process that steps back behind everything else: 200 sign-ins at once made
 * the slowest posts four times as slow when hashes ran beside them at the same priority.
 */
class Hashing {
  private worker: ChildProcess | undefined;
  private watch: NodeJS.Timeout | undefined;
  private readonly waiting = new Map<number, Waiting>();
  private count = 0;

  /** Throws CodedError `unavailable` where no process hashes it. */
  run(password: string, held: string | null): Promise<string | boolean> {
    const id = ++this.count;
    return new Promise((resolve, reject) => {
      const task = { id, password, held, resolve, reject, wasLost: false };
      this.waiting.set(id, task);
      this.send(task);
    });
  }

  private send({ id, password, held }: Waiting): void {
    this.worker ??= this.start();
    const { worker } = this;
    hold(worker);
    worker.send({ id, password, held } satisfies HashingTask, (error) => error && this.lost(worker));
    this.watch ??= setTimeout(() => worker.kill('SIGKILL'), SILENT_MS).unref();
  }

  private start(): ChildProcess {
    const worker = fork(fileURLToPath(new URL('./hashing-process.js', import.meta.url)), {
      detached: true, // a session of its own
      execArgv: [],
      env: {},
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    worker.on('message', (answer: HashingAnswer) => this.answered(worker, answer));
    worker.on('error', () => this.lost(worker));
    worker.on('exit', () => this.lost(worker));
    return worker;
  }

  private answered(worker: ChildProcess, { id, result }: HashingAnswer): void {
    this.waiting.get(id)?.resolve(result);
    this.waiting.delete(id);
    this.endWatch();
    if (this.waiting.size === 0) letGo(worker);
    else this.watch = setTimeout(() => worker.kill('SIGKILL'), SILENT_MS).unref();
  }

  /** What it had is for another process; what a second one lost is given up. */
  private lost(worker: ChildProcess): void {
    if (this.worker !== worker) return;
    this.worker = undefined;
    this.endWatch();
    for (const task of [...this.waiting.values()]) {
      if (task.wasLost) this.giveUp(task);
      else {
        task.wasLost = true;
        this.send(task);
      }
    }
  }

  private giveUp({ id, reject }: Waiting): void {
    this.waiting.delete(id);
    reject(
      new CodedError(
        'unavailable',
        'Passwords cannot be checked at the moment. Try again.',
        [],
        undefined,
        1,
      ),
    );
  }

  private endWatch(): void {
    clearTimeout(this.watch);
    this.watch = undefined;
  }
}

/** Who waits for a hash is not over; who waits for none may end. */
function hold(worker: ChildProcess): void {
  worker.ref();
  worker.channel?.ref();
}
function letGo(worker: ChildProcess): void {
  worker.unref();
  worker.channel?.unref();
}

const hashing = new Hashing();

export const hashOf = (password: string) => hashing.run(password, null) as Promise<string>;
export const isHashOf = (held: string, password: string) => hashing.run(password, held) as Promise<boolean>;
