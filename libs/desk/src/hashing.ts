import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

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
type Waiting = {
  readonly resolve: (result: string | boolean) => void;
  readonly reject: (why: Error) => void;
};

/**
 * Passwords are hashed one after another, in a process that steps back behind everything else: 200 sign-ins at once made
 * the slowest posts four times as slow when hashes ran beside them at the same priority.
 */
class Hashing {
  private worker: ChildProcess | undefined;
  private readonly waiting = new Map<number, Waiting>();
  private count = 0;

  run(password: string, held: string | null): Promise<string | boolean> {
    this.worker ??= this.start();
    const { worker } = this;
    const id = ++this.count;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      worker.channel?.ref(); // who waits for a hash is not over
      worker.send({ id, password, held } satisfies HashingTask, (error) => error && this.fail(worker, error));
    });
  }

  private start(): ChildProcess {
    const worker = fork(fileURLToPath(new URL('./hashing-process.js', import.meta.url)), {
      detached: true, // a session of its own
      execArgv: [],
      env: {},
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    worker.unref();
    worker.on('message', ({ id, result }: HashingAnswer) => {
      this.waiting.get(id)?.resolve(result);
      this.waiting.delete(id);
      if (this.waiting.size === 0) worker.channel?.unref();
    });
    worker.on('error', (why) => this.fail(worker, why));
    worker.on('exit', () => this.fail(worker, new Error('The process that hashes passwords ended.')));
    return worker;
  }

  /** The next one starts another process. */
  private fail(worker: ChildProcess, why: Error): void {
    if (this.worker !== worker) return;
    this.worker = undefined;
    for (const { reject } of this.waiting.values()) reject(why);
    this.waiting.clear();
  }
}

const hashing = new Hashing();

export const hashOf = (password: string) => hashing.run(password, null) as Promise<string>;
export const isHashOf = (held: string, password: string) => hashing.run(password, held) as Promise<boolean>;
