export const DOORBELL = 'dl:doorbell';

/** What is heard when a story moved in Redis, from `base` to `top`. */
export interface Ring {
  readonly story: string;
  readonly epoch: string;
  readonly base: number;
  readonly top: number;
  /** When the first of these was committed, by Postgres's clock: milliseconds since 1970. Undefined where nobody knows. */
  readonly committedAt: number | undefined;
}

/** `story epoch base top committedAt`; undefined: anybody may publish, and this is not ours. */
export function parseRing(message: string): Ring | undefined {
  const [story, epoch, base, top, committedAt, ...more] = message.split(' ');
  const [from, to] = [Number(base), Number(top)];
  const isOurs =
    story &&
    epoch &&
    base &&
    Number.isSafeInteger(from) &&
    from >= 0 &&
    Number.isSafeInteger(to) &&
    to >= from;
  if (!isOurs || more.length > 0) return undefined;
  return { story, epoch, base: from, top: to, committedAt: Number(committedAt) || undefined };
}
