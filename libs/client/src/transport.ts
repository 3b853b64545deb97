import type { Frame } from '#contract/follow';
import type { ProblemDocument } from '#contract/problems';
import type { Position, Snapshot } from '#contract/snapshot';

/** What is followed, and where. */
export interface Place {
  /** Base address of the newsroom, `https://live.example.org`; empty in a page that it serves itself. */
  readonly url: string;
  readonly story: string;
  readonly city?: string;
}

/** What comes in over a connection. */
export interface Heard {
  snapshot(snapshot: Snapshot): void;
  frame(frame: Frame): void;
  /** Asked to follow again in so many milliseconds; none given: soon, at a random moment. */
  again(afterMs?: number): void;
  /** The gateway itself is cut off: what is shown may be old. */
  behind(): void;
  /** The connection is gone or was refused; not before so many milliseconds again. */
  lost(problem?: ProblemDocument, waitMs?: number): void;
}

/** One reader's line to the newsroom; it carries one follow at a time. */
export interface Line {
  /** Follows from `position`, over the open connection if there is one, else over a new one. */
  follow(position: Position | undefined): void;
  /** Gives up the connection: the next follow opens a new one. */
  drop(): void;
  close(): void;
}
export type Transport = (place: Place, heard: Heard) => Line;

export function storyAddress({ url, story, city }: Place, below = ''): string {
  const filter = city === undefined ? '' : `?city=${encodeURIComponent(city)}`;
  return `${url}/v1/stories/${encodeURIComponent(story)}${below}${filter}`;
}
