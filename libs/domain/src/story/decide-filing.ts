import type { Instant } from '#contract/figure';
import { CodedError } from '#contract/problems';
import type { UpdateContent } from '#contract/update';
import type { WaitReason } from '#contract/waiting';
import { toInstant } from '../figures/instant.js';
import type { CommandOf } from './command.js';
import { stored } from './content.js';
import type { Context } from './context.js';
import { checkFiling, type Filing, isLate, newFiling, seenBy } from './filing.js';
import { mayFile } from './permission.js';
import type { Plan } from './plan.js';
import { newHead, publication } from './publication.js';
import { onOurClock } from './sender-clock.js';
import type { StoryState } from './state.js';
import { delayedUntil, isAhead, later, senderReasons, type StoryReason, storyReasons } from './waiting.js';

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
  if (filing.state === 'draft') checkUnused(state, command.id);
  return received(state, { ...filing, note: null }, command, context);
}

function checkUnused(state: StoryState, id: string): void {
  if (!state.updates.has(id) && !state.filed.has(id)) return;
  throw new CodedError(
    'id_reused',
    `The id ${id} was used for something with other contents. Make a new id for a new update.`,
  );
}

type Received = Pick<CommandOf<'post'>, 'content' | 'sentAt' | 'publishAt'>;

function received(
  state: StoryState,
  before: Filing,
  { content: sent, sentAt, publishAt = null }: Received,
  { now, actor }: Context,
): Plan {
  if (toInstant(sent.occurredAt) === null)
    throw new CodedError('malformed', 'occurredAt: names no moment.', [
      { path: 'occurredAt', message: 'must be a time with its offset, as 2021-01-23T15:00:00+03:00' },
    ]);
  const { content, said } = onOurClock(sent, sentAt, now);
  const filing: Filing = {
    ...before,
    content,
    publishAt,
    sentAt: sentAt ?? null,
    receivedAt: now,
    saidOccurredAt: said,
    late: isLate(content, now),
  };
  const at = isAhead(publishAt, now) ? (toInstant(publishAt) ?? now) : now;
  const reasons = [...storyReasons(state, content, at), ...senderReasons(state, content, actor)];
  if (reasons.length > 0) return submitted(filing, reasons, 'filing.submitted');
  const due = later(publishAt, delayedUntil(state.desk, content, now));
  return isAhead(due, now)
    ? scheduled(filing, due, whyLater(publishAt, due))
    : published(filing, content, now);
}

/**
 * An editor lets it go to readers, placed as they say; or its time has come. What the story does not allow is told to
 * the editor; it stops what comes by itself.
 */
export function decidePublication(state: StoryState, command: CommandOf<'publish'>, context: Context): Plan {
  return command.by === 'clock' ? decideDue(state, context) : decidePlacement(state, command, context);
}

function decideDue(state: StoryState, { filing, now }: Context): Plan {
  const content = filing && contentOf(filing);
  if (filing?.state !== 'scheduled' || !filing.isDue || !content)
    throw new CodedError('filing_settled', 'It is not due.');
  const reasons = [...storyReasons(state, content, now), ...usedReasons(state, filing)];
  return reasons.length > 0
    ? submitted(filing, reasons, 'filing.stopped')
    : published(filing, content, now, state.id);
}

function decidePlacement(
  state: StoryState,
  { version, changes, publishAt, atOnce, desk }: Extract<CommandOf<'publish'>, { by: 'editor' }>,
  { actor, filing: known, now }: Context,
): Plan {
  const filing = seenBy(known, desk);
  checkFiling(filing, version, ['submitted', 'scheduled']);
  const before = contentOf(filing);
  if (!before) throw new CodedError('filing_settled', 'Its words are gone.');
  const content = { ...before, ...changes };
  mayFile(desk, before);
  mayFile(actor, content);
  const kept = filing.isDue ? null : filing.publishAt; // `now` is whole seconds
  const wished = atOnce ? null : publishAt === undefined ? kept : publishAt;
  const at = isAhead(wished, now) ? (toInstant(wished) ?? now) : now;
  const [first, ...more] = [...usedReasons(state, filing), ...storyReasons(state, content, at)];
  if (first) throw refused(first, more);
  const placed = { ...filing, content, toStory: state.id === filing.story ? null : state.id };
  const delayed = atOnce ? null : delayedUntil(state.desk, content, filing.receivedAt ?? now);
  const due = later(wished, delayed);
  return isAhead(due, now)
    ? scheduled(placed, due, whyLater(wished, due))
    : published(placed, content, now, state.id);
}

