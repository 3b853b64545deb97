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

/** `story epoch base top committedAt`. */
export function parseRing(message: string): Ring {
  const [story = '', epoch = '', base, top, committedAt] = message.split(' ');
  const moved = { story, epoch, base: Number(base), top: Number(top) };
  return { ...moved, committedAt: Number(committedAt) || undefined };
}
