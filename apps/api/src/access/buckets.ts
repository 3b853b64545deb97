interface Bucket {
  readonly left: number;
  /** Milliseconds, of any clock that does not go back. */
  readonly at: number;
}

/** So many at once, and so many each second after that, for each key. Those asked about longest ago are forgotten. */
export class Buckets {
  private readonly held = new Map<string, Bucket>();

  constructor(
    readonly rule: { readonly perSecond: number; readonly burst: number },
    private readonly most: number,
  ) {}

  /**
   * 0: it was taken. Else the seconds after which there is one again. What costs more than is left is taken all the
   * same, on what comes later: a phone's batch is never too large to be heard.
   */
  take(key: string, cost: number, now: number): number {
    const { perSecond, burst } = this.rule;
    const { left, at } = this.held.get(key) ?? { left: burst, at: now };
    const there = Math.min(burst, left + ((now - at) / 1_000) * perSecond);
    const isTaken = there >= 1;
    this.held.delete(key); // to the end of the row
    this.held.set(key, { left: isTaken ? there - cost : there, at: now });
    this.forget();
    return isTaken ? 0 : (1 - there) / perSecond;
  }

  private forget(): void {
    if (this.held.size <= this.most) return;
    const [oldest] = this.held.keys();
    if (oldest !== undefined) this.held.delete(oldest);
  }
}
