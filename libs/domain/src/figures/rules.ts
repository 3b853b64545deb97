import type { SourceKind } from '#contract/story';
import type { MetricType } from '#contract/totals';

/** What a story knows: the cities, sources and metrics its figures may name. They are only ever added to. */
export interface StoryRules {
  readonly cities: ReadonlySet<string>;
  readonly sources: ReadonlyMap<string, SourceKind>;
  readonly metrics: Readonly<Record<string, MetricType>>;
  /** People of a city, where that is known. */
  readonly populations?: ReadonlyMap<string, number>;
}

export function metricType(rules: StoryRules, metric: string): MetricType | undefined {
  return Object.hasOwn(rules.metrics, metric) ? rules.metrics[metric] : undefined;
}
