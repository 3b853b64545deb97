export class Latencies {
  static of(lists: readonly (readonly number[])[]): Latencies;
  addMicroseconds(value: number): void;
  /** Milliseconds; null when there are none. */
  percentile(share: number): number | null;
}
