import type { MetricType } from './totals.js';

/** `city_sum`: leading figures and their sum by city; `leading`: without that sum; `desk`: nothing of it. */
export const SHOWS = ['city_sum', 'leading', 'desk'] as const;
export type Shows = (typeof SHOWS)[number];
/** What readers' pages show of a metric. */
export interface MetricPresentation {
  readonly shows: Shows;
  /** The sum by city is withheld until the desk lifts that. */
  readonly sumSuspended: boolean;
}

/** Of a metric that the desk said nothing about: a sum of peaks at different hours is nobody's crowd. */
export const USUAL_PRESENTATION: Readonly<Record<MetricType, MetricPresentation>> = {
  counter: { shows: 'city_sum', sumSuspended: false },
  gauge: { shows: 'leading', sumSuspended: false },
};

interface Presented {
  readonly metrics: Readonly<Record<string, MetricType>>;
  readonly presentation?: Readonly<Record<string, MetricPresentation>>;
}
/** How a story's metric is shown to readers. */
export function presentationOf({ metrics, presentation }: Presented, metric: string): MetricPresentation {
  const type = Object.hasOwn(metrics, metric) ? metrics[metric] : undefined;
  const said = presentation && Object.hasOwn(presentation, metric) ? presentation[metric] : undefined;
  return said ?? USUAL_PRESENTATION[type ?? 'counter'];
}
