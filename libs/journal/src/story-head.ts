/** Where a story's record ends. `hash` is that of its newest event. */
export interface StoryHead {
  readonly id: string;
  readonly epoch: string;
  readonly seq: number;
  readonly hash: string;
  /** With a ring: the database's clock just before the commit, or before the first of those it tells of. Milliseconds since 1970. */
  readonly committedAt?: number;
}

/** Undefined: anybody may notify, and this is not a story's head. */
export function parseHead(payload: string): StoryHead | undefined {
  try {
    const { id, epoch, seq, hash, committedAt }: Partial<Record<keyof StoryHead, unknown>> =
      JSON.parse(payload);
    if (typeof id !== 'string' || typeof epoch !== 'string' || typeof hash !== 'string') return undefined;
    if (typeof seq !== 'number' || !Number.isSafeInteger(seq) || seq < 1) return undefined;
    return { id, epoch, seq, hash, ...(typeof committedAt === 'number' && { committedAt }) };
  } catch {
    return undefined;
  }
}
