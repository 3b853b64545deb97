import type { Instant } from './figure.js';

/** The body of `PUT …/updates/{id}/lease`; it may be left out. */
export interface TakeLease {
  /** Who has it: said by name, since whoever takes over has seen whom. */
  readonly takeOverFrom?: string;
}
/** Somebody is working on an update. */
export interface LeaseView {
  readonly update: string;
  readonly person: string;
  /** By the database's clock, unless it is renewed before. */
  readonly until: Instant;
}
