import { CodedError } from '#contract/problems';
import type { UpdateContent } from '#contract/update';
import type { CommandOf, WordsBefore } from './command.js';
import { admitted, citiesOf, eitherCities, revisionRecord } from './content.js';
import type { Context } from './context.js';
import { checkRevision } from './if-match.js';
import { keyEventMark } from './key-event-mark.js';
import { checkLease } from './lease.js';
import { filersAfter, withFilers } from '../guard/filers.js';
import { underGuard } from '../guard/under-guard.js';
import { withGuard } from './guarded-plan.js';
import { mayChange, mayFile } from './permission.js';
import type { Plan } from './plan.js';
import type { StoryState, UpdateHead } from './state.js';
import { checkTypo } from './typo.js';
import { delayedUntil, needsReview } from './waiting.js';
import { isSame } from '../totals/same.js';
import { publication, withPhotos } from './publication.js';

/** The update as it is, or the error that there is none. */
export function headOf(state: StoryState, id: string): UpdateHead {
  const head = state.updates.get(id);
  if (!head) throw new CodedError('update_not_found', `There is no update ${id} in story ${state.id}.`);
  return head;
}

export function decideRevision(
  state: StoryState,
  command: CommandOf<'revise'>,
  { now, actor }: Context,
): Plan {
  const head = headOf(state, command.id);
  mayChange(state, actor, head);
  if (needsReview(state.desk, actor))
    throw new CodedError(
      'not_allowed',
      'What this account files is read by an editor first: an editor corrects it.',
    );
  if (head.status === 'retracted')
    throw new CodedError(
      'update_retracted',
      'The update is retracted; restore it before correcting it.',
      [],
      head.revision,
    );
  checkLease(actor, command.lease);
  checkRevision(head, command.ifMatch, 'needed');
  const said: UpdateContent = {
    keyEvent: head.keyEvent,
    ...command.content,
    city: command.content.city === undefined ? head.city : command.content.city,
    occurredAt: command.content.occurredAt ?? head.occurredAt,
  };
  const admissible = admitted(state, said, now);
  mayFile(actor, admissible);
  if (actor.role === 'reporter') checkDelay(state, admissible, now);
  const { id, override } = command;
  const guarded = underGuard(state, { id, content: admissible, actor, now, override });
  const { content } = guarded;
  const filers = filersAfter(head, guarded.kept, actor.name);
  const next = withFilers({ ...head, ...changed(content), revision: head.revision + 1 }, filers);
  const { silently: before } = command;
  if (before) checkTypo(state, head, { before: ofRevision(before, head), after: content, now });
  const note = before ? before.note : command.note;
  const plan = publication('update.corrected', withPhotos(next, command.photos), content, {
    note,
    receivedAt: now,
    author: actor.name,
  });
  const guardedPlan = withGuard(state, withMark(withCitiesBefore(plan, head), head), guarded);
  return before ? { ...guardedPlan, isSilent: true } : guardedPlan;
}

