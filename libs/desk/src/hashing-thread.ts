import { readlinkSync } from 'node:fs';
import os from 'node:os';
import { parentPort } from 'node:worker_threads';
import { hashSync, verifySync } from '@node-rs/argon2';
import type { HashingAnswer, HashingTask } from './hashing.js';

/** argon2id, which is what the library takes when no other is named: 19 MiB, two passes, one thread. 15 to 40 ms. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Linux gives each thread a priority of its own. Where it can't be had, hashes are as urgent as posts. */
function stepBack(): void {
  try {
    const thread = Number(readlinkSync('/proc/thread-self').split('/').at(-1));
    os.setPriority(thread, os.constants.priority.PRIORITY_LOW);
  } catch {
    return;
  }
}

stepBack();
parentPort?.on('message', ({ id, password, held }: HashingTask) => {
  const result = held === null ? hashSync(password, COST) : verifySync(held, password);
  parentPort?.postMessage({ id, result } satisfies HashingAnswer);
});
