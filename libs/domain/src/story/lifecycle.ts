import type { StoryEventKind } from '#contract/event';
import { CodedError } from '#contract/problems';
import type { StoryStatus, StoryTurn, StoryView } from '#contract/story';
import type { Actor, CommandOf } from './command.js';
import { storyShown } from './decide-story.js';
import type { Plan } from './plan.js';
import type { StoryState } from './state.js';

interface Turn {
  readonly from: readonly StoryStatus[];
  readonly to: StoryStatus;
  readonly kind: StoryEventKind;
}
const TURNS: Readonly<Record<StoryTurn, Turn>> = {
  opening: { from: ['draft'], to: 'live', kind: 'story.opened' },
  pausing: { from: ['live'], to: 'paused', kind: 'story.paused' },
  closing: { from: ['live', 'paused'], to: 'closed', kind: 'story.closed' },
  reopening: { from: ['paused', 'closed', 'archived'], to: 'live', kind: 'story.reopened' },
  archiving: { from: ['live', 'paused', 'closed'], to: 'archived', kind: 'story.archived' },
};

/** The same again changes nothing. Throws CodedError where the story is not where this leads on from. */
export function decideTurn(state: StoryState, view: StoryView, { turn }: CommandOf<'turn'>): Plan {
  const { from, to, kind } = TURNS[turn];
  if (view.status === to) return { receipt: { id: state.id, revision: null, status: 'recorded' } };
  if (!from.includes(view.status)) throw standingInTheWay(view);
  return storyShown({ ...view, status: to }, kind);
}

/** Throws CodedError unless the story takes this one's new updates. */
export function checkTakesPosts(view: StoryView, actor: Pick<Actor, 'role'>): void {
  const refusal = whyNoPosts(view, actor);
  if (refusal) throw refusal;
}

/** Null: the story takes this one's new updates. */
export function whyNoPosts(view: StoryView, { role }: Pick<Actor, 'role'>): CodedError | null {
  if (view.status === 'live' || (view.status === 'paused' && role !== 'reporter')) return null;
  return view.status === 'archived' ? closed(view.id) : standingInTheWay(view);
}

export function draft(story: string): CodedError {
  return new CodedError(
    'story_draft',
    `Story ${story} is a draft: an editor opens it to readers before anything is posted.`,
  );
}

function standingInTheWay({ id, status }: StoryView): CodedError {
  switch (status) {
    case 'draft':
      return draft(id);
    case 'live':
      return new CodedError('not_a_draft', `Story ${id} is live.`);
    case 'paused':
      return new CodedError('story_paused', `Story ${id} pauses: editors post until one of them reopens it.`);
    case 'closed':
      return closed(id);
    case 'archived':
      return new CodedError('story_archived', `Story ${id} is archived: an editor can reopen it.`);
    default:
      return status satisfies never;
  }
}

function closed(story: string): CodedError {
  return new CodedError(
    'story_closed',
    `Story ${story} is closed: it can be corrected, but takes no new updates until an editor reopens it.`,
  );
}
