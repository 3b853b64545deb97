/** What an answer takes in memory, in bytes: told to whoever keeps it, also when it grows while it is kept. */
export class Weight {
  private keeper: ((more: number) => void) | undefined;

  constructor(private held = 0) {}

  get bytes(): number {
    return this.held;
  }

  /** Less, when something of it is let go. */
  add(bytes: number): void {
    this.held += bytes;
    this.keeper?.(bytes);
  }

  /** Undefined: nobody keeps it any more. */
  keptBy(keeper: ((more: number) => void) | undefined): void {
    this.keeper = keeper;
  }
}
