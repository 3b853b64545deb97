import type { GuardSettings, SourceGuard } from '#contract/guard';
import { presentationOf, type Shows } from '#contract/presentation';
import type { MetricType } from '#contract/totals';

type Metrics = Readonly<Record<string, MetricType>>;

/** The two that matter most first. */
export function metricsOf(metrics: Metrics): string[] {
  const rank = (metric: string) => ['arrests', 'crowd'].indexOf(metric) >>> 0;
  return Object.keys(metrics).sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

interface Showing {
  readonly metrics: Metrics;
  readonly metric: string;
  readonly shows: Shows;
}
export function withShows(guard: GuardSettings, { metrics, metric, shows }: Showing): GuardSettings {
  const before = presentationOf({ metrics, presentation: guard.metrics }, metric);
  return { ...guard, metrics: { ...guard.metrics, [metric]: { ...before, shows } } };
}

export function withSourceGuard(guard: GuardSettings, source: string, change: SourceGuard): GuardSettings {
  return { ...guard, sources: { ...guard.sources, [source]: { ...guard.sources[source], ...change } } };
}

/** The most that a source may say of one city; of what is no number nothing is said. */
export function withBound(
  guard: GuardSettings,
  { source, metric, text }: { readonly source: string; readonly metric: string; readonly text: string },
): GuardSettings {
  const { [metric]: _, ...others } = guard.sources[source]?.bounds ?? {};
  const most = /^\d{1,9}$/.test(text.trim()) ? Number(text) : 0;
  const bounds = most > 0 ? { ...others, [metric]: most } : others;
  return withSourceGuard(guard, source, { bounds });
}
