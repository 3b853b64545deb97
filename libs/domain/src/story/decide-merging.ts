import { CodedError } from '#contract/problems';
import type { CommandOf } from './command.js';
import type { Context } from './context.js';
import { decideRevision, headOf, retraction } from './decide-update.js';
import { checkRevision } from './if-match.js';
import { checkLease } from './lease.js';
import { mayChange } from './permission.js';
import type { Plan } from './plan.js';
import type { StoryState } from './state.js';

/**
 * Two reports of one event become one. The other one goes first: no total ever counts both, at no number of the story.
 */
export function decideMerging(state: StoryState, command: CommandOf<'merge'>, context: Context): Plan {
  const { other, ...said } = command;
  if (other.id === said.id)
    throw new CodedError('malformed', 'An update is merged with another one.', [
      { path: 'with', message: 'must be another update' },
    ]);
  const merged = decideRevision(state, { ...said, type: 'revise' }, context);
  const { actor, now } = context;
  const head = headOf(state, other.id);
  mayChange(state, actor, head);
  if (head.status === 'retracted')
    throw new CodedError('update_retracted', 'The other update is retracted.', [], head.revision);
  checkLease(actor, other.lease);
  checkRevision(head, other.ifMatch, 'needed');
  const filing = { note: said.note, receivedAt: now, author: actor.name };
  const gone = retraction({ ...head, mergedInto: said.id }, head.revision + 1, filing);
  return { ...gone, next: merged };
}
