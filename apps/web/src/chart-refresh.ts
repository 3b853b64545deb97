/** Shared caches keep an answer for half of this, so a crowd of readers costs the newsroom one drawing. */
const SELDOM_MS = 40_000;

/** Fetches the step chart anew some time after the total it draws changed: seldom, and every reader at another moment. */
export class ChartRefresh {
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly address: string,
    private readonly onChart: (html: string) => void,
  ) {}

  totalChanged(): void {
    this.timer ??= setTimeout(() => void this.fetch(), SELDOM_MS * (0.5 + Math.random()));
  }

  private async fetch(): Promise<void> {
    this.timer = undefined;
    const answer = await fetch(this.address).catch(() => null);
    if (answer?.ok) this.onChart(await answer.text());
  }
}
