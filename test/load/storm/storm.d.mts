import type { StormSettings } from './storm-settings.mjs';

export interface Outcome {
  readonly attempts: number;
  readonly refused: number;
  readonly unanswered: number;
  readonly wasted: number;
  readonly ended: number;
  readonly away: number;
  readonly originRequests: number;
  readonly bytes: number;
  /** Seconds; null: not so many came back. */
  readonly backAfter: Readonly<Record<'half' | 'most' | 'all', number | null>>;
  readonly peakShare: number;
  readonly longestLine: number;
}
export class Storm {
  constructor(settings: StormSettings);
  run(): Outcome;
}
