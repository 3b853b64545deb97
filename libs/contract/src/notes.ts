/** The body of `POST /v1/stories/{story}/notes`. */
export interface WriteNote {
  /** A uuid made by the sender: the same again is the same note. */
  readonly id: string;
  /** The name of who is asked. */
  readonly to: string;
  readonly text: string;
}
/** The body of `POST …/notes/{id}/answer`. */
export interface AnswerNote {
  readonly text: string;
}
/** Times are UTC with milliseconds. */
export interface NoteView {
  readonly id: string;
  readonly to: string;
  readonly text: string;
  readonly writtenBy: string;
  readonly writtenAt: string;
  /** Null until it is answered. */
  readonly answer: { readonly text: string; readonly by: string; readonly at: string } | null;
}

/** The body of `PUT /v1/stories/{story}/handover`. */
export interface WriteHandover {
  readonly text: string;
}
/** What one shift leaves the next. `version` 0: nothing yet; it is what `If-Match` names. */
export interface HandoverView {
  readonly version: number;
  readonly text: string;
  readonly writtenBy: string | null;
  readonly writtenAt: string | null;
}
