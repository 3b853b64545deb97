import type { Instant } from '#contract/figure';
import { CodedError } from '#contract/problems';
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
import { delayedUntil, isAhead, later, senderReasons, storyReasons } from './waiting.js';

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
  return received(state, { ...filing, note: null }, command, context);
}

function checkUnused(state: StoryState, id: string): void {
  if (!state.updates.has(id) && !state.filed.has(id)) return;
  throw new CodedError(
    'id_reused',
    `The id ${id} was used for something with other contents. Make a new id for a new update.`,
  );
}

type Received = Omit<CommandOf<'post'>, 'type' | 'id'>;

function received(
  state: StoryState,
  before: Filing,
  { content: sent, sentAt, publishAt = null, wishes, photos }: Received,
  { now, actor }: Context,
): Plan {
  checkMoment(sent.occurredAt);
  const { content, said } = onOurClock(sent, sentAt, now);
  const filing: Filing = {
    ...{ ...before, content, publishAt, wishes: keptWishes(wishes, actor) },
    ...{ sentAt: sentAt ?? null, receivedAt: now, saidOccurredAt: said, late: isLate(content, now) },
    letGoBy: actor.role === 'reporter' ? null : actor.name,
  };
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

/** Figures that would be held if it went out as it is: whoever lets it go is told. */
function heldReasons(
  state: StoryState,
  { wishes, content, ...filed }: Pick<Filed, 'id' | 'content' | 'actor'> & { wishes: KeptWishes | undefined },
  now: Instant,
): WaitReason[] {
  const { held } = underGuard(state, {
    ...{ ...filed, now },
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

export function whyLater(wished: string | null, due: string): WaitReason {
  return wished === due
    ? { code: 'publish_at', message: 'Readers see it at the time that was set.' }
    : { code: 'safety_delay', message: 'Readers see it when the safety delay of the place is over.' };
}
