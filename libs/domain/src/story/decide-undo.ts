import { CodedError } from '#contract/problems';
import { addSeconds } from '../figures/instant.js';
import type { CommandOf } from './command.js';
import type { Context } from './context.js';
import { headOf, retraction } from './decide-update.js';
import type { Plan } from './plan.js';
import type { StoryState } from './state.js';

/** Seconds after it was recorded in which somebody takes back what a thumb did. */
const UNDO_SECONDS = 10;

/** A retraction that needs no reason, of what is not corrected and was filed by whoever takes it back. */
export function decideUndo(state: StoryState, { id }: CommandOf<'undo'>, { now, actor }: Context): Plan {
  const head = headOf(state, id);
  if (head.author !== actor.name)
    throw new CodedError('not_allowed', 'Only who filed an update undoes it; an editor can retract it.');
  if (head.status === 'retracted')
    throw new CodedError('update_retracted', 'The update is retracted already.', [], head.revision);
  if (head.revision !== 1 || now > addSeconds(head.receivedAt, UNDO_SECONDS))
    throw new CodedError(
      'too_late_to_undo',
      `An update can be undone for ${UNDO_SECONDS} seconds while it is as it was filed. It can be corrected or retracted, with a note that readers see.`,
      [],
      head.revision,
    );
  return retraction(head, head.revision + 1, { note: null, receivedAt: now, author: actor.name });
}
