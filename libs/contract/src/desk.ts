import type { Position } from './snapshot.js';
import type { StoryView } from './story.js';

/** A story in the answer of `GET /v1/desk/stories`. */
export type ListedDeskStory = Pick<StoryView, 'id' | 'title' | 'standfirst' | 'date' | 'timeZone' | 'status'>;
/** The answer of `GET /v1/desk/stories/{story}`: how it is set up. `position` null: a draft, which has none. */
export interface DeskStory {
  readonly story: StoryView;
  readonly position: Position | null;
}

/** One entry of a story's desk log: who did what. Numbered without holes within the story. */
export interface DeskLogEntry {
  readonly deskSeq: number;
  /** UTC, with milliseconds. */
  readonly at: string;
  readonly actor: string;
  /** Noun and past participle: `filing.submitted`. */
  readonly action: string;
  /** The id of what it was done to. */
  readonly about: string | null;
  /** From what to what; never the words of an update. */
  readonly detail: Readonly<Record<string, unknown>>;
}
/** The answer of `GET /v1/stories/{story}/desk-log`, oldest first. A reporter is given what concerns their own filings, an editor for some cities that, what is about those, and the story itself. */
export interface DeskLogPage {
  /** The newest number of the story's desk. */
  readonly deskSeq: number;
  readonly entries: readonly DeskLogEntry[];
}

/**
 * Event `desk` on a socket at the desk, of each story that it follows: what happened there. The first says where the
 * desk is. An editor of all cities who is told of numbers above `deskSeq + 1` of the last, or of a `deskSeq` beyond the entries, missed
 * some: `GET …/desk-log?after=` has them.
 */
export interface DeskMoved {
  readonly story: string;
  readonly deskSeq: number;
  readonly entries: readonly Pick<DeskLogEntry, 'deskSeq' | 'action' | 'about'>[];
}

/** One thing somebody did, at the desk (`deskSeq`, or neither number when of no single story) or to what readers see (`seq`). */
export interface AuditEntry {
  readonly at: string;
  readonly story: string | null;
  readonly seq: number | null;
  readonly deskSeq: number | null;
  /** Null: it was recorded before actors were. */
  readonly actor: string | null;
  readonly action: string;
  readonly about: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
}
/** The answer of `GET /v1/audit`, newest first. */
export interface AuditPage {
  readonly entries: readonly AuditEntry[];
  /** Addresses of the neighbouring pages, as in the Link header; null: there is none yet. */
  readonly newer: string | null;
  readonly older: string | null;
}
