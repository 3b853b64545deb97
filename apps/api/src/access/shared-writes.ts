import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { RedisClientType } from 'redis';

const WINDOW_SECONDS = 10;
/** What one process takes of somebody before it tells the others: one word in so many writes, and no write waits for it. */
const SAID_AT = 25;
const MOST = 10_000;

/**
 * What all processes together took of each writer, in Redis. Each counts for itself and says it now and then, after the
 * write; who has had what one may have in the window is refused here until it is over. While Redis is away each process
 * has only its own count.
 */
export class SharedWrites {
  private readonly unsaid = new Map<string, number>();
  private readonly refusedUntil = new Map<string, number>();
  private readonly counter: RateLimiterRedis;

  constructor(
    redis: RedisClientType,
    { perSecond, burst }: { readonly perSecond: number; readonly burst: number },
    private readonly nameOf: (writer: string) => string,
  ) {
    this.counter = new RateLimiterRedis({
      ...{ storeClient: redis, useRedisPackage: true, rejectIfRedisNotReady: true },
      ...{ keyPrefix: 'dl:writes', points: perSecond * WINDOW_SECONDS + burst, duration: WINDOW_SECONDS },
    });
  }

  /** Seconds to wait; 0: none. `now`: milliseconds since 1970. */
  wait(writer: string, now: number): number {
    const until = this.refusedUntil.get(writer);
    if (until === undefined) return 0;
    if (until <= now) this.refusedUntil.delete(writer);
    return Math.max(0, (until - now) / 1_000);
  }

  took(writer: string, cost: number): void {
    const count = (this.unsaid.get(writer) ?? 0) + cost;
    if (count < SAID_AT) {
      if (this.unsaid.size >= MOST) this.unsaid.clear();
      this.unsaid.set(writer, count);
      return;
    }
    this.unsaid.delete(writer);
    void this.say(writer, count);
  }

  private async say(writer: string, count: number): Promise<void> {
    try {
      await this.counter.consume(this.nameOf(writer), count);
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) this.refusedUntil.set(writer, Date.now() + refusal.msBeforeNext);
    }
  }
}
