import { CodedError } from '#contract/problems';
import type { UpdateContent } from '#contract/update';
import type { CommandOf } from './command.js';
import { admitted, revisionRecord } from './content.js';
import { filerOf } from '../guard/filers.js';
import type { Context } from './context.js';
import { changed, correction } from './correction.js';
import { checkRevision } from './if-match.js';
import { checkLease } from './lease.js';
import { mayChange, mayFile } from './permission.js';
import type { Plan } from './plan.js';
import type { StoryState, UpdateHead } from './state.js';
import { isSame } from '../totals/same.js';
import { publication, withPhotos } from './publication.js';
import { keptCorrection } from './waiting-correction.js';

/** The update as it is, or the error that there is none. */
export function headOf(state: StoryState, id: string): UpdateHead {
  const head = state.updates.get(id);
  if (!head) throw new CodedError('update_not_found', `There is no update ${id} in story ${state.id}.`);
  return head;
}

export function decideRevision(state: StoryState, command: CommandOf<'revise'>, context: Context): Plan {
  const { now, actor } = context;
  const head = headOf(state, command.id);
  mayChange(state, actor, head);
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
  const content = admitted(state, said, now);
  mayFile(actor, content);
  const { id, request = id, override, silently, photos, note } = command;
  const words = { head, content, note, silently, override, photos, actor, now };
  const plan = correction(state, { ...words, author: actor.name });
  const told = silently ? { note: silently.note, silent: true } : { note, silent: false };
  const corrects = { update: id, revision: head.revision, ...told };
  return keptCorrection(state, { id: request, content, corrects, plan }, context) ?? plan;
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
  const isOwn = content.figures.some((_figure, index) => filerOf(head, index) === actor.name);
  return { ...plan, ...(!isOwn && { vouched: true }) };
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
