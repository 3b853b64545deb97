import type { TotalChange } from './totals.js';

export interface TotalHistoryEntry extends TotalChange {
  readonly seq: number;
  readonly shownAt: string;
  /** The update whose delivery changed it, or null for a decision. */
  readonly update: string | null;
  readonly revision: number | null;
  /** Of a preference or a ruling. */
  readonly decision: string | null;
}
/** The answer of `GET …/totals/{metric}/history`. */
export interface TotalHistory {
  readonly metric: string;
  readonly city: string | null;
  /** Oldest first. */
  readonly changes: readonly TotalHistoryEntry[];
  /** Ids of the updates whose figures make the leading figure now. */
  readonly counting: readonly string[];
  /** Address of the changes before these; null when there are none. */
  readonly older: string | null;
}
