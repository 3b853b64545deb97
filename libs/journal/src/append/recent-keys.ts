const KEPT = 2_000;

/** The ids that were used last. */
export class RecentKeys {
  private newer = new Set<string>();
  private older = new Set<string>();

  has(key: string): boolean {
    return this.newer.has(key) || this.older.has(key);
  }

  /** Forgets the oldest half when full. */
  add(key: string): void {
    if (this.newer.size >= KEPT / 2) {
      this.older = this.newer;
      this.newer = new Set();
    }
    this.newer.add(key);
  }
}
