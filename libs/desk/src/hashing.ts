import { Worker } from 'node:worker_threads';

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
 * Passwords are hashed one after another, in a thread that steps back behind everything else: 200 sign-ins at once made
 * the slowest posts four times as slow when hashes ran beside them at the same priority.
 */
class Hashing {
  private thread: Worker | undefined;
  private readonly waiting = new Map<number, Waiting>();
  private count = 0;

  run(password: string, held: string | null): Promise<string | boolean> {
    this.thread ??= this.start();
    const id = ++this.count;
    const answer = new Promise<string | boolean>((resolve, reject) =>
      this.waiting.set(id, { resolve, reject }),
    );
    this.thread.postMessage({ id, password, held } satisfies HashingTask);
    return answer;
  }

  private start(): Worker {
    const thread = new Worker(new URL('./hashing-thread.js', import.meta.url));
    thread.unref();
    thread.on('message', ({ id, result }: HashingAnswer) => {
      this.waiting.get(id)?.resolve(result);
      this.waiting.delete(id);
    });
    thread.on('error', (why: Error) => this.fail(why));
    return thread;
  }

  /** The next one starts another thread. */
  private fail(why: Error): void {
    this.thread = undefined;
    for (const { reject } of this.waiting.values()) reject(why);
    this.waiting.clear();
  }
}

const hashing = new Hashing();

export const hashOf = (password: string) => hashing.run(password, null) as Promise<string>;
export const isHashOf = (held: string, password: string) => hashing.run(password, held) as Promise<boolean>;