/** New words would be with readers sooner than the place's safety delay lets what is filed there. */
function checkDelay(state: StoryState, content: UpdateContent, now: string): void {
  if (delayedUntil(state.desk, content, now) === null) return;
  throw new CodedError(
    'not_allowed',
    'The place has a safety delay: an editor corrects what is said of it, or file it as an update of its own. You can retract it.',
  );
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

/** Whoever was shown the update before is told of its change, wherever it goes. */
export function withCitiesBefore(plan: Plan, before: UpdateHead): Plan {
  if (!plan.event) return plan;
  return { ...plan, event: { ...plan.event, cities: eitherCities(before.cities, plan.event.cities) } };
}

/** A correction that makes it a key event, or no longer, says so. */
function withMark(plan: Plan, before: UpdateHead): Plan {
  const fields = plan.head && keyEventMark(before, plan.head.keyEvent);
  return plan.event && fields ? { ...plan, event: { ...plan.event, fields } } : plan;
}

export function decideRetraction(
  state: StoryState,
  command: CommandOf<'retract'>,
  { now, actor }: Context,
): Plan {
  const head = headOf(state, command.id);
  mayChange(state, actor, head);
  if (head.status === 'retracted')
    throw new CodedError('update_retracted', 'The update is retracted already.', [], head.revision);
  checkRevision(head, command.ifMatch, 'if said');
  return retraction(head, head.revision + 1, { note: command.note, receivedAt: now, author: actor.name });
}

/** A revision without words, figures and evidence. It stays where it was, as a struck line with its reason. */
export function retraction(
  head: UpdateHead,
  revision: number,
  by: { note: string | null; receivedAt: string; author: string },
): Plan {
  const next: UpdateHead = { ...head, revision, status: 'retracted' };
  const empty: UpdateContent = { city: head.city, occurredAt: head.occurredAt, text: '', figures: [] };
  const record = {
    update: head.id,
    revision,
    status: 'retracted' as const,
    receivedAt: by.receivedAt,
    author: by.author,
  };
  return {
    receipt: { id: head.id, revision, status: 'retracted' },
    head: next,
    revision: { ...revisionRecord(record, empty, by.note), text: null },
    delivery: {
      type: 'update',
      id: head.id,
      revision,
      status: 'retracted',
      city: head.city,
      occurredAt: head.occurredAt,
      figures: [],
    },
    event: { kind: 'update.retracted', cities: head.cities, update: head.id, revision, withholds: true },
  };
}

export function decideRestoration(
  state: StoryState,
  command: CommandOf<'restore'>,
  { now, actor }: Context,
): Plan {
  const head = headOf(state, command.id);
  mayChange(state, actor, head);
  if (head.status !== 'retracted')
    throw new CodedError('not_retracted', 'The update is not retracted; there is nothing to restore.');
  checkRevision(head, command.ifMatch, 'needed');
  if (command.before.retraction !== head.revision)
    throw new CodedError('stale_revision', 'The update changed meanwhile; ask again.', [], head.revision);
  const revision = head.revision + 1;
  const isErased = command.before.revision <= head.erasedTo;
  const content = isErased ? withoutWords(command.before.content) : command.before.content;
  const erasedTo = isErased ? revision : head.erasedTo;
  const { mergedInto: _, ...own } = head;
  const restored: UpdateHead = { ...own, ...changed(content), revision, erasedTo, status: 'published' };
  const next = withPhotos(restored, command.photos);
  mayFile(actor, content);
  const plan = publication('update.restored', next, content, {
    note: isErased ? null : command.before.correctionNote,
    receivedAt: now,
    author: actor.name,
  });
  return { ...withCitiesBefore(plan, head), vouched: true };
}

/** Words erased while the restoration was on its way stay erased. */
function withoutWords({
  city,
  occurredAt,
  keyEvent,
  labels,
  confirmed,
  figures,
}: UpdateContent): UpdateContent {
  return { city, occurredAt, keyEvent, labels, confirmed, figures, text: '' };
}

/** Shows a photo in an update that names it, or takes it out. */
export function decidePhoto(state: StoryState, { id, photo, size }: CommandOf<'photo'>): Plan {
  const head = headOf(state, id);
  const receipt = { id, revision: head.revision, status: 'recorded' } as const;
  const { [photo]: shown, ...others } = head.photos ?? {};
  if (head.status === 'retracted' || isSame(shown ?? null, size)) return { receipt };
  return {
    receipt,
    head: { ...head, photos: size ? { ...others, [photo]: size } : others },
    event: { kind: 'photo.changed', cities: head.cities, update: id, revision: head.revision },
  };
}

export function decideErasure(state: StoryState, command: CommandOf<'erase'>): Plan {
  const head = headOf(state, command.id);
  const receipt = { id: head.id, revision: head.revision, status: 'recorded' } as const;
  const { photos: _, ...kept } = head;
  const erased: UpdateHead = { ...kept, erasedTo: head.revision };
  const kind = head.status === 'published' ? 'update.erased' : 'update.retracted';
  return {
    receipt,
    erases: head.id,
    head: erased,
    event: { kind, cities: head.cities, update: head.id, revision: head.revision, withholds: true },
  };
}
