import { FIGURE_STATES, type FigureState, type Instant } from '#contract/figure';
import { CodedError } from '#contract/problems';
import { toInstant } from '../figures/instant.js';
import { byCodePoint } from '../figures/strength.js';
import type { Decision, PinDecision, PreferenceDecision, RulingDecision } from './delivery.js';

type Held<D> = D & { readonly at: Instant };

/** What the editors decided: of several decisions about the same thing the newest, whatever order they came in. */
export class Decisions {
  readonly #seen = new Set<string>();
  readonly #orders = new Map<string, Held<PreferenceDecision>>();
  readonly #pins = new Map<string, Held<PinDecision>>();
  readonly #rulings = new Map<string, Map<string, Held<RulingDecision>>>();

  /** True when it is now the newest about its thing; false when it was known or an older one. */
  take(decision: Decision): boolean {
    const at = toInstant(decision.decidedAt);
    if (at === null || !isWhole(decision)) {
      throw new CodedError(
        'malformed',
        `The ${decision.type} ${decision.id} decides nothing that can be applied.`,
      );
    }
    const known = `${decision.type} ${decision.id}`;
    if (this.#seen.has(known)) return false;
    this.#seen.add(known);
    switch (decision.type) {
      case 'preference':
        return keep(this.#orders, placeKey(decision.metric, decision.city), { ...decision, at });
      case 'pin':
        return keep(this.#pins, decision.updateId, { ...decision, at });
      case 'ruling':
        return keep(this.#rulingsOn(decision.updateId), `${decision.figure}`, { ...decision, at });
      default:
        return decision satisfies never;
    }
  }

  /** A city's own order replaces the story's entirely. */
  order(metric: string, city: string | null): readonly string[] {
    const own = this.ownOrder(metric, city);
    return own.length > 0 || city === null ? own : this.order(metric, null);
  }

  /** A place's own order; empty: it has none. */
  ownOrder(metric: string, city: string | null): readonly string[] {
    return this.#orders.get(placeKey(metric, city))?.order ?? [];
  }

  isPinned(updateId: string): boolean {
    return this.#pins.get(updateId)?.pinned ?? false;
  }

  /** Updates whose newest pin decision is on, by code point. */
  pinned(): string[] {
    return [...this.#pins.keys()].filter((id) => this.isPinned(id)).sort(byCodePoint);
  }

  ruling(updateId: string, figure: number): FigureState | undefined {
    return this.#rulings.get(updateId)?.get(`${figure}`)?.state;
  }

  /** The states that editors gave an update's figures, by index. */
  rulingsOf(updateId: string): Readonly<Record<string, FigureState>> {
    const rulings = this.#rulings.get(updateId);
    if (!rulings) return {};
    return Object.fromEntries([...rulings].map(([figure, { state }]) => [figure, state]));
  }

  /** Whether a decision would be the newest about its thing. */
  wouldHold(decision: Decision): boolean {
    const at = toInstant(decision.decidedAt) ?? decision.decidedAt;
    const held = this.#heldLike(decision);
    return !held || isNewer({ ...decision, at }, held);
  }

  /** The moment of the newest decision about the same thing; null: there is none. */
  decidedLast(decision: Decision): Instant | null {
    return this.#heldLike(decision)?.at ?? null;
  }

  #heldLike(decision: Decision): Held<Decision> | undefined {
    switch (decision.type) {
      case 'preference':
        return this.#orders.get(placeKey(decision.metric, decision.city));
      case 'pin':
        return this.#pins.get(decision.updateId);
      case 'ruling':
        return this.#rulings.get(decision.updateId)?.get(`${decision.figure}`);
      default:
        return decision satisfies never;
    }
  }

  #rulingsOn(updateId: string): Map<string, Held<RulingDecision>> {
    const held = this.#rulings.get(updateId) ?? new Map<string, Held<RulingDecision>>();
    this.#rulings.set(updateId, held);
    return held;
  }
}

function isWhole(decision: Decision): boolean {
  switch (decision.type) {
    case 'preference':
      return Array.isArray(decision.order);
    case 'pin':
      return typeof decision.pinned === 'boolean';
    case 'ruling':
      return FIGURE_STATES.includes(decision.state);
    default:
      return decision satisfies never;
  }
}

function keep<D extends Held<Decision>>(held: Map<string, D>, about: string, decision: D): boolean {
  const other = held.get(about);
  if (other && isNewer(other, decision)) return false;
  held.set(about, decision);
  return true;
}

function isNewer(a: Held<Decision>, b: Held<Decision>): boolean {
  return a.at === b.at ? byCodePoint(a.id, b.id) > 0 : a.at > b.at;
}

function placeKey(metric: string, city: string | null): string {
  return JSON.stringify([metric, city]);
}
