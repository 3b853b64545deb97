import type { Item } from '#client/outbox/item';
import type { Outbox } from '#client/outbox/outbox';
import type { StoryView } from '#contract/story';

export interface FiledEntryProps {
  readonly item: Item;
  readonly story: StoryView;
  readonly outbox: Outbox;
  /** What was done to it and is not settled yet. */
  readonly changes: readonly Item[];
  readonly onCorrect: (item: Item) => void;
  readonly onReopen: (item: Item) => void;
}
