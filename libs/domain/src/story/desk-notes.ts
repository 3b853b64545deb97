import type { FlagKind } from '#contract/guard';

/** One entry of the desk's log. */
export interface DeskNote {
  readonly actor: string;
  /** Noun and past participle. */
  readonly action: string;
  readonly about: string;
  /** Whose update it is. */
  readonly concerns?: string;
  readonly detail: Readonly<Record<string, unknown>>;
}
/** Something the desk should look at. */
export interface RaisedFlag {
  readonly kind: FlagKind;
  readonly update: string | null;
  readonly revision: number | null;
  readonly figure: number | null;
  readonly detail: Readonly<Record<string, unknown>>;
}
/** What is recorded at the desk in the same step as a public change. */
export interface DeskNotes {
  readonly entries: readonly DeskNote[];
  readonly flags: readonly RaisedFlag[];
}
