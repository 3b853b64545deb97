import type { Receipt } from '#contract/update';
import type { LiveReader } from './live-reader.js';

const LOOK_EVERY_MS = 5;

/** `late`: no relay did it in time. `away`: Redis does not answer. */
export type Reach = 'reached' | 'late' | 'away';

/** Waits until Redis holds a recorded change, or the story of another epoch, which was read after it. */
export async function untilReached(
  live: LiveReader,
  story: string,
  { epoch, seq }: Pick<Receipt, 'epoch' | 'seq'>,
  patienceMs: number,
): Promise<Reach> {
  if (seq === null) return 'reached';
  for (const end = Date.now() + patienceMs; Date.now() < end; ) {
    const head = await live.head(story).catch(() => undefined);
    if (head === undefined) return 'away';
    if (head && (head.epoch !== epoch || head.seq >= seq)) return 'reached';
    await new Promise((later) => setTimeout(later, LOOK_EVERY_MS));
  }
  return 'late';
}
