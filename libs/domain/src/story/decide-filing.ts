import type { Instant } from '#contract/figure';
import { CodedError } from '#contract/problems';
import type { UpdateContent } from '#contract/update';
import type { WaitReason } from '#contract/waiting';
import { toInstant } from '../figures/instant.js';
import { heldWhy } from '../guard/told.js';
import { type Filed, underGuard } from '../guard/under-guard.js';
import type { Actor, CommandOf } from './command.js';
import type { Context } from './context.js';
import { stored } from './content.js';
import { checkFiling, type Filing, isLate, type KeptWishes, newFiling, seenBy } from './filing.js';
import { published, scheduled, submitted } from './filing-plans.js';
import type { Plan } from './plan.js';
import { onOurClock } from './sender-clock.js';
import type { StoryState } from './state.js';
import { delayedUntil, isAhead, later, senderReasons, storyReasons, whyLater } from './waiting.js';
import { handedInAgain } from './waiting-correction.js';

/** Published, or kept at the desk with the reasons why not: what is of the right form is never refused. */
export function decidePost(state: StoryState, command: CommandOf<'post'>, context: Context): Plan {
  checkUnused(state, command.id);
  const filing = newFiling({ story: state.id, id: command.id, person: context.actor.name });
  return received(state, filing, command, context);
}

/** A draft, or what was sent back, handed in by its author. */
export function decideSubmission(state: StoryState, command: CommandOf<'submit'>, context: Context): Plan {
  const filing = seenBy(context.filing, context.actor);
  checkFiling(filing, command.version, ['draft', 'sent_back']);
  if (filing.receivedAt === null) checkUnused(state, command.id);
  const again = { ...filing, note: null };
  const { corrects } = filing;
  if (!corrects) return received(state, again, command, context);
  const { sentAt: _, ...said } = command; // the time is the update's, not the phone's
  const sent = handedIn(again, said, context);
  return handedInAgain(state, { ...sent, corrects }, command, context);
}

function checkUnused(state: StoryState, id: string): void {
  if (!state.updates.has(id) && !state.filed.has(id)) return;
  throw new CodedError(
    'id_reused',
    `The id ${id} was used for something with other contents. Make a new id for a new update.`,
  );
}

type Received = Omit<CommandOf<'post'>, 'type' | 'id'>;

function received(state: StoryState, before: Filing, command: Received, context: Context): Plan {
  const { publishAt = null, wishes, photos } = command;
  const { now, actor } = context;
  const filing = handedIn(before, command, context);
  const { content } = filing;
  const ofStory = storyReasons(state, { content, at: shownWhen(publishAt, now), actor });
  const reasons = [...ofStory, ...senderReasons(state, content, actor)];
  if (reasons.length > 0) {
    const weighed =
      ofStory.length > 0 ? [] : heldReasons(state, { id: filing.id, content, actor, wishes }, now);
    return submitted(filing, [...reasons, ...weighed], 'filing.submitted');
  }
  const due = later(publishAt, delayedUntil(state.desk, content, now));
  return isAhead(due, now)
    ? scheduled(filing, due, whyLater(publishAt, due))
    : published(state, filing, content, { now, actor, wishes, photos });
}

/** With the times of our clock. */
function handedIn(
  before: Filing,
  { content: sent, sentAt, publishAt = null, wishes }: Received,
  { now, actor }: Context,
): Filing & { readonly content: UpdateContent } {
  checkMoment(sent.occurredAt);
  const { content, said } = onOurClock(sent, sentAt, now);
  return {
    ...{ ...before, content, publishAt, wishes: keptWishes(wishes, actor) },
    ...{ sentAt: sentAt ?? null, receivedAt: now, saidOccurredAt: said, late: isLate(content, now) },
    letGoBy: actor.role === 'reporter' ? null : actor.name,
  };
}

/** Figures that would be held if it went out as it is: whoever lets it go is told. */
function heldReasons(
  state: StoryState,
  { wishes, content, ...filed }: Pick<Filed, 'id' | 'content' | 'actor'> & { wishes: KeptWishes | undefined },
  now: Instant,
): WaitReason[] {
  const { held } = underGuard(state, {
    ...{ ...filed, author: filed.actor.name, now },
    content: stored(content, now),
    override: wishes?.override,
  });
  return held.map((each) => {
    const { message } = heldWhy(each);
    return { code: 'figure_held', path: `figures.${each.figure}`, message };
  });
}

function keptWishes(wishes: KeptWishes | undefined, { role }: Actor): KeptWishes | null {
  return role === 'admin' ? { ...wishes, asAdmin: true } : (wishes ?? null);
}

function checkMoment(occurredAt: string): void {
  if (toInstant(occurredAt) !== null) return;
  throw new CodedError('malformed', 'occurredAt: names no moment.', [
    { path: 'occurredAt', message: 'must be a time with its offset, as 2021-01-23T15:00:00+03:00' },
  ]);
}

/** When readers would see it: what it tells of must not be after that. */
export function shownWhen(publishAt: string | null, now: Instant): Instant {
  return isAhead(publishAt, now) ? (toInstant(publishAt) ?? now) : now;
}
