import type { Instant } from '#contract/figure';
import type { StoryState } from '#domain/story/state';
import { besideGroup, type Connection, togetherWith } from './beside-group.js';
import { decideWrites, type Write } from './decide-writes.js';
import type { Appended } from './under-lock.js';
import { writeGroup } from './write-group.js';

const NOTHING_KNOWN = { earlier: new Map<never, never>(), filings: [] };

/** `unwritten`: nothing is to be written, the state is as it was. `moved`: decided on what no longer holds; it must not be used again. */
export type AtOnce = Appended | 'unwritten' | 'moved';

/**
 * Decides on what this process knows, and writes in one statement on the condition that the story is still there: one
 * round trip and one commit, where the way under the lock takes five. What comes of it is the same: the statement locks
 * the row, and finds every key unused, or nothing happens. What is kept at the desk takes a transaction.
 */
export async function appendAtOnce(
  connection: Connection,
  state: StoryState,
  writes: readonly Write[],
  { now, ring }: { readonly now: Instant; readonly ring: (state: StoryState) => string | null },
): Promise<AtOnce> {
  const from = { head: state.head, version: state.version };
  const { outcomes, written } = decideWrites(state, writes, { ...NOTHING_KNOWN, now });
  if (written.length === 0) return 'unwritten';
  const fresh = writes.map(({ key }) => key);
  const clock = await togetherWith(connection, besideGroup(state, written), () =>
    writeGroup(connection.db, state, written, { from, fresh, ring: ring(state) }),
  );
  return clock === null ? 'moved' : { outcomes, state, clock };
}