/** Of an update that came another way under the same id there is nothing left to publish. */
function usedReasons(state: StoryState, { id }: Filing): StoryReason[] {
  return state.updates.has(id)
    ? [{ code: 'id_reused', message: 'The story has an update with this id already.' }]
    : [];
}

function refused({ code, message, path }: StoryReason, more: readonly StoryReason[]): CodedError {
  const fields = [{ path, message }, ...more].flatMap((field) =>
    field.path === undefined ? [] : { path: field.path, message: field.message },
  );
  return new CodedError(code, path === undefined ? message : `${path}: ${message}`, fields);
}

/** The words of one that was handed in, which is when they were checked. */
export function contentOf({ content, state }: Filing): UpdateContent | null {
  return state === 'draft' || state === 'sent_back' ? null : (content as UpdateContent | null);
}

function submitted(filing: Filing, reasons: readonly WaitReason[], action: string): Plan {
  const { saidOccurredAt, content } = filing;
  return {
    receipt: {
      ...{ id: filing.id, revision: null, status: 'submitted', reasons },
      ...correctedTime(saidOccurredAt, content),
    },
    desk: {
      filing: { ...filing, state: 'submitted', version: filing.version + 1, reasons },
      entry: { action, detail: { reasons: reasons.map(({ code }) => code), from: filing.state } },
    },
  };
}

function scheduled(filing: Filing, publishAt: string, reason: WaitReason): Plan {
  const { saidOccurredAt, content } = filing;
  return {
    receipt: {
      ...{ id: filing.id, revision: null, status: 'scheduled', publishAt, reasons: [reason] },
      ...correctedTime(saidOccurredAt, content),
    },
    desk: {
      filing: { ...filing, state: 'scheduled', version: filing.version + 1, publishAt, reasons: [reason] },
      entry: { action: 'filing.scheduled', detail: { publishAt, from: filing.state } },
    },
  };
}

function whyLater(wished: string | null, due: string): WaitReason {
  return wished === due
    ? { code: 'publish_at', message: 'Readers see it at the time that was set.' }
    : { code: 'safety_delay', message: 'Readers see it when the safety delay of the place is over.' };
}

/** Its times are those of now, whenever it was filed. What went straight to readers on a right clock leaves nothing at the desk. */
function published(filing: Filing, sent: UpdateContent, now: Instant, story = filing.story): Plan {
  const { id, person, saidOccurredAt, version } = filing;
  const content = stored(sent, now);
  const head = newHead({ id, revision: 1, content, receivedAt: now, author: person });
  const plan = publication('update.posted', head, content, { note: null, receivedAt: now, author: person });
  if (version === 0 && saidOccurredAt === null) return plan;
  const detail = { story, from: filing.state, ...(saidOccurredAt === null ? {} : { saidOccurredAt }) };
  return {
    ...plan,
    receipt: {
      ...plan.receipt,
      ...(story === filing.story ? {} : { story }),
      ...correctedTime(saidOccurredAt, content),
    },
    desk: {
      filing: {
        ...filing,
        ...{ state: 'published', version: version + 1, content: null, reasons: [], note: null },
      },
      entry: { action: 'filing.published', detail },
    },
  };
}

function correctedTime(said: string | null, content: Filing['content']): { occurredAt?: Instant } {
  const occurredAt = said === null ? undefined : content?.['occurredAt'];
  return typeof occurredAt === 'string' ? { occurredAt } : {};
}
