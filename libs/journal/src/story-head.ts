/** Where a story's record ends. `hash` is that of its newest event. */
export interface StoryHead {
  readonly id: string;
  readonly epoch: string;
  readonly seq: number;
  readonly hash: string;
  /** With a ring: the database's clock just before the commit, or before the first of those it tells of. Milliseconds since 1970. */
  readonly committedAt?: number;
}
