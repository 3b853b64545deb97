import type { PreferenceView } from '#contract/decision';
import { CodedError } from '#contract/problems';
import type { CommandOf } from './command.js';
import type { Context } from './context.js';
import { headOf } from './decide-update.js';
import { checkRevision, checkVersion } from './if-match.js';
import { decidedLast, isNewest } from './newest-decision.js';
import type { DecisionRecord, Plan } from './plan.js';
import type { StoryState } from './state.js';
import { versionOf } from './version.js';

export function decidePreference(state: StoryState, command: CommandOf<'prefer'>, { now }: Context): Plan {
  const { decision: id, metric, city, order } = command;
  const said = { type: 'preference', id, decidedAt: now, metric, city, order } as const;
  const plan = preferring(state, decidedLast(state, said));
  checkVersion(preferenceOf(state, metric, city), command.ifMatch, 'if said');
  return plan;
}

function preferenceOf({ totals }: StoryState, metric: string, city: string | null): PreferenceView {
  const order = totals.preference(metric, city);
  return { metric, city, order, version: versionOf(order) };
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
  return {
    ...kept,
    head,
    event: { kind: 'ruling.made', cities: head.cities, update: head.id, revision: head.revision },
  };
}
