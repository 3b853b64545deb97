import { CodedError } from '#contract/problems';
import type { Command } from './command.js';
import type { Context } from './context.js';
import { decideDelivery } from './decide-delivery.js';
import {
  decideErasure,
  decidePhoto,
  decideRestoration,
  decideRetraction,
  decideRevision,
} from './decide-update.js';
import { decideMerging } from './decide-merging.js';
import { decideKeyEvent } from './decide-key-event.js';
import { decideTurn, draft } from './lifecycle.js';
import { decidePreference } from './decide-board.js';
import { decideBoard, decidePin, decidePinExpiry, decidePinOrder } from './decide-pins.js';
import { decideRuling } from './decide-ruling.js';
import { decidePost, decideSubmission } from './decide-filing.js';
import { decidePublication } from './decide-publication.js';
import { decideDesk } from './decide-desk.js';
import { decideExtension, decideIntroduction, decideOpening } from './decide-story.js';
import { decideGuard } from './decide-guard.js';
import { decideUndo } from './decide-undo.js';
import { mayDecide } from './permission.js';
import type { Plan } from './plan.js';
import type { StoryState } from './state.js';

/** The desk is there before readers are: what is filed waits, and is prepared for. */
const IN_A_DRAFT: readonly Command['type'][] = ['post', 'submit', 'publish', 'extend', 'set-desk'];

/** What a command leads to in the story as it is. Throws CodedError when the story does not allow it; changes nothing. */
export function decide(state: StoryState, command: Command, context: Context): Plan {
  mayDecide(state, context.actor, command);
  if (command.type === 'open') return decideOpening(state, command);
  if (!state.view)
    throw new CodedError('story_not_found', `There is no story ${state.id}; an editor can open it.`);
  if (command.type === 'turn') return decideTurn(state, state.view, command);
  if (command.type === 'introduce') return decideIntroduction(state, state.view, command);
  if (state.view.status === 'draft' && !IN_A_DRAFT.includes(command.type)) throw draft(state.id);
  switch (command.type) {
    case 'extend':
      return decideExtension(state, state.view, command);
    case 'post':
      return decidePost(state, command, context);
    case 'submit':
      return decideSubmission(state, command, context);
    case 'publish':
      return decidePublication(state, command, context);
    case 'set-desk':
      return decideDesk(state, state.view, command);
    case 'revise':
      return decideRevision(state, command, context);
    case 'merge':
      return decideMerging(state, command, context);
    case 'retract':
      return decideRetraction(state, command, context);
    case 'undo':
      return decideUndo(state, command, context);
    case 'restore':
      return decideRestoration(state, command, context);
    case 'erase':
      return decideErasure(state, command);
    case 'key-event':
      return decideKeyEvent(state, command);
    case 'photo':
      return decidePhoto(state, command);
    case 'pin':
      return decidePin(state, command, context);
    case 'reorder-pins':
      return decidePinOrder(state, command);
    case 'board':
      return decideBoard(state, command, context);
    case 'expire-pin':
      return decidePinExpiry(state, command, context);
    case 'prefer':
      return decidePreference(state, command, context);
    case 'guard':
      return decideGuard(state, state.view, command, context);
    case 'rule':
      return decideRuling(state, command, context);
    case 'deliver':
      return decideDelivery(state, state.view, command, context);
    default:
      return command satisfies never;
  }
}
