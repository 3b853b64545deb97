import type { Position } from '#contract/snapshot';
import type { Receipt } from '#contract/update';
import type { LiveReader } from './live-reader.js';

const LOOK_EVERY_MS = 5;

/** `late`: no relay did it in time. `away`: Redis does not answer. */
export type Reach = 'reached' | 'late' | 'away';

export interface Patience {
  readonly ms: number;
  /** Where the journal ends, read when it is called. Null: no such story. */
  readonly journalEnd: (story: string) => Promise<Position | null>;
}

/**
 * Waits until Redis holds a recorded change. Numbers of two epochs cannot be compared, and of two epochs one cannot tell
 * the later: while Redis stands in another one, it is waited for where the journal ends, which has the change.
 */
export async function untilReached(
  live: LiveReader,
  story: string,
  { epoch, seq }: Pick<Receipt, 'epoch' | 'seq'>,
  { ms, journalEnd }: Patience,
): Promise<Reach> {
  if (seq === null) return 'reached';
  let aim: Position = { epoch, seq };
  for (const end = Date.now() + ms; Date.now() < end; ) {
    const head = await live.head(story).catch(() => undefined);
    if (head === undefined) return 'away';
    if (head?.epoch === aim.epoch && head.seq >= aim.seq) return 'reached';
    if (head && head.epoch !== aim.epoch) aim = (await journalEnd(story)) ?? aim;
    await new Promise((later) => setTimeout(later, LOOK_EVERY_MS));
  }
  return 'late';
}
