import { createHash } from 'node:crypto';
import type { Snapshot } from '#contract/snapshot';

/** SHA-256 of the sorted-key JSON of a snapshot without `older`: equal for everyone at the same position. */
export function stateHash({ older: _, ...state }: Snapshot): string {
  return createHash('sha256').update(JSON.stringify(state, sortedKeys)).digest('hex');
}

function sortedKeys(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
