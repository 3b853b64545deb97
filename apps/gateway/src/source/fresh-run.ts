/**
 * Shares a piece of work among all who ask, and gives each the result of a run that started after it asked: what was
 * acknowledged before the question is in the answer. At most one runs and one waits.
 */
export class FreshRun<T> {
  private running: Promise<T> | null = null;
  private waiting: Promise<T> | null = null;

  private startedAt = Number.NEGATIVE_INFINITY;

  /** `apartMs`: runs begin at least so far apart, so that those who ask one after another share them too. */
  constructor(
    private readonly work: () => Promise<T>,
    private readonly apartMs = 0,
  ) {}

  ask(): Promise<T> {
    if (this.waiting !== null) return this.waiting;
    const rest = this.startedAt + this.apartMs - performance.now();
    if (this.running === null && rest <= 0) return this.start();
    this.waiting = this.next(rest);
    return this.waiting;
  }

  private async next(restMs: number): Promise<T> {
    await this.running?.catch(() => undefined);
    if (restMs > 0) await new Promise((resolve) => setTimeout(resolve, restMs));
    this.waiting = null;
    return this.start();
  }

  private start(): Promise<T> {
    this.startedAt = performance.now();
    const run = this.work();
    this.running = run;
    const done = () => {
      if (this.running === run) this.running = null;
    };
    run.then(done, done);
    return run;
  }
}
