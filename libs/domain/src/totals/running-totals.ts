import type { FigureClaim, FigureState, Instant } from '#contract/figure';
import type { StoryCounts, TotalChange, TotalsState } from '#contract/totals';
import { COUNTS_KEY } from '#contract/totals-patch';
import type { Claim, PlacedClaim } from '../figures/claim.js';
import { metricType, type StoryRules } from '../figures/rules.js';
import { byCodePoint } from '../figures/strength.js';
import { changesOf, type Occasion } from './causes.js';
import { Decisions } from './decisions.js';
import type { Decision, Delivery, UpdateFigures } from './delivery.js';
import { Increments } from './increments.js';
import { type MetricMove, RunningMetric } from './running-metric.js';
import { type HeldUpdate, RunningUpdates } from './running-updates.js';
import { isSame } from './same.js';
import { cityKey, PINNED_KEY, type StoredTotal, whatIsNamed } from './stored-total.js';
import { claimsOf } from './update-claims.js';
import { assembleState } from './views.js';

export interface Applied {
  /** `history`: known, or older than what is held; nothing changed. */
  readonly outcome: 'applied' | 'history';
  /** Shown totals that changed, each with its cause. */
  readonly changes: readonly TotalChange[];
  /** Keys of the stored values that changed, no others. */
  readonly touched: ReadonlySet<string>;
  /** Of those that are a metric's, what stood under them before. */
  readonly before: ReadonlyMap<string, StoredTotal | null>;
  /** Claims that count now and did not before. */
  readonly brought: readonly PlacedClaim[];
  /** Metrics whose sum by city has passed the story-wide claim just now. */
  readonly overtaken: readonly string[];
}
const HISTORY: Applied = {
  ...{ outcome: 'history', changes: [], touched: new Set(), before: new Map(), brought: [], overtaken: [] },
};

/**
 * A story's totals, kept up to date delivery by delivery: after any deliveries the same as `fold` of them all. A post
 * costs the same however many figures came before; corrections, retractions, rulings and late arrivals go through
 * the claims of the metric, place and source they touch.
 */
export class RunningTotals {
  readonly #updates = new RunningUpdates();
  readonly #decisions = new Decisions();
  readonly #metrics = new Map<string, RunningMetric>();
  readonly #increments = new Increments();
  readonly #stale = new Set<string>();
  #brought: PlacedClaim[] = [];
  #counts = this.#updates.counts();
  #pinned: readonly string[] = [];
  #rules: StoryRules;

  constructor(rules: StoryRules) {
    this.#rules = rules;
  }

  /** The story's rules with more cities, sources or metrics. */
  useRules(rules: StoryRules): void {
    this.#rules = rules;
  }

  /** Throws a coded error on what the door refuses, and is then as it was. */
  apply(delivery: Delivery): Applied {
    if (delivery.type !== 'update') {
      return this.#takeDecision(delivery) ? this.#settle({ delivery, previous: null }) : HISTORY;
    }
    const previous = this.#updates.get(delivery.id)?.update.status ?? null;
    return this.#takeUpdate(delivery) ? this.#settle({ delivery, previous }) : HISTORY;
  }

  state(): TotalsState {
    return assembleState(this.values());
  }

  /** Every stored value with its key. */
  *values(): Generator<[key: string, value: StoredTotal]> {
    yield [COUNTS_KEY, this.#counts];
    yield [PINNED_KEY, this.#pinned];
    for (const [name, metric] of this.#metrics) {
      if (metric.sums) yield [name, metric.sums];
      for (const [city, totals] of metric.cities) yield [cityKey(name, city), totals];
    }
  }

  /** The stored value under a key: see {@link StoredTotal}; null when there is none. */
  valueOf(key: string): StoredTotal | null {
    const named = whatIsNamed(key);
    switch (named.of) {
      case 'counts':
        return this.#counts;
      case 'pinned':
        return this.#pinned;
      case 'sums':
        return this.#metrics.get(named.metric)?.sums ?? null;
      case 'city':
        return this.#metrics.get(named.metric)?.cities.get(named.city) ?? null;
      default:
        return named satisfies never;
    }
  }

  counts(): StoryCounts {
    return this.#counts;
  }

  /** Ids of the pinned updates, by code point. */
  pinned(): readonly string[] {
    return this.#pinned;
  }

  /** The states that editors gave an update's figures, by index. */
  rulingsOf(updateId: string): Readonly<Record<string, FigureState>> {
    return this.#decisions.rulingsOf(updateId);
  }

  /** The preferred sources of a place, as decided for it; empty: nothing is. */
  preference(metric: string, city: string | null): readonly string[] {
    return this.#decisions.ownOrder(metric, city);
  }

  /** Whether a decision would be the newest about its thing. */
  wouldHold(decision: Decision): boolean {
    return this.#decisions.wouldHold(decision);
  }

  /** The moment of the newest decision about the same thing; null: there is none. */
  decidedLast(decision: Decision): Instant | null {
    return this.#decisions.decidedLast(decision);
  }

  /** The figures of an update's newest revision, as filed. */
  figuresOf(updateId: string): readonly FigureClaim[] {
    return this.#updates.get(updateId)?.update.figures ?? [];
  }

  /** The claims of an update's newest revision by index, whatever their state. */
  claimsOf(updateId: string): readonly PlacedClaim[] {
    return this.#updates.get(updateId)?.claims ?? [];
  }

  /** The increment of another update that may be the same as this one. */
  twinOf(placed: PlacedClaim): Claim | undefined {
    return this.#increments.twinOf(placed);
  }

  /** The strongest running total of the claim's source about its place. */
  runningTotal({ metric, city, source }: PlacedClaim): Claim | null {
    return this.#metrics.get(metric)?.runningTotal(city, source) ?? null;
  }

  /** Ids of the updates whose figures make the leading figure now; `city` null: the story's. */
  counting(metric: string, city: string | null): string[] {
    const claims = this.#metrics.get(metric)?.counting(city) ?? [];
    return [...new Set(claims.map((claim) => claim.updateId))];
  }

  #takeUpdate(update: UpdateFigures): boolean {
    const held = this.#updates.get(update.id);
    if (held && held.update.revision >= update.revision) return false;
    const claims = claimsOf(update, this.#rules).map((claim, index) => {
      const before = held?.claims[index];
      return before && isSame(before, claim) ? before : claim; // what a correction leaves alone is not counted again
    });
    this.#hold({ update, claims, counted: this.#countedOf(update.id, claims) });
    return true;
  }

