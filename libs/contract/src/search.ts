import type { FilingView } from './filing.js';
import type { UpdateStatus, UpdateView } from './update.js';

/** An update as the desk finds it. */
export interface FoundUpdate {
  readonly story: string;
  readonly state: UpdateStatus;
  /** The account that filed it; null: it is not theirs to know. */
  readonly reporter: string | null;
  /** As readers see it. */
  readonly update: UpdateView;
  /** The newest words, also of what is retracted; null: there is none, or they were erased. */
  readonly headline: string | null;
  readonly text: string | null;
}
/** The answer of `GET /v1/stories/{story}/search` and `GET /v1/search`: the newest on the street first. */
export interface SearchPage {
  readonly updates: readonly FoundUpdate[];
  /** What waits at the desk, or was sent back to its author: the newest handed in first, up to the limit. On the first page only. */
  readonly waiting: readonly FilingView[];
  /** Address of the next page, as in the Link header. */
  readonly older: string | null;
}
