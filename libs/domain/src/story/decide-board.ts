import { CodedError } from '#contract/problems';
import { addSeconds } from '../figures/instant.js';
import type { CommandOf } from './command.js';
import type { Context } from './context.js';
import { headOf } from './decide-update.js';
import { checkRevision } from './if-match.js';
import type { DecisionRecord, Plan } from './plan.js';
import type { StoryState, UpdateHead } from './state.js';

export function decidePin(state: StoryState, command: CommandOf<'pin'>, { now }: Context): Plan {
  const head = headOf(state, command.id);
  if (command.pinned && head.status === 'retracted')
    throw new CodedError(
      'update_retracted',
      'A retracted update cannot be pinned; restore it first.',
      [],
      head.revision,
    );
  const { decision: id, id: updateId, pinned } = command;
  return pinning(state, decidedLast(state, { type: 'pin', id, decidedAt: now, updateId, pinned }));
}

/** A pin of an update that nobody sent yet, or that changes nothing shown, is kept and takes no number. */
export function pinning(state: StoryState, decision: Extract<DecisionRecord, { type: 'pin' }>): Plan {
  const head = state.updates.get(decision.updateId);
  const isPinned = state.pins.includes(decision.updateId);
  const kept: Plan = {
    receipt: { id: decision.id, revision: null, status: 'recorded' },
    decision,
    delivery: decision,
  };
  if (head?.status !== 'published' || isPinned === decision.pinned || !isNewest(state, decision)) return kept;
  return {
    ...kept,
    pins: decision.pinned ? [decision.updateId, ...state.pins] : state.pins,
    event: { kind: decision.pinned ? 'pin.added' : 'pin.removed', ...about(head) },
  };
}

const about = (head: UpdateHead) => ({ cities: head.cities, update: head.id, revision: head.revision });

/**
 * Moments are whole seconds, and of one second the higher id holds: whoever decides here decides after everything that
 * is held, so a second is added where the clock alone would not say so.
 */
function decidedLast<D extends DecisionRecord>(state: StoryState, decision: D): D {
  const last = state.totals.decidedLast(decision);
  return last === null || last < decision.decidedAt
    ? decision
    : { ...decision, decidedAt: addSeconds(last, 1) };
}

const isNewest = (state: StoryState, decision: DecisionRecord): boolean => state.totals.wouldHold(decision);

export function decidePinOrder(state: StoryState, { order }: CommandOf<'reorder-pins'>): Plan {
  const same = order.length === state.pins.length && state.pins.every((id) => order.includes(id));
  if (!same)
    throw new CodedError(
      'not_pinned',
      `The order must name the pinned updates, each once: ${state.pins.join(', ') || 'none is pinned'}.`,
      [{ path: 'order', message: 'must hold exactly the pinned updates' }],
    );
  const receipt = { id: state.id, revision: null, status: 'recorded' } as const;
  if (order.every((id, place) => state.pins[place] === id)) return { receipt };
  return { receipt, pins: order, event: { kind: 'pins.reordered', cities: [] } };
}

export function decidePreference(state: StoryState, command: CommandOf<'prefer'>, { now }: Context): Plan {
  const { decision: id, metric, city, order } = command;
  const said = { type: 'preference', id, decidedAt: now, metric, city, order } as const;
  return preferring(state, decidedLast(state, said));
}

export function preferring(
  state: StoryState,
  decision: Extract<DecisionRecord, { type: 'preference' }>,
): Plan {
  const { metric, city, order } = decision;
  if (!Object.hasOwn(state.rules.metrics, metric)) throw unknown('unknown_metric', 'metric', metric);
  if (city !== null && !state.rules.cities.has(city)) throw unknown('unknown_city', 'city', city);
  const strange = order.find((source) => !source.startsWith('kind:') && !state.rules.sources.has(source));
  if (strange !== undefined) throw unknown('unknown_source', 'order', strange);
  const kept: Plan = {
    receipt: { id: decision.id, revision: null, status: 'recorded' },
    decision,
    delivery: decision,
  };
  if (!isNewest(state, decision)) return kept;
  return {
    ...kept,
    event: {
      kind: 'preference.changed',
      cities: city === null ? [] : [city],
      fields: { metric, city, order },
    },
  };
}

function unknown(
  code: 'unknown_metric' | 'unknown_city' | 'unknown_source',
  path: string,
  value: string,
): CodedError {
  return new CodedError(code, `${path}: the story has no ${value}. An editor can add it to the story.`, [
    { path, message: 'is not part of the story' },
  ]);
}

export function decideRuling(state: StoryState, command: CommandOf<'rule'>, { now }: Context): Plan {
  const head = headOf(state, command.id);
  if (head.status === 'retracted')
    throw new CodedError(
      'update_retracted',
      'A retracted update has no figures to rule on.',
      [],
      head.revision,
    );
  checkRevision(head, command.ifMatch, 'if said');
  if (command.figure >= state.totals.figuresOf(head.id).length)
    throw new CodedError('malformed', 'The update has no such figure; the first one is 0.', [
      { path: 'figure', message: 'is not the place of a figure in the update' },
    ]);
  const { decision: id, id: updateId, figure, state: ruled } = command;
  const said = { type: 'ruling', id, decidedAt: now, updateId, figure, state: ruled } as const;
  return ruling(state, decidedLast(state, said));
}

export function ruling(state: StoryState, decision: Extract<DecisionRecord, { type: 'ruling' }>): Plan {
  const kept: Plan = {
    receipt: { id: decision.id, revision: null, status: 'recorded' },
    decision,
    delivery: decision,
  };
  if (!isNewest(state, decision)) return kept;
  const head = state.updates.get(decision.updateId);
  if (!head) return kept; // kept for when the update arrives
  if (head.status === 'retracted') return kept;
  return { ...kept, head, event: { kind: 'ruling.made', ...about(head) } };
}
