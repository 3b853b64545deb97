import type { Figure } from '#contract/figure';
import type { MetricType } from '#contract/totals';
import type { Claim } from '../figures/claim.js';
import { byCodePoint } from '../figures/strength.js';
import { type Ledger, ledgerFor } from './ledger.js';
import type { Figures } from './place.js';
import type { SourceFigure } from './rule.js';

/** What every source says about one metric in one city, or in the whole story. */
export class RunningPlace {
  readonly #ledgers = new Map<string, Ledger>();
  readonly #stale = new Set<string>();
  #figures = new Map<string, SourceFigure>();
  readonly #laterLower = new Map<string, Figure>();

  constructor(private readonly type: MetricType) {}

  add(source: string, claim: Claim): void {
    const ledger = this.#ledgers.get(source) ?? ledgerFor(this.type);
    ledger.add(claim);
    this.#ledgers.set(source, ledger);
    this.#stale.add(source);
  }

  remove(source: string, claimId: string): void {
    this.#ledgers.get(source)?.remove(claimId);
    this.#stale.add(source);
  }

  /** Sources by code point, brought up to date where claims came or went. */
  figures(): Figures {
    for (const source of this.#stale) this.#renew(source);
    this.#stale.clear();
    return this.#figures;
  }

  /** By source, as of the last `figures()`: what it said last, where that is later than its figure and far below. */
  get laterLower(): ReadonlyMap<string, Figure> {
    return this.#laterLower;
  }

  runningTotal(source: string): Claim | null {
    return this.#ledgers.get(source)?.base() ?? null;
  }

  counting(source: string): readonly Claim[] {
    return this.#ledgers.get(source)?.counting() ?? [];
  }

  #renew(source: string): void {
    const ledger = this.#ledgers.get(source);
    const figure = ledger?.figure();
    const laterLower = ledger?.laterLower();
    if (laterLower) this.#laterLower.set(source, laterLower);
    else this.#laterLower.delete(source);
    if (figure) {
      const isNew = !this.#figures.has(source);
      this.#figures.set(source, figure);
      if (isNew) this.#figures = new Map([...this.#figures].sort(([a], [b]) => byCodePoint(a, b)));
    } else {
      this.#ledgers.delete(source);
      this.#figures.delete(source);
    }
  }
}
