import type { Figure } from '#contract/figure';
import type { CityTotals, MetricSums, MetricType } from '#contract/totals';
import type { PlacedClaim } from '../figures/claim.js';
import { plus } from '../figures/combine.js';
import { metricType, type StoryRules } from '../figures/rules.js';
import { cityKey, type StoredTotal } from '../totals/stored-total.js';

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
  /** What is claimed of the story or adds up in it, the higher of both. */
  readonly story: number | null;
  /** The same with what this figure adds. */
  readonly storyAfter: number;
  readonly population: number | null;
}
type Totals = { valueOf(key: string): StoredTotal | null };
/** What somebody files together is weighed together, against what was there before: many small figures are a large one. */
export class Scales {
  /** What the figures taken so far make of a source's figure, and of the story. */
  readonly #sources = new Map<string, number>();
  readonly #stories = new Map<string, number>();

  constructor(
    private readonly totals: Totals,
    private readonly rules: StoryRules,
  ) {}

  weigh(placed: PlacedClaim): Weighed {
    const { metric, city, claim } = placed;
    const type = metricType(this.rules, metric) ?? 'counter';
    const said = reach(claim);
    const own = this.#saidBy(placed);
    const before = higher(own, this.#leading(metric, city));
    const grown = this.#sources.get(keyOf(placed)) ?? own ?? 0;
    const after = type === 'counter' && claim.kind === 'new' ? plus(grown, said) : said;
    const story = this.#story(metric);
    const sum = this.#stories.get(metric) ?? story ?? 0;
    const added = Math.max(0, after - Math.max(grown, before ?? 0));
    const storyAfter = city === null ? Math.max(sum, after) : plus(sum, added);
    const population = (city === null ? undefined : this.rules.populations?.get(city)) ?? null;
    return { placed, type, said, after, before, story, storyAfter, population };
  }

  /** It counts: what comes with it is weighed on top of it. */
  take({ placed, after, storyAfter }: Weighed): void {
    const key = keyOf(placed);
    this.#sources.set(key, Math.max(this.#sources.get(key) ?? 0, after));
    this.#stories.set(placed.metric, storyAfter);
  }

  #saidBy({ metric, city, source }: PlacedClaim): number | null {
    const sources =
      city === null ? this.#sums(metric)?.storyWide : (this.#city(metric, city)?.sources ?? undefined);
    const figure = sources?.[source];
    return figure ? reach(figure) : null;
  }

  #leading(metric: string, city: string | null): number | null {
    if (city === null) return this.#story(metric);
    const leading = this.#city(metric, city)?.leading;
    return leading ? reach(leading) : null;
  }

  #story(metric: string): number | null {
    const sums = this.#sums(metric);
    return sums && higher(reach(sums.leading), sums.citySum && reach(sums.citySum));
  }

  #sums(metric: string): MetricSums | null {
    return this.totals.valueOf(metric) as MetricSums | null;
  }

  #city(metric: string, city: string): CityTotals | null {
    return this.totals.valueOf(cityKey(metric, city)) as CityTotals | null;
  }
}

/** Of an interval its high, where it is open its low: "up to 50,000" puts 50,000 on the page. */
function reach({ low, high }: Pick<Figure, 'low' | 'high'>): number {
  return high ?? low;
}

function higher(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}

function keyOf({ metric, city, source }: PlacedClaim): string {
  return `${metric} ${city ?? ''} ${source}`;
}
