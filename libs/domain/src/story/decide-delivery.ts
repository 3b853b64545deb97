import type { DeliveredRecord } from '#contract/decision';
import { CodedError } from '#contract/problems';
import type { StoryView } from '#contract/story';
import type { UpdateContent } from '#contract/update';
import type { CommandOf } from './command.js';
import { admitted, revisionRecord, withoutWords } from './content.js';
import type { Context } from './context.js';
import { preferring } from './decide-board.js';
import { pinning } from './decide-pins.js';
import { ruling } from './decide-ruling.js';
import { checkTakesPosts } from './lifecycle.js';
import { changed } from './correction.js';
import { retraction } from './decide-update.js';
import type { Plan } from './plan.js';
import { newHead, publication } from './publication.js';
import type { StoryState, UpdateHead } from './state.js';

type DeliveredUpdate = Extract<DeliveredRecord, { type: 'update' }>;

/** A record as another newsroom's clock and desk had it: own revision numbers, own times, in any order. */
export function decideDelivery(
  state: StoryState,
  view: StoryView,
  { record, receivedAt }: CommandOf<'deliver'>,
  context: Context,
): Plan {
  try {
    return {
      ...recordPlan(state, view, record, receivedAt, context),
      shownAt: receivedAt,
      ...{ delivered: true, vouched: true },
    };
  } catch (error) {
    throw error instanceof CodedError ? ofRecord(error) : error;
  }
}

/** Of fields it says where they are in what was delivered. */
function ofRecord({ code, message, fields, revision }: CodedError): CodedError {
  const told = fields.map((field) => ({ ...field, path: `record.${field.path}` }));
  return new CodedError(code, message, told, revision);
}

function recordPlan(
  state: StoryState,
  view: StoryView,
  record: DeliveredRecord,
  receivedAt: string,
  context: Context,
): Plan {
  switch (record.type) {
    case 'pin':
      return pinning(state, record);
    case 'preference':
      return preferring(state, record);
    case 'ruling':
      return ruling(state, record);
    case 'update':
      return deliveredUpdate(state, view, record, { receivedAt, author: context.actor.name });
    default:
      return record satisfies never;
  }
}

type Filing = { readonly receivedAt: string; readonly author: string };

function deliveredUpdate(state: StoryState, view: StoryView, record: DeliveredUpdate, filing: Filing): Plan {
  const head = state.updates.get(record.id);
  if (!head) checkTakesPosts(view, { role: 'admin' });
  const content =
    record.status === 'published' ? admitted(state, contentOf(record, head), filing.receivedAt) : undefined;
  if (head && record.revision <= head.revision) return history(record, head, content, filing);
  if (!content) return deliveredRetraction(state, record, head, filing);
  const note = record.correctionNote ?? null;
  if (!head) {
    const first = newHead({ id: record.id, revision: record.revision, content, ...filing });
    return publication('update.posted', first, content, { note, ...filing });
  }
  const kind = head.status === 'retracted' ? 'update.restored' : 'update.corrected';
  const { mergedInto: _, ...own } = head;
  const next: UpdateHead = { ...own, ...changed(content), revision: record.revision, status: 'published' };
  return publication(kind, next, content, { note, ...filing });
}

/** A correction without a time or city of its own keeps those it corrects. */
function contentOf(record: DeliveredUpdate, head: UpdateHead | undefined): UpdateContent {
  const occurredAt = record.occurredAt ?? head?.occurredAt;
  if (occurredAt === undefined)
    throw new CodedError('malformed', 'A published update needs occurredAt.', [
      { path: 'occurredAt', message: 'is missing' },
    ]);
  return {
    ...record,
    city: record.city === undefined ? (head?.city ?? null) : record.city,
    occurredAt,
    text: record.text ?? '',
    figures: record.figures ?? [],
  };
}

/** A retraction may overtake what it retracts: then the tombstone stands alone. */
function deliveredRetraction(
  state: StoryState,
  record: DeliveredUpdate,
  head: UpdateHead | undefined,
  filing: Filing,
): Plan {
  const note = record.correctionNote ?? null;
  if (head) return retraction(head, record.revision, { note, ...filing });
  const place = { city: record.city ?? null, occurredAt: record.occurredAt ?? filing.receivedAt };
  const content = admitted(state, { ...place, text: '', figures: [] }, filing.receivedAt);
  const first = newHead({ id: record.id, revision: record.revision, content, ...filing });
  return retraction(first, record.revision, { note, ...filing });
}

function history(
  record: DeliveredUpdate,
  head: UpdateHead,
  content: UpdateContent | undefined,
  filing: Filing,
): Plan {
  if (record.revision === head.revision)
    throw new CodedError(
      'id_reused',
      `Revision ${record.revision} of ${record.id} is stored with other contents; the first stored holds.`,
    );
  const keys = { update: record.id, revision: record.revision, status: record.status, ...filing };
  const empty: UpdateContent = { city: head.city, occurredAt: head.occurredAt, text: '', figures: [] };
  const said = revisionRecord(keys, content ?? empty, record.correctionNote ?? null);
  const kept = content ? said : { ...said, text: null };
  return {
    receipt: { id: record.id, revision: record.revision, status: 'history' },
    revision: record.revision <= head.erasedTo ? withoutWords(kept) : kept,
  };
}