  #takeDecision(decision: Decision): boolean {
    if (!this.#decisions.take(decision)) return false;
    if (decision.type === 'preference') {
      this.#metrics.get(decision.metric)?.reorder(decision.city);
      this.#stale.add(decision.metric);
    }
    const ruled = decision.type === 'ruling' && this.#updates.get(decision.updateId);
    if (ruled) this.#hold({ ...ruled, counted: this.#countedOf(decision.updateId, ruled.claims) });
    return true;
  }

  #countedOf(updateId: string, claims: readonly PlacedClaim[]): PlacedClaim[] {
    return claims.filter(
      ({ state }, index) => (this.#decisions.ruling(updateId, index) ?? state) === 'counted',
    );
  }

  #hold(held: HeldUpdate): void {
    const before = new Set(this.#updates.get(held.update.id)?.counted);
    const after = new Set(held.counted);
    for (const claim of before) if (!after.has(claim)) this.#remove(claim);
    this.#brought = held.counted.filter((claim) => !before.has(claim));
    for (const claim of this.#brought) this.#add(claim);
    this.#updates.put(held);
  }

  #add(claim: PlacedClaim): void {
    this.#metric(claim.metric).add(claim);
    this.#increments.add(claim);
  }

  #remove(claim: PlacedClaim): void {
    this.#metric(claim.metric).remove(claim);
    this.#increments.remove(claim);
  }

  #metric(name: string): RunningMetric {
    this.#stale.add(name);
    const held = this.#metrics.get(name);
    if (held) return held;
    const metric = new RunningMetric(name, metricType(this.#rules, name) ?? 'counter');
    this.#metrics.set(name, metric);
    return metric;
  }

  #settle(occasion: Occasion): Applied {
    const moves = [...this.#stale].sort(byCodePoint).flatMap((name) => this.#settleMetric(name));
    this.#stale.clear();
    const before = new Map(moves.flatMap(movedFrom));
    const touched = new Set(before.keys());
    if (this.#recount()) touched.add(COUNTS_KEY);
    if (this.#repin(occasion.delivery)) touched.add(PINNED_KEY);
    const changes = moves.flatMap((move) => changesOf(occasion, move));
    const brought = this.#brought;
    this.#brought = [];
    const overtaken = moves.filter(overtakes).map(nameOf);
    return { outcome: 'applied', changes, touched, before, brought, overtaken };
  }

  #settleMetric(name: string): MetricMove[] {
    const metric = this.#metrics.get(name);
    if (!metric) return [];
    const kinds = this.#rules.sources;
    const move = metric.settle((city) => ({ order: this.#decisions.order(name, city), kinds }));
    if (metric.sums === null) this.#metrics.delete(name);
    return [move];
  }

  #recount(): boolean {
    const before = this.#counts;
    this.#counts = this.#updates.counts();
    return !isSame(before, this.#counts);
  }

  #repin(delivery: Delivery): boolean {
    if (delivery.type !== 'pin' && !this.#decisions.isPinned(delivery.id)) return false;
    const before = this.#pinned;
    this.#pinned = this.#decisions.pinned().filter((id) => this.#updates.isPublished(id));
    return !isSame(before, this.#pinned);
  }
}

function overtakes({ sums }: MetricMove): boolean {
  return sums?.after?.citySumExceedsClaim === true && sums.before?.citySumExceedsClaim !== true;
}

function nameOf({ metric }: MetricMove): string {
  return metric;
}

function movedFrom({ metric, cities, sums }: MetricMove): [key: string, before: StoredTotal | null][] {
  const ofCities = [...cities].map(([city, { before }]): [string, StoredTotal | null] => [
    cityKey(metric, city),
    before,
  ]);
  return sums ? [[metric, sums.before], ...ofCities] : ofCities;
}
