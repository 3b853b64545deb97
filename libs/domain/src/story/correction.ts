import type { Instant } from '#contract/figure';
import type { Override } from '#contract/override';
import type { PhotosShown } from '#contract/media';
import type { UpdateContent } from '#contract/update';
import { type Filers, filersAfter, withFilers } from '../guard/filers.js';
import { underGuard } from '../guard/under-guard.js';
import type { Actor, WordsBefore } from './command.js';
import { citiesOf } from './content.js';
import { withGuard } from './guarded-plan.js';
import { checkRevision } from './if-match.js';
import { keyEventMark } from './key-event-mark.js';
import type { Plan } from './plan.js';
import { publication, withPhotos } from './publication.js';
import type { StoryState, UpdateHead } from './state.js';
import { checkTypo } from './typo.js';

/** New words for an update, found in order. */
export interface NewWords {
  readonly head: UpdateHead;
  readonly content: UpdateContent;
  /** What readers see beside them. */
  readonly note: string | null;
  /** Readers are told of no correction: `true`, that was looked at before. */
  readonly silently?: WordsBefore | true | undefined;
  /** Who wrote them. */
  readonly author: string;
  /** On whose word the figures go out. */
  readonly actor: Actor;
  readonly override?: Override | undefined;
  /** Figures that others than the author put there. */
  readonly figuresBy?: Filers | undefined;
  readonly photos?: PhotosShown | undefined;
  readonly now: Instant;
}

/** The next revision of an update. Throws CodedError `not_a_typo`, `stale_revision`. */
export function correction(state: StoryState, words: NewWords): Plan {
  const { head, silently, author, figuresBy, now, photos } = words;
  const guarded = underGuard(state, { ...words, id: head.id });
  const { content } = guarded;
  const filers = filersAfter(head, guarded.kept, (figure) => figuresBy?.[figure] ?? author);
  const next = withFilers({ ...head, ...changed(content), revision: head.revision + 1 }, filers);
  const before = silently === true ? undefined : silently;
  if (before) checkTypo(state, head, { before: ofRevision(before, head), after: content, now });
  const note = before ? before.note : words.note;
  const by = { note, receivedAt: now, author };
  const plan = publication('update.corrected', withPhotos(next, photos), content, by);
  const guardedPlan = withGuard(state, withMark(plan, head), guarded);
  return silently ? { ...guardedPlan, isSilent: true } : guardedPlan;
}

/** Words were read before the story was locked: they must be those that are shown. */
function ofRevision(words: WordsBefore, { revision }: UpdateHead): WordsBefore {
  checkRevision({ revision }, words.revision, 'needed');
  return words;
}

/** The fields of a head that content decides. */
export function changed(
  content: UpdateContent,
): Pick<UpdateHead, 'city' | 'cities' | 'occurredAt' | 'keyEvent'> {
  return {
    city: content.city,
    cities: citiesOf(content),
    occurredAt: content.occurredAt,
    keyEvent: content.keyEvent ?? false,
  };
}

/** A correction that makes it a key event, or no longer, says so. */
function withMark(plan: Plan, before: UpdateHead): Plan {
  const fields = plan.head && keyEventMark(before, plan.head.keyEvent);
  return plan.event && fields ? { ...plan, event: { ...plan.event, fields } } : plan;
}
