import type { Leading } from '#contract/figure';
import type { MetricSums, MetricType } from '#contract/totals';
import type { Claim, PlacedClaim } from '../figures/claim.js';
import { byCodePoint } from '../figures/strength.js';
import { bySource, cityTotals, type Figures, type Preferred } from './place.js';
import { RunningPlace } from './running-place.js';
import { isSame } from './same.js';
import type { StoredCity } from './stored-total.js';
import { metricSums } from './sums.js';

export interface Move<T> {
  readonly before: T | null;
  readonly after: T | null;
}
/** What a delivery moved of one metric: only what differs; cities by code point. */
export interface MetricMove {
  readonly metric: string;
  readonly cities: ReadonlyMap<string, Move<StoredCity>>;
  readonly sums: Move<MetricSums> | null;
}
type PreferredIn = (city: string | null) => Preferred;

/** The totals of one metric, kept up to date claim by claim. */
export class RunningMetric {
  readonly #places = new Map<string | null, RunningPlace>();
  readonly #stale = new Set<string | null>();
  readonly #cities = new Map<string, StoredCity>();
  #sums: MetricSums | null = null;

  constructor(
    private readonly metric: string,
    private readonly type: MetricType,
  ) {}

  get sums(): MetricSums | null {
    return this.#sums;
  }
  get cities(): ReadonlyMap<string, StoredCity> {
    return this.#cities;
  }

  add({ city, source, claim }: PlacedClaim): void {
    const place = this.#places.get(city) ?? new RunningPlace(this.type);
    place.add(source, claim);
    this.#places.set(city, place);
    this.#stale.add(city);
  }

  remove({ city, source, claim }: PlacedClaim): void {
    this.#places.get(city)?.remove(source, claim.id);
    this.#stale.add(city);
  }

  /** A city's order was decided, or (null) the story's, which holds wherever a city has none of its own. */
  reorder(city: string | null): void {
    for (const place of city === null ? this.#places.keys() : [city]) this.#stale.add(place);
  }

  settle(preferredIn: PreferredIn): MetricMove {
    const cities = new Map<string, Move<StoredCity>>();
    const stale = [...this.#stale].filter((city) => city !== null).sort(byCodePoint);
    for (const city of stale) {
      const move = this.#settleCity(city, preferredIn(city));
      if (move) cities.set(city, move);
    }
    const before = this.#sums;
    if (cities.size > 0 || this.#stale.has(null)) this.#sums = this.#sumUp(preferredIn(null));
    this.#stale.clear();
    const sums = isSame(before, this.#sums) ? null : { before, after: this.#sums };
    return { metric: this.metric, cities, sums };
  }

  /** The strongest running total of a source about a city or (null) the whole story. */
  runningTotal(city: string | null, source: string): Claim | null {
    return this.#places.get(city)?.runningTotal(source) ?? null;
  }

  /** The claims that make the leading figure; of a by-city sum those of every city's. */
  counting(city: string | null): Claim[] {
    const leading = city === null ? this.#sums?.leading : this.#cities.get(city)?.leading;
    if (city === null && !this.#places.has(null)) {
      return [...this.#cities.keys()].flatMap((each) => this.counting(each));
    }
    return leading ? [...(this.#places.get(city)?.counting(leading.source) ?? [])] : [];
  }

  #settleCity(city: string, preferred: Preferred): Move<StoredCity> | null {
    const before = this.#cities.get(city) ?? null;
    const totals = cityTotals(this.#figuresOf(city), preferred);
    const laterLower = totals && this.#places.get(city)?.laterLower.get(totals.leading.source);
    const after = laterLower ? { ...totals, laterLower } : totals;
    if (isSame(before, after)) return null;
    if (after) this.#cities.set(city, after);
    else this.#cities.delete(city);
    return { before, after };
  }

  #sumUp(preferred: Preferred): MetricSums | null {
    const sums = metricSums(this.type, leadings(this.#cities.values()), this.#figuresOf(null), preferred);
    const laterLower = this.#places.get(null)?.laterLower;
    return sums && laterLower?.size ? { ...sums, laterLower: bySource(laterLower) } : sums;
  }

  #figuresOf(city: string | null): Figures {
    const figures: Figures = this.#places.get(city)?.figures() ?? new Map();
    if (figures.size === 0) this.#places.delete(city);
    return figures;
  }
}

function* leadings(cities: Iterable<StoredCity>): Generator<Leading> {
  for (const { leading } of cities) yield leading;
}
