import { type EncodedEvent, parseEntry } from './log-entry.js';

export const DOORBELL = 'dl:doorbell';
const ENTRY_LINES = 5;

/** What is heard when a story moved in Redis: from `base` by `entries`, when these came with it. */
export interface Ring {
  readonly story: string;
  readonly epoch: string;
  /** The position before the first entry. */
  readonly base: number;
  readonly top: number;
  /** Empty: ask for them. */
  readonly entries: readonly EncodedEvent[];
  /** When the first of these was committed, by Postgres's clock: milliseconds since 1970. Undefined where nobody knows. */
  readonly committedAt: number | undefined;
}

/** `story epoch base top committedAt`, then five lines for each entry, or none. */
export function parseRing(message: string): Ring {
  const [header = '', ...lines] = message.split('\n');
  const [story = '', epoch = '', base, top, committedAt] = header.split(' ');
  const entries = Array.from({ length: lines.length / ENTRY_LINES }, (_, i) =>
    parseEntry(Number(base) + 1 + i, lines.slice(i * ENTRY_LINES, (i + 1) * ENTRY_LINES).join('\n')),
  );
  return {
    ...{ story, epoch, base: Number(base), top: Number(top), entries },
    committedAt: Number(committedAt) || undefined,
  };
}
