/** What a relay did since it started. */
export interface RelayCounters {
  /** Events carried in batches. */
  applied: number;
  /** Stories replaced whole. */
  installed: number;
  /** Batches another relay had been faster with. */
  gaps: number;
  /** Stories found to hold what the journal does not. */
  forks: number;
  errors: number;
  /** Events replaced by a placeholder. */
  quarantined: number;
}
export const noCounts = (): RelayCounters => ({
  applied: 0,
  installed: 0,
  gaps: 0,
  forks: 0,
  errors: 0,
  quarantined: 0,
});
