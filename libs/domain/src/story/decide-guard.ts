import type { GuardSettings, GuardView, SaidGuard } from '#contract/guard';
import { type MetricPresentation, USUAL_PRESENTATION } from '#contract/presentation';
import { CodedError } from '#contract/problems';
import type { StoryView } from '#contract/story';
import type { StoryRules } from '../figures/rules.js';
import { isSame } from '../totals/same.js';
import { isOfDesk } from '../totals/shown-sums.js';
import type { CommandOf } from './command.js';
import type { Context } from './context.js';
import { checkVersion } from './if-match.js';
import type { Plan } from './plan.js';
import type { StoryState } from './state.js';
import { versionOf } from './version.js';

export function guardView({ sources, metrics }: GuardSettings): GuardView {
  return { version: versionOf({ sources, metrics }), sources, metrics };
}

/** What guards the figures is the desk's; what readers are shown of a metric is part of the story that they see. */
export function decideGuard(
  state: StoryState,
  view: StoryView,
  { settings: said, ifMatch }: CommandOf<'guard'>,
  { actor }: Context,
): Plan {
  checkVersion(guardView(state.guard), ifMatch, 'needed');
  checkNames(state.rules, said);
  const settings: GuardSettings = { sources: said.sources, metrics: whole(view, said) };
  const receipt = { id: state.id, revision: null, status: 'recorded' } as const;
  if (isSame(state.guard, settings)) return { receipt };
  const detail = { from: state.guard, to: settings };
  const entry = { actor: actor.name, action: 'guard.changed', about: state.id, detail };
  const plan: Plan = { receipt, guard: settings, desk: { entries: [entry], flags: [] } };
  const presented = presentedAs(view, settings);
  if (isSame(view.presentation, presented.presentation)) return plan;
  return {
    ...plan,
    view: presented,
    event: {
      ...{ kind: 'story.edited', cities: [] },
      fields: { story: presented, ...(turnsOver(view, presented) && { anew: true }) },
    },
  };
}

/** Figures of a metric come to readers, or go from them. */
function turnsOver(
  { metrics, presentation: before }: StoryView,
  { presentation: after }: StoryView,
): boolean {
  return Object.keys(metrics).some((metric) => isOfDesk(metric, before) !== isOfDesk(metric, after));
}

function checkNames({ sources, metrics }: StoryRules, settings: SaidGuard): void {
  for (const [id, { bounds = {} }] of Object.entries(settings.sources)) {
    if (!sources.has(id)) throw unknown('unknown_source', `sources.${id}`);
    const strange = Object.keys(bounds).find((metric) => !Object.hasOwn(metrics, metric));
    if (strange !== undefined) throw unknown('unknown_metric', `sources.${id}.bounds.${strange}`);
  }
  for (const id of Object.keys(settings.metrics))
    if (!Object.hasOwn(metrics, id)) throw unknown('unknown_metric', `metrics.${id}`);
}

function unknown(code: 'unknown_source' | 'unknown_metric', path: string): CodedError {
  return new CodedError(
    code,
    `${path}: the story has none of this name. An editor can add it to the story.`,
    [{ path, message: 'is not part of the story' }],
  );
}

/** What is not said of a metric is as usual. */
function whole({ metrics: types }: StoryView, { metrics }: SaidGuard): GuardSettings['metrics'] {
  const each = Object.entries(metrics).map(([metric, said]): [string, MetricPresentation] => {
    return [metric, { ...USUAL_PRESENTATION[types[metric] ?? 'counter'], ...said }];
  });
  return Object.fromEntries(each);
}

function presentedAs(view: StoryView, { metrics }: GuardSettings): StoryView {
  const { presentation: _, ...rest } = view;
  return Object.keys(metrics).length === 0 ? rest : { ...rest, presentation: metrics };
}
