import type { PreferenceView } from '#contract/decision';
import { CodedError } from '#contract/problems';
import { hasFiledThere } from '../guard/filed-there.js';
import type { CommandOf } from './command.js';
import type { Context } from './context.js';
import { checkVersion } from './if-match.js';
import type { DecisionRecord, Plan } from './plan.js';
import { versionOf } from './version.js';
import { decidedLast, isNewest } from './decision.js';
import type { StoryState } from './state.js';

export function decidePreference(
  state: StoryState,
  command: CommandOf<'prefer'>,
  { now, actor }: Context,
): Plan {
  const { decision: id, metric, city, order } = command;
  const said = { type: 'preference', id, decidedAt: now, metric, city, order } as const;
  const { vouched, ...plan } = preferring(state, decidedLast(state, said));
  checkVersion(preferenceOf(state, metric, city), command.ifMatch, 'if said');
  return vouched && !hasFiledThere(state, actor.name, command) ? { ...plan, vouched } : plan;
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
    vouched: true,
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
