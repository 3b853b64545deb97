import { COUNTER_KINDS, FIGURE_STATES, type FigureClaim, type Instant } from '#contract/figure';
import { FUTURE_TOLERANCE_SECONDS, LIMITS } from '#contract/limits';
import { placeOf } from './claim.js';
import { type FigureProblem, invalid, listed } from './figure-problem.js';
import { addSeconds, toInstant } from './instant.js';
import { metricType, type StoryRules } from './rules.js';
import { valueProblem } from './value-problem.js';

export interface FiledWith {
  /** The update's city; null: none. */
  readonly city: string | null;
  /** The update's own moment, checked as the figures' default. */
  readonly occurredAt?: string;
  /** The server's clock; without it nothing is in the future. */
  readonly receivedAt?: Instant;
  readonly rules: StoryRules;
}

/** Everything about an update's figures, city and time that the newsroom cannot count; empty: they may come in. */
export function checkFigures(figures: readonly FigureClaim[], filed: FiledWith): FigureProblem[] {
  const problems = [cityProblem(filed.city, 'city', filed.rules)];
  if (filed.occurredAt !== undefined) problems.push(timeProblem(filed.occurredAt, 'occurredAt', filed));
  if (figures.length > LIMITS.figuresPerUpdate) {
    const most = `An update takes at most ${LIMITS.figuresPerUpdate} figures: split it.`;
    problems.push(invalid('figures', most));
  } else {
    for (const [index, figure] of figures.entries()) {
      problems.push(...figureProblems(figure, `figures.${index}`, filed));
    }
  }
  return problems.filter((problem) => problem !== null);
}

function figureProblems(figure: FigureClaim, path: string, filed: FiledWith): (FigureProblem | null)[] {
  if (typeof figure !== 'object' || figure === null) {
    return [invalid(path, 'A figure is an object with metric, source and a value.')];
  }
  return [
    metricProblem(figure, path, filed.rules),
    sourceProblem(figure, path, filed.rules),
    kindProblem(figure, path, filed.rules),
    stateProblem(figure, path),
    placeProblem(figure, path, filed),
    valueProblem(figure, path),
    figure.asOf !== undefined ? timeProblem(figure.asOf, `${path}.asOf`, filed) : null,
  ];
}

function metricProblem({ metric }: FigureClaim, path: string, rules: StoryRules): FigureProblem | null {
  if (typeof metric === 'string' && metricType(rules, metric)) return null;
  const message = `The story counts ${listed(Object.keys(rules.metrics))}.`;
  return { code: 'unknown_metric', path: `${path}.metric`, message };
}

function sourceProblem({ source }: FigureClaim, path: string, rules: StoryRules): FigureProblem | null {
  if (rules.sources.has(source)) return null;
  const message = `The story's sources are ${listed([...rules.sources.keys()])}. An editor can add another.`;
  return { code: 'unknown_source', path: `${path}.source`, message };
}

function kindProblem({ metric, kind }: FigureClaim, path: string, rules: StoryRules): FigureProblem | null {
  if (kind === undefined) return null;
  if (typeof metric === 'string' && metricType(rules, metric) === 'gauge') {
    return invalid(`${path}.kind`, 'Only counters have a kind: leave it out.');
  }
  return COUNTER_KINDS.includes(kind)
    ? null
    : invalid(`${path}.kind`, `A kind is one of ${listed(COUNTER_KINDS)}; left out it is so_far.`);
}

function stateProblem({ state }: FigureClaim, path: string): FigureProblem | null {
  if (state === undefined || FIGURE_STATES.includes(state)) return null;
  return invalid(`${path}.state`, `A state is one of ${listed(FIGURE_STATES)}; left out it is counted.`);
}

function placeProblem(figure: FigureClaim, path: string, filed: FiledWith): FigureProblem | null {
  const { city, scope } = figure;
  if (scope !== undefined && scope !== 'story') {
    return invalid(`${path}.scope`, 'The only scope is "story"; left out the figure is about a city.');
  }
  if (scope !== undefined && city !== undefined) {
    return invalid(`${path}.scope`, 'A figure has a city or the scope "story", never both.');
  }
  if (placeOf(figure, filed.city) === undefined) {
    return invalid(`${path}.city`, 'Name the city; for the whole story say "scope": "story" and no city.');
  }
  return city === undefined ? null : cityProblem(city, `${path}.city`, filed.rules);
}

function cityProblem(city: string | null, path: string, rules: StoryRules): FigureProblem | null {
  if (city === null || rules.cities.has(city)) return null;
  return {
    code: 'unknown_city',
    path,
    message: `The story has ${rules.cities.size} cities and this is none of them. An editor can add it.`,
  };
}

function timeProblem(text: string, path: string, { receivedAt }: FiledWith): FigureProblem | null {
  const instant = typeof text === 'string' ? toInstant(text) : null;
  if (!instant) return invalid(path, 'A time has its offset: 2021-01-23T15:30:00+03:00 or …T12:30:00Z.');
  if (!receivedAt || instant <= addSeconds(receivedAt, FUTURE_TOLERANCE_SECONDS)) return null;
  const message = `This lies more than ${FUTURE_TOLERANCE_SECONDS / 60} minutes ahead of the newsroom's clock: check yours.`;
  return { code: 'in_the_future', path, message };
}
