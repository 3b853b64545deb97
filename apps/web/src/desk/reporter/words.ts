import type { ProblemCode } from '#contract/problems';
import type { WaitCode } from '#contract/waiting';
import type { Exactness, FigureDraft, Lack } from './draft.js';

export interface ReporterWords {
  readonly write: string;
  readonly send: string;
  readonly sendCorrection: string;
  readonly sentList: string;
  readonly nothingYet: string;
  readonly noStorage: string;
  readonly noSuchStory: string;
  readonly noSuchStoryHint: string;
  readonly toStories: string;

  readonly city: string;
  readonly wholeStory: string;
  readonly otherCity: string;
  readonly useCity: (name: string) => string;
  readonly time: string;
  readonly now: string;
  readonly minutesAgo: (n: number) => string;
  readonly atTime: string;
  readonly byThisPhone: string;

  readonly figure: string;
  readonly anotherFigure: string;
  readonly metric: string;
  readonly metrics: Readonly<Record<string, string>>;
  readonly kinds: Readonly<Record<FigureDraft['kind'], string>>;
  readonly kind: string;
  readonly according: string;
  readonly chooseSource: string;
  readonly exactness: string;
  readonly exactnesses: Readonly<Record<Exactness, string>>;
  readonly said: Readonly<Record<Exactness, (value: string, high: string) => string>>;
  readonly number: string;
  readonly upTo: string;
  readonly undo: string;
  readonly undoAdding: (n: string) => string;
  readonly done: string;
  readonly remove: string;

  readonly evidence: string;
  readonly link: string;
  readonly quote: string;
  readonly photo: string;
  readonly photoHint: string;
  readonly blurHere: string;
  readonly blurSize: string;
  readonly undoBlur: string;
  readonly alt: string;
  readonly altHint: string;
  readonly attach: string;
  readonly cancel: string;
  readonly notAPhoto: string;
  readonly lacks: Readonly<Record<Lack, string>>;

  readonly onPhone: string;
  /** Of what is taken back, and has not left the phone. */
  readonly stillThere: string;
  readonly sending: string;
  readonly live: string;
  readonly atDesk: string;
  readonly scheduled: (time: string) => string;
  readonly sentBack: string;
  readonly discarded: string;
  readonly withdrawn: string;
  readonly refused: string;
  /** Why, and what is still possible. */
  readonly codes: Partial<Record<ProblemCode, string>>;
  /** Where there is no sentence for why. */
  readonly otherwise: string;
  readonly photoRefused: string;
  readonly figureHeld: string;
  readonly reasons: Readonly<Record<WaitCode, string>>;
  readonly correct: string;
  readonly takeBack: string;
  readonly change: string;
  readonly remove1: string;
  readonly correctionNote: string;
  readonly correctionHint: string;
  readonly whyTakenBack: string;
  readonly correcting: string;
  readonly byMistake: string;
  readonly changes: Readonly<Record<'correction' | 'retraction' | 'undoing', string>>;

  readonly offline: (unsent: number) => string;
  readonly waiting: (unsent: number) => string;
  /** The disk takes nothing new. */
  readonly full: (unsent: number) => string;
  readonly photoNotKept: string;
  readonly signedOut: (unsent: number) => string;
  readonly signIn: string;
  readonly announced: (live: number, atDesk: number, refused: number) => string;

  readonly noteFrom: (name: string) => string;
  readonly answer: string;
  readonly sendAnswer: string;
  readonly needsNetwork: string;

  readonly thisPhone: string;
  readonly keepNothing: string;
  readonly keepNothingHint: string;
  readonly wipe: string;
  readonly wipeHint: (unsent: number) => string;
  readonly wipeNow: string;
  readonly locked: string;
  readonly earlierPassword: string;
  readonly open: string;
  readonly opened: (unsent: number) => string;
  readonly opensNothing: string;
  readonly close: string;
}
