import { CodedError } from '#contract/problems';

/**
 * Lets at most so many run at once; the others wait in line, and beyond `waiting` are asked to come back. Whoever waits
 * comes `restMs` after the one before: what is more urgent has the processor meanwhile.
 */
export class Turns {
  private running = 0;
  private readonly line: (() => void)[] = [];

  constructor(
    private readonly atOnce: number,
    private readonly waiting: number,
    private readonly full: string,
    private readonly restMs = 0,
  ) {}

  /** Throws CodedError `unavailable` when the line is full. */
  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= this.atOnce && this.line.length >= this.waiting)
      throw new CodedError('unavailable', this.full);
    if (this.running >= this.atOnce) await new Promise<void>((turn) => this.line.push(turn));
    else this.running += 1;
    try {
      return await work();
    } finally {
      const next = this.line.shift(); // takes over this place
      if (next) this.afterRest(next);
      else this.running -= 1;
    }
  }

  private afterRest(next: () => void): void {
    if (this.restMs > 0) setTimeout(next, this.restMs);
    else next();
  }
}
