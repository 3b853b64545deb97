import { CodedError } from '#contract/problems';
import type { CommandOf } from './command.js';
import { headOf } from './decide-update.js';
import { checkVersion } from './if-match.js';
import { keyEventMark } from './key-event-mark.js';
import type { Plan } from './plan.js';
import type { StoryState, UpdateHead } from './state.js';

/** The version of an update as a key event: `3`, and once it was made one or no longer is `3.57`. */
export function keyEventVersion({ revision, keyEventSeq }: UpdateHead): string {
  return keyEventSeq === undefined ? `${revision}` : `${revision}.${keyEventSeq}`;
}

/** Its headline is words of an update: they go with it when it is erased. */
export function decideKeyEvent(state: StoryState, command: CommandOf<'key-event'>): Plan {
  const head = headOf(state, command.id);
  if (head.status === 'retracted')
    throw new CodedError(
      'update_retracted',
      'A retracted update cannot be a key event; restore it first.',
      [],
      head.revision,
    );
  const { keyEvent, headline } = command;
  checkVersion({ version: keyEventVersion(head) }, command.ifMatch, 'needed');
  const receipt = { id: head.id, revision: head.revision, status: 'recorded' } as const;
  if (head.keyEvent === keyEvent && (headline === undefined || !keyEvent)) return { receipt };
  const named = keyEvent ? headline : null;
  const fields = keyEventMark(head, keyEvent, named === undefined ? undefined : named !== null);
  return {
    receipt,
    head: { ...head, keyEvent },
    ...(named !== undefined && { keyHeadline: { update: head.id, headline: named } }),
    event: {
      ...{ kind: 'key_event.changed', cities: head.cities, update: head.id, revision: head.revision },
      ...(fields && { fields }),
    },
  };
}
