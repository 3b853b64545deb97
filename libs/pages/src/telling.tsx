import type { Figure, Leading } from '#contract/figure';
import type { Source } from '#contract/story';
import type { CityTotalsView, ShownSums, TotalsView } from '#contract/totals';
import type { FigureView, PublishedUpdate } from '#contract/update';
import { highEnd, lowEnd, sayingOf } from './saying.js';

/** Whose figures lead, as editors said: sources by `arrests` or `arrests/moscow`, whose own order replaces the story's. */
export type Orders = Readonly<Record<string, readonly string[]>>;

/** Sources so many times apart don't agree on a number, only on a range. */
const TIMES_APART = 2;
/** Figures further apart in time are not of the same moment. */
const ONE_MOMENT_MS = 2 * 60 * 60_000;
/** An estimate older than this says nothing about now. */
const NOW_MS = 90 * 60_000;

export interface Place {
  readonly metric: string;
  /** Null: the whole story. */
  readonly city: string | null;
}

/** Whether an editor's order, and not strength alone, made this source lead. */
export function isPreferred(
  { metric, city }: Place,
  source: string,
  { orders, sources }: { readonly orders: Orders; readonly sources: readonly Source[] },
): boolean {
  const own = city === null ? [] : (orders[`${metric}/${city}`] ?? []);
  const order = own.length > 0 ? own : (orders[metric] ?? []);
  const kind = sources.find(({ id }) => id === source)?.kind;
  return order.some((wanted) => wanted === source || wanted === `kind:${kind}`);
}

/** Both ends where they, and no one figure, are to lead: nobody is preferred, and sources far apart speak of one moment. */
export function leadingRange(
  { range }: Pick<CityTotalsView, 'range'>,
  preferred: boolean,
): readonly [Leading, Leading] | null {
  if (preferred || range === null) return null;
  const [weakest, strongest] = range;
  const isApart = lowEnd(strongest) > 0 && lowEnd(strongest) >= TIMES_APART * highEnd(weakest);
  return isApart && areOfOneMoment(weakest, strongest) ? [weakest, strongest] : null;
}

export function areOfOneMoment(a: Pick<Figure, 'asOf'>, b: Pick<Figure, 'asOf'>): boolean {
  return Math.abs(Date.parse(a.asOf) - Date.parse(b.asOf)) <= ONE_MOMENT_MS;
}

/** The weakest and the strongest of those who claim the whole story; null where fewer than two do. */
export function claimedRange({ storyWide }: Pick<ShownSums, 'storyWide'>): CityTotalsView['range'] {
  const claims = Object.entries(storyWide)
    .filter(([, figure]) => !('partial' in figure && figure.partial))
    .map(([source, figure]) => ({ ...figure, source }))
    .sort((a, b) => lowEnd(a) - lowEnd(b) || highEnd(a) - highEnd(b));
  const [weakest, strongest] = [claims[0], claims.at(-1)];
  return weakest && strongest && claims.length > 1 ? [weakest, strongest] : null;
}

export function placeOf(figure: FigureView, update: Pick<PublishedUpdate, 'city'>): string | null {
  return figure.scope === 'story' ? null : (figure.city ?? update.city);
}

/** What the source of a crowd's peak says of it now; null where nothing is known of the last hour and a half. */
export function crowdNow(
  { leading, current }: Pick<CityTotalsView, 'leading' | 'current'>,
  now: number,
): Figure | null {
  if (!current || current.asOf <= leading.asOf) return null;
  return now - Date.parse(current.asOf) <= NOW_MS ? current : null;
}

/** What the source of a figure says by now, where that is another number than the update does. */
export function sinceThen(figure: FigureView, update: PublishedUpdate, totals: TotalsView): Figure | null {
  if (figure.state !== 'counted' || figure.kind === 'new' || figure.kind === 'seen') return null;
  const asOf = figure.asOf ?? update.occurredAt;
  const now = ofSource(figure.source, placeOf(figure, update), totals.metrics[figure.metric]);
  if (!now || now.asOf <= asOf) return null;
  const then = sayingOf(figure);
  const isSame =
    now.words === then.words &&
    (then.words !== null ||
      (now.low === then.low && now.high === then.high && now.qualifier === then.qualifier));
  return isSame ? null : now;
}

function ofSource(
  source: string,
  city: string | null,
  sums: TotalsView['metrics'][string] | undefined,
): Figure | undefined {
  if (city === null) return sums?.storyWide[source];
  const here = sums?.cities[city];
  return [here?.leading, ...(here?.range ?? [])].find((figure) => figure?.source === source);
}
