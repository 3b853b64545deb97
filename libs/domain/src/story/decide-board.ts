import { CodedError } from '#contract/problems';
import type { CommandOf } from './command.js';
import type { Context } from './context.js';
import { headOf } from './decide-update.js';
import type { DecisionRecord, Plan } from './plan.js';
import { about, decidedLast, isNewest } from './decision.js';
import type { StoryState } from './state.js';

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
