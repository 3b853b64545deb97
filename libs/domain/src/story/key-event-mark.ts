import type { UpdateHead } from './state.js';

/** What the audit says of a key event: from what to what. Its headline is words, and nowhere but with the update. */
export interface KeyEventMark {
  readonly keyEvent: { readonly from: boolean; readonly to: boolean };
  /** Whether it was given a headline of its own, or has none any more; left out: that stayed as it was. */
  readonly ownHeadline?: boolean;
}

/** Undefined: nothing of it changed. */
export function keyEventMark(
  before: UpdateHead,
  to: boolean,
  ownHeadline?: boolean,
): KeyEventMark | undefined {
  if (before.keyEvent === to && ownHeadline === undefined) return undefined;
  return { keyEvent: { from: before.keyEvent, to }, ...(ownHeadline !== undefined && { ownHeadline }) };
}
