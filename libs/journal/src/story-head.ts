/** Where a story's record ends. `hash` is that of its newest event. */
export interface StoryHead {
  readonly id: string;
  readonly epoch: string;
  readonly seq: number;
  readonly hash: string;
}
