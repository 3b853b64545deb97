import type { StoryEventKind } from '#contract/event';
import { CodedError } from '#contract/problems';
import type { StoryView } from '#contract/story';
import { DEFAULT_METRICS } from '#contract/story';
import { isSame } from '../totals/same.js';
import type { CommandOf } from './command.js';
import { checkVersion } from './if-match.js';
import { introductionOf, setupOf } from './introduction.js';
import type { Plan } from './plan.js';
import type { StoryState } from './state.js';

/** A draft is kept without a number: nothing of it is in the record that readers are told. */
export function decideOpening(state: StoryState, { setup, ifMatch }: CommandOf<'open'>): Plan {
  const before = state.view;
  if (before) checkVersion(setupOf(before), ifMatch, 'if said');
  const view: StoryView = {
    id: state.id,
    title: setup.title,
    standfirst: setup.standfirst ?? null,
    date: setup.date ?? null,
    timeZone: setup.timeZone,
    status: before?.status ?? setup.status ?? 'live',
    cities: setup.cities,
    sources: setup.sources,
    metrics: setup.metrics ?? before?.metrics ?? DEFAULT_METRICS,
    ...(before?.whatWeKnow && { whatWeKnow: before.whatWeKnow }),
    ...(before?.presentation && { presentation: before.presentation }),
  };
  if (before && setup.status === 'draft' && before.status !== 'draft')
    throw new CodedError('not_a_draft', `Story ${state.id} is open; it can be paused, closed or archived.`);
  const receipt = { id: state.id, revision: null, status: 'recorded' } as const;
  if (before && isSame(before, view)) return { receipt };
  if (view.status === 'draft') return { receipt, view };
  if (before) keepsWhatIsThere(before, view);
  return storyShown(view, before ? 'story.edited' : 'story.opened');
}

/** What stands above the figures is the desk's; the setup, which programs send, leaves its blocks as they are. */
export function decideIntroduction(
  state: StoryState,
  view: StoryView,
  { introduction, ifMatch }: CommandOf<'introduce'>,
): Plan {
  const before = introductionOf(view);
  checkVersion(before, ifMatch, 'needed');
  const { title, standfirst, whatWeKnow } = introduction;
  const { whatWeKnow: _, ...rest } = { ...view, title, standfirst };
  const after: StoryView = whatWeKnow.length === 0 ? rest : { ...rest, whatWeKnow };
  const receipt = { id: state.id, revision: null, status: 'recorded' } as const;
  if (introductionOf(after).version === before.version) return { receipt };
  return view.status === 'draft' ? { receipt, view: after } : storyShown(after, 'story.edited');
}

/** Figures already filed must keep their meaning: nothing they name disappears or changes its kind. */
function keepsWhatIsThere(before: StoryView, after: StoryView): void {
  const lost = (path: string, what: string): never => {
    throw new CodedError(
      'still_in_use',
      `${what} is part of the story already. Send it along unchanged; new ones can be added.`,
      [{ path, message: `must keep ${what}` }],
    );
  };
  for (const city of before.cities)
    if (!after.cities.some((kept) => kept.id === city.id)) lost('cities', `the city ${city.id}`);
  for (const source of before.sources)
    if (!after.sources.some((kept) => kept.id === source.id && kept.kind === source.kind))
      lost('sources', `the source ${source.id} (${source.kind})`);
  for (const [metric, type] of Object.entries(before.metrics))
    if (!Object.hasOwn(after.metrics, metric) || after.metrics[metric] !== type)
      lost('metrics', `the metric ${metric} (${type})`);
}

/** Cities and sources that the story does not have yet; those it has stay as they are. */
export function decideExtension(state: StoryState, view: StoryView, command: CommandOf<'extend'>): Plan {
  const cities = command.cities.filter(({ id }) => !view.cities.some((city) => city.id === id));
  const sources = command.sources.filter(({ id }) => !view.sources.some((source) => source.id === id));
  const receipt = { id: state.id, revision: null, status: 'recorded' } as const;
  if (cities.length + sources.length === 0) return { receipt };
  const extended = {
    ...view,
    ...{ cities: [...view.cities, ...cities], sources: [...view.sources, ...sources] },
  };
  return view.status === 'draft' ? { receipt, view: extended } : storyShown(extended, 'story.edited');
}

/** What readers see of a story from now on. */
export function storyShown(view: StoryView, kind: StoryEventKind): Plan {
  return {
    receipt: { id: view.id, revision: null, status: 'recorded' },
    view,
    event: { kind, cities: [], fields: { story: view } },
  };
}
