import type { StoryEvent } from './event.js';

/** The event once its update was retracted or erased later: without body or note. The same one if it has neither. */
export function withheldForm(event: StoryEvent): StoryEvent {
  if ('withheld' in event || !('update' in event)) return event;
  if (event.kind === 'update.retracted')
    return event.update.note === null ? event : { ...event, update: { ...event.update, note: null } };
  const { seq, shownAt, cities, changes, kind, update } = event;
  return { seq, shownAt, cities, changes, kind, id: update.id, withheld: true };
}
