import { CodedError } from '#contract/problems';
import type { CommandOf } from './command.js';
import type { Context } from './context.js';
import { headOf } from './decide-update.js';
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
  return pinning(state, {
    type: 'pin',
    id: command.decision,
    decidedAt: now,
    updateId: command.id,
    pinned: command.pinned,
  });
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
  const { metric, city, order } = command;
  return preferring(state, { type: 'preference', id: command.decision, decidedAt: now, metric, city, order });
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
  return ruling(state, {
    type: 'ruling',
    id: command.decision,
    decidedAt: now,
    updateId: command.id,
    figure: command.figure,
    state: command.state,
  });
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
