import { writeFileSync } from 'node:fs';
import os from 'node:os';
import { hashSync, verifySync } from '@node-rs/argon2';
import type { HashingAnswer, HashingTask } from './hashing.js';

/** argon2id, which is what the library takes when no other is named: 19 MiB, two passes, one thread. 15 to 40 ms. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/**
 * Behind everything else. Where Linux shares the processor among sessions first (autogroups), a priority counts within
 * one only: this process has a session of its own, and that steps back too. Where neither can be had, hashes are as
 * urgent as posts.
 */
function stepBack(): void {
  const ways = [
    () => os.setPriority(os.constants.priority.PRIORITY_LOW),
    () => writeFileSync('/proc/self/autogroup', String(os.constants.priority.PRIORITY_LOW)),
  ];
  for (const way of ways)
    try {
      way();
    } catch {
      // not on this system, or not allowed here
    }
}

stepBack();
process.on('message', ({ id, password, held }: HashingTask) => {
  const result = held === null ? hashSync(password, COST) : verifySync(held, password);
  process.send?.({ id, result } satisfies HashingAnswer);
});
process.on('disconnect', () => process.exit()); // whoever asked is gone, however it ended
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined); // it ends with whom it works for
