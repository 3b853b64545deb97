import type { ProblemCode } from '#contract/problems';
import type { Item } from './item.js';

/**
 * What leaves for an item. An undoing that was not sent while it could be one is a retraction at once: asking first would
 * be refused. One that was sent before is repeated as it was: it may have been recorded.
 */
export function asItLeaves(item: Item, now: number): Item {
  const { task, attempts } = item;
  const isLate = task.kind === 'undoing' && now >= Date.parse(task.until);
  return isLate && attempts === 0 ? (retracted(item) ?? item) : item;
}

/** Undefined: nothing is retracted in its place. */
export function retractedInstead(item: Item, code: ProblemCode): Item | undefined {
  return code === 'too_late_to_undo' ? retracted(item) : undefined;
}

/** Who took it back did so in time, on a network that was not there: it is taken back all the same, with a note. */
function retracted(item: Item): Item | undefined {
  if (item.task.kind !== 'undoing') return undefined;
  const { of, body, note } = item.task;
  return { ...item, task: { kind: 'retraction', of, body: { ...body, note } }, state: { at: 'phone' } };
}
