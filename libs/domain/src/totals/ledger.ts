import type { Figure } from '#contract/figure';
import type { MetricType } from '#contract/totals';
import { type Claim, figureOf } from '../figures/claim.js';
import { isFarBelow } from '../figures/strength.js';
import { COUNTER } from './counter.js';
import { GAUGE } from './gauge.js';
import type { Rule, SourceFigure } from './rule.js';

/** The counted claims of one source about one metric and place, and the figure they come to. */
export interface Ledger {
  readonly isEmpty: boolean;
  add(claim: Claim): void;
  remove(claimId: string): void;
  /** Null of no claims. Goes through all claims only after a removal or a late arrival. */
  figure(): SourceFigure | null;
  /** The strongest running total that the figure stands on, as of the last `figure()`; null: it stands on none. */
  base(): Claim | null;
  /** What it said last, as of the last `figure()`, if that is of a later moment and far below; null: it is not. */
  laterLower(): Figure | null;
  /** The claims that the figure is made of. */
  counting(): readonly Claim[];
}

export function ledgerFor(type: MetricType): Ledger {
  return type === 'gauge' ? new RuledLedger(GAUGE) : new RuledLedger(COUNTER);
}

class RuledLedger<S> implements Ledger {
  readonly #claims = new Map<string, Claim>();
  /** Null: to be made from all claims when it is next asked for. */
  #kept: S | null = null;

  constructor(private readonly rule: Rule<S>) {}

  get isEmpty(): boolean {
    return this.#claims.size === 0;
  }

  add(claim: Claim): void {
    this.#claims.set(claim.id, claim);
    this.#kept &&= this.rule.on(this.#kept, claim);
  }

  remove(claimId: string): void {
    this.#claims.delete(claimId);
    this.#kept = null;
  }

  figure(): SourceFigure | null {
    this.#kept ??= this.rule.of([...this.#claims.values()]);
    return this.#kept && this.rule.figure(this.#kept);
  }

  base(): Claim | null {
    return this.#kept && this.rule.base(this.#kept);
  }

  laterLower(): Figure | null {
    const last = this.#kept && this.rule.last(this.#kept);
    if (!this.#kept || !last || last.words !== null) return null;
    const shown = this.rule.figure(this.#kept);
    return last.asOf > shown.asOf && isFarBelow(last, shown) ? figureOf(last) : null;
  }

  counting(): readonly Claim[] {
    const claims = [...this.#claims.values()];
    this.#kept ??= this.rule.of(claims);
    return this.#kept ? this.rule.counting(this.#kept, claims) : [];
  }
}
