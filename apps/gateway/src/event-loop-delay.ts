import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks';

const LOOK_MS = 20;
const QUANTILES = ['0.5', '0.99', '1'] as const;

/** How late this process is with what it should do. */
export class EventLoopDelay {
  private static running: EventLoopDelay | undefined;

  static start(): EventLoopDelay {
    EventLoopDelay.running ??= new EventLoopDelay();
    return EventLoopDelay.running;
  }

  private readonly histogram: IntervalHistogram = monitorEventLoopDelay({ resolution: LOOK_MS });

  private constructor() {
    this.histogram.enable();
  }

  /** Seconds by quantile since this was asked last. */
  taken(): Record<(typeof QUANTILES)[number], number> {
    const { histogram } = this;
    // It tells the time between two looks, the 20 ms that should lie there included; nothing before the first.
    const late = (quantile: number) =>
      Math.max(0, histogram.percentile(quantile * 100) / 1e9 - LOOK_MS / 1e3);
    const delays = {
      '0.5': late(0.5),
      '0.99': late(0.99),
      '1': Math.max(0, histogram.max / 1e9 - LOOK_MS / 1e3),
    };
    histogram.reset();
    return delays;
  }
}
