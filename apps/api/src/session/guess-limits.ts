import {
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
  RLWrapperTimeouts,
} from 'rate-limiter-flexible';
import type { RedisClientType } from 'redis';
import { CodedError } from '#contract/problems';

/** Wrong passwords: for one name from one network, for one name from anywhere, from one network for any names. */
const LIMITS = {
  pair: { points: 10, duration: 15 * 60 },
  name: { points: 100, duration: 3600 },
  network: { points: 300, duration: 3600 },
} as const;
type Kind = keyof typeof LIMITS;
const ANSWER_MS = 300;

export type Attempt = Readonly<Record<Kind, string | null>>;

/**
 * Counts attempts to sign in, in Redis; while it does not answer, in this process's memory, which holds no more than the
 * attempts that were checked within the hour, and those wait for their turn to be hashed.
 */
export class GuessLimits {
  private readonly limiters: Readonly<Record<Kind, RLWrapperTimeouts>>;

  constructor(redis: RedisClientType) {
    this.limiters = {
      pair: limiter(redis, 'pair'),
      name: limiter(redis, 'name'),
      network: limiter(redis, 'network'),
    };
  }

  /**
   * Counts it. Throws CodedError `too_many_requests` with the seconds to wait. What is refused for its pair counts for
   * nothing else: from one network nobody can be kept out who comes from another. `isFull` is told of the first refusal.
   */
  async begin({ pair, name, network }: Attempt, isFull: (limit: Kind) => void): Promise<void> {
    await this.count('pair', pair, isFull);
    await Promise.all([this.count('name', name, isFull), this.count('network', network, isFull)]);
  }

  private async count(kind: Kind, key: string | null, isFull: (limit: Kind) => void): Promise<void> {
    if (key === null) return;
    try {
      await this.limiters[kind].consume(key);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      if (refusal.consumedPoints === LIMITS[kind].points + 1) isFull(kind);
      throw tooMany(Math.ceil(refusal.msBeforeNext / 1000));
    }
  }

  /** It was no guess: a name's count begins anew, a network's is as before. */
  async succeeded(attempt: Attempt): Promise<void> {
    const { pair, name, network } = this.limiters;
    await Promise.all([
      attempt.pair === null ? undefined : pair.delete(attempt.pair),
      attempt.name === null ? undefined : name.delete(attempt.name),
      attempt.network === null ? undefined : network.reward(attempt.network),
    ]);
  }
}

function limiter(redis: RedisClientType, kind: Kind): RLWrapperTimeouts {
  const rule = { ...LIMITS[kind], keyPrefix: `dl:guesses:${kind}` };
  const counted = new RateLimiterRedis({
    ...rule,
    storeClient: redis,
    useRedisPackage: true,
    rejectIfRedisNotReady: true,
    insuranceLimiter: new RateLimiterMemory(rule),
  });
  return new RLWrapperTimeouts({ limiter: counted, timeoutMs: ANSWER_MS });
}

const tooMany = (seconds: number): CodedError =>
  new CodedError(
    'too_many_requests',
    `Too many wrong passwords. Wait ${seconds} s, or ask an admin for a reset.`,
    [],
    undefined,
    seconds,
  );
