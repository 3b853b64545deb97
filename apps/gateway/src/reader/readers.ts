import type { GatewayMetrics, Transport } from '../gateway-metrics.js';
import type { Reader } from './reader.js';

const LOOK_MS = 1_000;
const MOVE_WITHIN_MS = 5_000;

/** Everyone connected to this gateway. */
export class Readers {
  private readonly readers = new Set<Reader>();
  private timer: NodeJS.Timeout | undefined;

  constructor(readonly metrics: GatewayMetrics) {}

  start(): void {
    this.timer = setInterval(() => {
      const now = Date.now();
      for (const reader of this.readers) reader.checkProgress(now);
    }, LOOK_MS);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  add(reader: Reader): void {
    this.readers.add(reader);
    this.metrics.gauges.readers = this.readers.size;
  }

  remove(reader: Reader): void {
    this.readers.delete(reader);
    this.metrics.gauges.readers = this.readers.size;
  }

  byTransport(): Record<Transport, number> {
    const counts = { websocket: 0, polling: 0, sse: 0 };
    for (const { transport } of this.readers) counts[transport] += 1;
    return counts;
  }

  /** Spread over five seconds, so that they do not all arrive elsewhere at once. */
  moveAll(): void {
    for (const reader of [...this.readers]) reader.move(Math.floor(Math.random() * MOVE_WITHIN_MS));
  }
}
