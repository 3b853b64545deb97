export interface Missed {
  readonly answer: 'resume' | 'snapshot' | 'cache';
  readonly updates: number;
  readonly frameBytes: number;
  readonly snapshotBytes: number;
}
export function missedBytes(settings: Missed, awayMs: number): number;
