import type { RefusalCause } from '../gateway-metrics.js';

/** How many connections there may be, and how many handshakes begin each second. */
export interface AdmissionLimits {
  readonly connections: number;
  readonly handshakesPerSecond: number;
}

export interface Crowded {
  readonly cause: RefusalCause;
  /** Seconds after which the newcomer may try again. */
  readonly retryAfter: number;
}

/** Keeps a storm of newcomers from taking the processor away from those who are here: who is refused comes back later. */
export class Admission {
  private tokens: number;
  private filledAt = performance.now();

  constructor(private readonly limits: AdmissionLimits) {
    this.tokens = limits.handshakesPerSecond;
  }

  /** Null: come in. */
  refuses(connections: number): Crowded | null {
    const { handshakesPerSecond } = this.limits;
    const now = performance.now();
    const filled = ((now - this.filledAt) / 1_000) * handshakesPerSecond;
    this.tokens = Math.min(handshakesPerSecond, this.tokens + filled);
    this.filledAt = now;
    if (connections >= this.limits.connections) return { cause: 'connections', retryAfter: spread(10) };
    if (this.tokens < 1) return { cause: 'handshakes', retryAfter: spread(3) };
    this.tokens -= 1;
    return null;
  }
}

/** Whoever is refused at the same moment does not return at the same moment. */
const spread = (seconds: number): number => 1 + Math.floor(Math.random() * seconds);
