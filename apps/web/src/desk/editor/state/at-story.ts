import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { FollowState } from '#client/follower';
import type { LeaseView } from '#contract/lease';
import type { Snapshot } from '#contract/snapshot';
import type { StoryView } from '#contract/story';
import type { Mode } from '../update/opened.js';
import type { News } from './news.js';
import type { Writes } from './writes.js';

export interface AfterUndo {
  /** What it came to once it is taken back. */
  readonly undone?: string | undefined;
  /** What is still possible when it is too late to take it back. */
  readonly retract?: (() => void) | undefined;
}

/** What every part of the editor's screen works with. */
export interface AtStory {
  readonly story: StoryView;
  /** `/v1/stories/{story}`. */
  readonly address: string;
  readonly news: News;
  readonly writes: Writes;
  /** Null: a draft, or not there yet. */
  readonly snapshot: Snapshot | null;
  readonly line: FollowState;
  readonly readers: number | null;
  readonly leases: readonly LeaseView[];
  /** Asks again how the story is set up: it was a draft until now. */
  again(): void;
  /** Opens an update beside the timeline, to be read unless something is to be done with it: somebody asked for that. */
  open(id: string, mode?: Mode): void;
  /** Opens it to be read, where nothing is being written: it came about. */
  show(id: string): void;
  /** Says to those who hear the page what was done. */
  say(sentence: string): void;
  /** Says what was done and, for a while, takes it back on request. */
  done(sentence: string, undo?: () => Promise<unknown>, after?: AfterUndo): void;
  /** Says why what a key was to do was not done. */
  failed(error: unknown): void;
}

export const AtStoryContext = createContext<AtStory | null>(null);

export function useStory(): AtStory {
  const at = useContext(AtStoryContext);
  if (!at) throw new Error('No story is open.');
  return at;
}
