import type { Snapshot } from '#contract/snapshot';
import type { UpdateView } from '#contract/update';

/**
 * A story with nothing but its key events in the timeline. Which they are and their order is the snapshot's to say, so this
 * has no position of its own; `bodies` has those that its first fifty don't hold.
 */
export function keyEventsOnly(snapshot: Snapshot, bodies: ReadonlyMap<string, UpdateView>): Snapshot {
  const held = new Map(snapshot.updates.map((update) => [update.id, update]));
  const updates = snapshot.keyEvents.flatMap(({ id }) => held.get(id) ?? bodies.get(id) ?? []);
  return { ...snapshot, updates, older: null };
}
