/** How many connections there may be, and how many handshakes begin each second. */
export interface AdmissionLimits {
  readonly connections: number;
  readonly handshakesPerSecond: number;
}

/** Keeps a storm of newcomers from taking the processor away from those who are here: who is refused comes back later. */
export class Admission {
  private tokens: number;
  private filledAt = performance.now();

  constructor(private readonly limits: AdmissionLimits) {
    this.tokens = limits.handshakesPerSecond;
  }

  /** Seconds after which a newcomer may try again; null: come in. */
  refuses(connections: number): number | null {
    const { handshakesPerSecond } = this.limits;
    const now = performance.now();
    const filled = ((now - this.filledAt) / 1_000) * handshakesPerSecond;
    this.tokens = Math.min(handshakesPerSecond, this.tokens + filled);
    this.filledAt = now;
    if (connections >= this.limits.connections) return spread(10);
    if (this.tokens < 1) return spread(3);
    this.tokens -= 1;
    return null;
  }
}

/** Whoever is refused at the same moment does not return at the same moment. */
const spread = (seconds: number): number => 1 + Math.floor(Math.random() * seconds);
