import type { CityTotals, MetricSums, MetricType } from '#contract/totals';
import type { PlacedClaim } from '../figures/claim.js';
import { plus } from '../figures/combine.js';
import { metricType, type StoryRules } from '../figures/rules.js';
import { cityKey, type StoredTotal } from '../totals/stored-total.js';
import { reach } from './reach.js';

/** What a figure would make of its place and of the story. People; null: there is no figure there yet. */
export interface Weighed {
  readonly placed: PlacedClaim;
  readonly type: MetricType;
  /** The highest number that the figure says. */
  readonly said: number;
  /** What its source would say of the place. */
  readonly after: number;
  /** What its source or the leading one says of the place, the higher of both. */
  readonly before: number | null;
  /** The same before the window. */
  readonly base: number | null;
  /** What is claimed of the story or adds up in it, the higher of both. */
  readonly story: number | null;
  /** The same before the window. */
  readonly storyBase: number | null;
  /** What of the story is new by this figure. */
  readonly added: number;
  /** The same with those of its update that were taken before. */
  readonly addedTogether: number;
  /** What its author added within the window to all that is counted, with what is taken and with it. */
  readonly byAuthor: number;
  /** What is there of the story with it. */
  readonly storyAfter: number;
  readonly population: number | null;
}
type TotalOf = (key: string) => StoredTotal | null;
/**
 * What somebody files together is weighed together, and with what was filed within the window, against what was there
 * before: many small figures are a large one, and so are many small steps.
 */
export class Scales {
  /** What the figures taken so far make of a source's figure, and of the story. */
  readonly #sources = new Map<string, number>();
  readonly #stories = new Map<string, number>();
  readonly #added = new Map<string, number>();
  #byAuthor: number;
  readonly #present: TotalOf = (key) => this.totals.valueOf(key);
  readonly #past: TotalOf = (key) => this.base(key) ?? this.totals.valueOf(key);

  /**
   * `base`: what stood under a key before the window; null: what stands there now. `filedBefore`: {@link Weighed.byAuthor}
   * without these.
   */
  constructor(
    private readonly totals: { valueOf: TotalOf },
    private readonly base: TotalOf,
    private readonly rules: StoryRules,
    filedBefore: number,
  ) {
    this.#byAuthor = filedBefore;
  }

  /** {@link Weighed.byAuthor} of what is taken. */
  get byAuthor(): number {
    return this.#byAuthor;
  }

  weigh(placed: PlacedClaim): Weighed {
    const { metric, city, claim } = placed;
    const type = metricType(this.rules, metric) ?? 'counter';
    const said = reach(claim);
    const present = this.#present;
    const own = saidBy(placed, present);
    const before = higher(own, leadingOf(metric, city, present));
    const grown = this.#sources.get(keyOf(placed)) ?? own ?? 0;
    const after = type === 'counter' && claim.kind === 'new' ? plus(grown, said) : said;
    const story = storyOf(metric, present);
    const sum = this.#stories.get(metric) ?? story ?? 0;
    const added = Math.max(0, after - Math.max(grown, before ?? 0));
    const isGrowth = type === 'counter' && story !== null;
    return {
      ...{ placed, type, said, after, before, story, added },
      byAuthor: plus(this.#byAuthor, isGrowth ? added : 0),
      addedTogether: plus(this.#added.get(metric) ?? 0, added),
      base: higher(saidBy(placed, this.#past), leadingOf(metric, city, this.#past)),
      storyBase: storyOf(metric, this.#past),
      storyAfter: city === null ? Math.max(sum, after) : plus(sum, added),
      population: (city === null ? undefined : this.rules.populations?.get(city)) ?? null,
    };
  }

  /** It counts: what comes with it is weighed on top of it. */
  take({ placed, after, storyAfter, addedTogether, byAuthor }: Weighed): void {
    const key = keyOf(placed);
    this.#sources.set(key, Math.max(this.#sources.get(key) ?? 0, after));
    this.#stories.set(placed.metric, storyAfter);
    this.#added.set(placed.metric, addedTogether);
    this.#byAuthor = byAuthor;
  }
}

function saidBy({ metric, city, source }: PlacedClaim, totalOf: TotalOf): number | null {
  const sources = city === null ? sumsOf(metric, totalOf)?.storyWide : cityOf(metric, city, totalOf)?.sources;
  const figure = sources?.[source];
  return figure ? reach(figure) : null;
}

function leadingOf(metric: string, city: string | null, totalOf: TotalOf): number | null {
  if (city === null) return storyOf(metric, totalOf);
  const leading = cityOf(metric, city, totalOf)?.leading;
  return leading ? reach(leading) : null;
}

function storyOf(metric: string, totalOf: TotalOf): number | null {
  const sums = sumsOf(metric, totalOf);
  return sums && higher(reach(sums.leading), sums.citySum && reach(sums.citySum));
}

function sumsOf(metric: string, totalOf: TotalOf): MetricSums | null {
  return totalOf(metric) as MetricSums | null;
}

function cityOf(metric: string, city: string, totalOf: TotalOf): CityTotals | null {
  return totalOf(cityKey(metric, city)) as CityTotals | null;
}

function higher(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}

function keyOf({ metric, city, source }: PlacedClaim): string {
  return `${metric} ${city ?? ''} ${source}`;
}
