const FEW = 100;
const RARELY_MS = 5_000;
const SHARE = 0.02;

export interface Said {
  readonly count: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Whether somebody who was told a count is told another. While there are few each one matters, later only the size. */
export function isWorthSaying(count: number, said: Said | undefined, now: number): boolean {
  if (said === undefined) return true;
  if (count === said.count) return false;
  if (Math.max(count, said.count) <= FEW) return true;
  return now - said.at >= RARELY_MS && Math.abs(count - said.count) > said.count * SHARE;
}
