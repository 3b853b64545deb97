import { LATE_AFTER_SECONDS } from '#contract/limits';
import type { Instant } from '#contract/figure';
import type { DeskSettingsView, FilingView } from '#contract/filing';
import { CodedError } from '#contract/problems';
import type { FilingWishes, UpdateContent } from '#contract/update';
import { toInstant } from '../figures/instant.js';
import type { Filers } from '../guard/filers.js';
import type { Actor } from './command.js';
import { checkVersion } from './if-match.js';

/** What its figures go out on, where it is published later. */
export interface KeptWishes extends FilingWishes {
  /** On an admin's word: nothing of it is held. */
  readonly asAdmin?: boolean;
  /** Figures that editors put into it. */
  readonly figuresBy?: Filers;
}

/** Something filed that is not, or was not at once, with readers: as the desk keeps it. Its id becomes the update's. */
export interface Filing extends FilingView {
  /** Where an editor placed it, if in another story than it was filed for. */
  readonly toStory: string | null;
  readonly wishes: KeptWishes | null;
  /** The id of the last request that moved it at the desk, so that a repeat is known. */
  readonly lastRequest: string | null;
  /** Its time has come, by the database's clock under the lock. */
  readonly isDue: boolean;
}

/** What a decision leads to at the desk, recorded with it. `version` of a filing that is new: 1. */
export interface DeskPlan {
  readonly filing?: Filing;
  readonly settings?: DeskSettingsView;
  /** What the desk's log says of it; nothing when left out. */
  readonly entry?: { readonly action: string; readonly detail: Readonly<Record<string, unknown>> };
}

export function filingView({
  toStory: _,
  lastRequest: __,
  isDue: ___,
  wishes: ____,
  ...view
}: Filing): FilingView {
  return view;
}

interface Filed {
  readonly story: string;
  readonly id: string;
  readonly person: string;
}
/** One that nobody has seen yet. */
export function newFiling({ story, id, person }: Filed): Filing {
  return {
    id,
    story,
    person,
    state: 'draft',
    version: 0,
    content: null,
    reasons: [],
    note: null,
    publishAt: null,
    sentAt: null,
    receivedAt: null,
    saidOccurredAt: null,
    late: false,
    updatedAt: '',
    published: null,
    letGoBy: null,
    corrects: null,
    toStory: null,
    wishes: null,
    lastRequest: null,
    isDue: false,
  };
}

/** Drafts, and what was sent back, are their authors'; to everybody else they are not there. */
export function isSeenBy({ person, state }: Pick<Filing, 'person' | 'state'>, actor: Actor): boolean {
  return person === actor.name || (actor.role !== 'reporter' && state !== 'draft');
}

/** The filing, or the error that there is none for whoever asks. */
export function seenBy(filing: Filing | undefined | null, actor: Actor): Filing {
  if (!filing || !isSeenBy(filing, actor))
    throw new CodedError('filing_not_found', 'There is no filing with this id at this desk.');
  return filing;
}

/** Throws unless it is where it was read, and where this can be done. `version` null: nobody said which was read. */
export function checkFiling(
  filing: Filing,
  version: number | null,
  states: readonly FilingView['state'][],
): void {
  checkVersion(filingView(filing), version, 'needed');
  if (!states.includes(filing.state))
    throw new CodedError(
      'filing_settled',
      `The filing is ${filing.state}; this is for ${states.join(', ')}.`,
    );
}

/** Whether it reached us long after the moment that it is about. */
export function isLate({ occurredAt }: Pick<UpdateContent, 'occurredAt'>, receivedAt: Instant): boolean {
  const instant = toInstant(occurredAt);
  return instant !== null && Date.parse(receivedAt) - Date.parse(instant) > LATE_AFTER_SECONDS * 1000;
}
