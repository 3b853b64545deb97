/** Between two questions about the same: the first is asked at once. */
const APART_MS = 300;

/** Asks again when told to, one question at a time; of those that come meanwhile the last one is asked. */
export class Asker {
  private isAsking = false;
  private isWanted = false;
  private isClosed = false;
  private lastAt = Number.NEGATIVE_INFINITY;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly ask: () => Promise<unknown>) {}

  again(): void {
    this.isWanted = true;
    if (this.isAsking || this.isClosed || this.timer !== undefined) return;
    const wait = Math.max(0, this.lastAt + APART_MS - performance.now());
    if (wait === 0) void this.run();
    else this.timer = setTimeout(() => void this.run(), wait);
  }

  close(): void {
    this.isClosed = true;
    clearTimeout(this.timer);
  }

  private async run(): Promise<void> {
    this.timer = undefined;
    this.isWanted = false;
    this.isAsking = true;
    this.lastAt = performance.now();
    await this.ask().catch(() => undefined);
    this.isAsking = false;
    if (this.isWanted) this.again();
  }
}
