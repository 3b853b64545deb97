import { setTimeout as pause } from 'node:timers/promises';

/** Waits for a condition; fails with what was waited for. */
export async function until(what: string, holds: () => boolean, withinMs = 4_000): Promise<void> {
  const end = Date.now() + withinMs;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`Waited in vain until ${what}.`);
    await pause(5);
  }
}
