import type { BoardPin, PinPlace } from '#contract/pin';
import type { UpdateHead } from './state.js';
import { versionOf } from './version.js';

const ANYWHERE: PinPlace = { city: null, expiresAt: null };

export interface Board {
  readonly version: string;
  /** In their order. */
  readonly pins: readonly BoardPin[];
}

/** What is pinned, where and until when, and which version of the board that is. */
export function boardOf(order: readonly string[], headOf: (id: string) => UpdateHead | undefined): Board {
  const pins = order.map((update) => ({ update, ...placeOf(headOf(update)) }));
  return { version: versionOf(pins), pins };
}

export function placeOf(head: UpdateHead | undefined): PinPlace {
  return head?.pin ?? ANYWHERE;
}

/** An ordinary pin leaves no trace in the head: it is in the order of pins. */
export function pinnedAt(head: UpdateHead, { city, expiresAt }: PinPlace): UpdateHead {
  const { pin: _, ...rest } = head;
  return city === null && expiresAt === null ? rest : { ...rest, pin: { city, expiresAt } };
}

export const unpinned = (head: UpdateHead): UpdateHead => pinnedAt(head, ANYWHERE);

export const isSamePlace = (a: PinPlace, b: PinPlace): boolean =>
  a.city === b.city && a.expiresAt === b.expiresAt;
