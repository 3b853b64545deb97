/**
 * Shares a piece of work among all who ask, and gives each the result of a run that started after it asked: what was
 * acknowledged before the question is in the answer. At most one runs and one waits.
 */
export class FreshRun<T> {
  private running: Promise<T> | null = null;
  private waiting: Promise<T> | null = null;

  constructor(private readonly work: () => Promise<T>) {}

  ask(): Promise<T> {
    if (this.waiting !== null) return this.waiting;
    if (this.running === null) return this.start();
    this.waiting = this.running
      .catch(() => undefined)
      .then(() => {
        this.waiting = null;
        return this.start();
      });
    return this.waiting;
  }

  private start(): Promise<T> {
    const run = this.work();
    this.running = run;
    const done = () => {
      if (this.running === run) this.running = null;
    };
    run.then(done, done);
    return run;
  }
}
