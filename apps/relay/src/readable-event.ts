import type { StoryEvent, WithheldEvent } from '#contract/event';
import { type EncodedEvent, encodeEvent } from '#live/log-entry';
import type { JournalEvent } from './journal-source.js';

type Form = 'story' | 'update' | 'pins' | 'preference';
const FORMS: Readonly<Record<StoryEvent['kind'], Form>> = {
  'story.opened': 'story',
  'story.edited': 'story',
  'story.paused': 'story',
  'story.closed': 'story',
  'story.archived': 'story',
  'story.reopened': 'story',
  'update.posted': 'update',
  'update.corrected': 'update',
  'update.restored': 'update',
  'update.erased': 'update',
  'update.retracted': 'update',
  'pin.added': 'update',
  'pin.changed': 'update',
  'pin.removed': 'update',
  'pin.expired': 'update',
  'key_event.changed': 'update',
  'photo.changed': 'update',
  'ruling.made': 'update',
  'pins.reordered': 'pins',
  'preference.changed': 'preference',
};

/** Throws on what was stored but is no story event: no reader could apply it, and some would stop at it. */
export function encodeReadable({ event, totals, seq, unreadable }: JournalEvent): EncodedEvent {
  if (unreadable || !isReadable(event, seq))
    throw new TypeError(`Event ${seq} is stored in a form that nobody can read.`);
  return encodeEvent(event, totals);
}

/** What takes the place of an event nobody can read: its number, and nothing to show. */
export function placeholder({ event, seq }: JournalEvent): WithheldEvent {
  const { shownAt } = record(event);
  return {
    seq,
    shownAt: typeof shownAt === 'string' ? shownAt : '1970-01-01T00:00:00Z',
    cities: [],
    changes: [],
    kind: 'update.corrected',
    id: `unreadable-${seq}`,
    withheld: true,
  };
}

function isReadable(event: unknown, seq: number): boolean {
  const stored = record(event);
  const form = FORMS[stored['kind'] as StoryEvent['kind']] as Form | undefined;
  if (!form || stored['seq'] !== seq || !Array.isArray(stored['cities'])) return false;
  if ('withheld' in stored) return typeof stored['id'] === 'string';
  const hasPins = Array.isArray(stored['pins']);
  if (form === 'story')
    return stored['story'] === 'reload' || isText(record(stored['story']), 'id', 'title', 'status');
  if (form === 'update') return hasPins && isUpdate(record(stored['update']));
  return form === 'pins' ? hasPins : true;
}

function isUpdate(update: Readonly<Record<string, unknown>>): boolean {
  const words = update['status'] === 'published' ? ['text'] : [];
  return isText(update, 'id', 'occurredAt', 'status', ...words) && Array.isArray(update['cities']);
}

const isText = (stored: Readonly<Record<string, unknown>>, ...names: readonly string[]): boolean =>
  names.every((name) => typeof stored[name] === 'string');

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
