export interface Restarted {
  readonly readers: number;
  readonly back: number;
  readonly lost: number;
  readonly doubled: number;
  readonly exact: number;
  readonly how: Readonly<Record<string, number>>;
  /** By why, as the gateway counts them. */
  readonly snapshots: Readonly<Record<string, number>>;
  readonly trouble?: string | undefined;
}
/** Sentences that say what was wrong. */
export function faultsOf(round: Restarted): string[];
