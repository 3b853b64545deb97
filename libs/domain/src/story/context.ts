import type { Instant } from '#contract/figure';
import type { Actor } from './command.js';

/** The moment and the person of a decision. `now`: the database's clock, whole seconds. */
export interface Context {
  readonly now: Instant;
  readonly actor: Actor;
}
