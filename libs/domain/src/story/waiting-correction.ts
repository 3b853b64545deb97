import type { Instant } from '#contract/figure';
import type { WaitingCorrection } from '#contract/filing';
import { CodedError } from '#contract/problems';
import type { UpdateContent } from '#contract/update';
import type { WaitReason } from '#contract/waiting';
import { checkFigures } from '../figures/door.js';
import type { Actor, CommandOf } from './command.js';
import type { Context } from './context.js';
import { type Filing, newFiling } from './filing.js';
import { published, scheduled, submitted } from './filing-plans.js';
import { checkRevision } from './if-match.js';
import { checkLease } from './lease.js';
import { mayChange } from './permission.js';
import type { Plan } from './plan.js';
import type { StoryState, UpdateHead } from './state.js';
import { delayedUntil, isAhead, later, needsReview, READ_FIRST, senderReasons, whyLater } from './waiting.js';

interface Sent {
  readonly id: string;
  readonly content: UpdateContent;
  readonly corrects: WaitingCorrection;
  /** What it would be with readers at once. */
  readonly plan: Plan;
}

/** What a reporter corrects waits as what they post does. Null: nothing keeps it back. */
export function keptCorrection(
  state: StoryState,
  { id, content, corrects, plan }: Sent,
  { now, actor }: Context,
): Plan | null {
  if (actor.role !== 'reporter') return null;
  const until = delayedUntil(state.desk, content, now);
  const reads = needsReview(state.desk, actor);
  if (!reads && until === null) return null;
  if (state.updates.has(id) || state.filed.has(id))
    throw new CodedError('id_reused', `The id ${id} was used for something else. Make a new id.`);
  const filing: Filing = {
    ...newFiling({ story: state.id, id, person: actor.name }),
    ...{ content, corrects, receivedAt: now },
  };
  if (until !== null && !reads) return scheduled(filing, until, whyLater(null, until));
  return submitted(filing, [...senderReasons(state, content, actor), ...heldIn(plan)], 'filing.submitted');
}

function heldIn({ warnings = [] }: Plan): WaitReason[] {
  return warnings.flatMap(({ code, path, message }) =>
    code === 'figure_held' ? [{ code, path, message }] : [],
  );
}

/** What keeps it from the update as that is by now: nobody writes over words that were not read. */
export function correctionReasons(
  state: StoryState,
  { update, revision }: WaitingCorrection,
  { city, occurredAt, figures }: UpdateContent,
  receivedAt: Instant,
): WaitReason[] {
  const head = state.updates.get(update);
  if (head?.status !== 'published')
    return [{ code: 'update_retracted', message: 'The update is retracted by now.' }];
  if (head.revision !== revision)
    return [{ code: 'stale_revision', message: `The update is at revision ${head.revision} by now.` }];
  if (state.view?.status === 'archived')
    return [{ code: 'story_closed', message: 'The story is archived: editors correct what it says.' }];
  return checkFigures(figures, { city, occurredAt, receivedAt, rules: state.rules });
}

/** One that was sent back, handed in again. What readers are told of it, if nothing was, is for an editor to say. */
export function handedInAgain(
  state: StoryState,
  filing: Filing & { readonly content: UpdateContent; readonly corrects: WaitingCorrection },
  { photos }: Pick<CommandOf<'submit'>, 'photos'>,
  { now, actor }: Context,
): Plan {
  const { content, publishAt, corrects: before, wishes } = filing;
  const head = state.updates.get(before.update);
  if (head) mayChange(state, actor, head);
  const corrects = before.silent ? { ...before, note: null, silent: false } : before;
  const again: Filing = { ...filing, corrects };
  const unread = corrects.note === null && !needsReview(state.desk, actor) ? [READ_FIRST] : [];
  const reasons = [
    ...correctionReasons(state, corrects, content, now),
    ...[...senderReasons(state, content, actor), ...unread],
  ];
  if (reasons.length > 0) return submitted(again, reasons, 'filing.submitted');
  const due = later(publishAt, delayedUntil(state.desk, content, now));
  return isAhead(due, now)
    ? scheduled(again, due, whyLater(publishAt, due))
    : published(state, again, content, { now, actor, wishes, photos });
}

type Placement = Extract<CommandOf<'publish'>, { by: 'editor' }>;

/** As an editor lets it go: on the revision that they read, with what readers are told. */
export function readAnew(
  state: StoryState,
  filing: Filing,
  { revision, correctionNote, changes, lease }: Placement,
  actor: Actor,
): Filing {
  const { corrects } = filing;
  if (!corrects) return filing;
  if (filing.story !== state.id) throw malformed('story', 'A correction stays in the story of its update.');
  const head = standing(state, corrects.update);
  mayChange(state, actor, head);
  checkLease(actor, lease);
  checkRevision(head, revision ?? corrects.revision, 'needed');
  const isAsFiled = Object.keys(changes).length === 0 && head.revision === corrects.revision;
  const silent = corrects.silent && isAsFiled && correctionNote === undefined;
  const note = correctionNote ?? (corrects.silent && !silent ? null : corrects.note);
  if (note === null && !silent)
    throw malformed('correctionNote', 'What readers are told of the correction is missing.');
  return { ...filing, corrects: { ...corrects, revision: head.revision, note, silent } };
}

function standing({ updates }: StoryState, id: string): UpdateHead {
  const head = updates.get(id);
  if (head?.status === 'published') return head;
  throw new CodedError(
    'update_retracted',
    'The update is retracted; restore it before correcting it.',
    [],
    head?.revision,
  );
}

const malformed = (path: string, message: string) =>
  new CodedError('malformed', `${path}: ${message}`, [{ path, message }]);
