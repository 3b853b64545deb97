const REST_MS = 60_000;

/** What failed a moment ago and rests, so that it is not in the way of the rest. */
export class Stuck {
  private readonly since = new Map<string, number>();

  add(key: string): void {
    this.since.set(key, performance.now());
  }

  /** Those that rest still. */
  now(): string[] {
    for (const [key, at] of this.since) if (performance.now() - at > REST_MS) this.since.delete(key);
    return [...this.since.keys()];
  }
}
