import type { Instant } from '#contract/figure';
import type { Actor } from './command.js';
import type { Filing } from './filing.js';

/** The moment and the person of a decision. `now`: the database's clock, whole seconds. */
export interface Context {
  readonly now: Instant;
  readonly actor: Actor;
  /** The one that is decided about, as it is under the lock; null: there is none. */
  readonly filing?: Filing | null;
}
