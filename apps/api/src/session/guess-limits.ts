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
 * Counts attempts to sign in, in Redis and in this process's memory: the higher count decides, so a Redis that answers late or
 * not at all, or has lost what it held, gives no guesses away. The memory holds no more than the attempts that were
 * checked within the hour, and those wait for their turn to be hashed.
 */
export class GuessLimits {
  private readonly counters: Readonly<Record<Kind, readonly Counter[]>>;

  constructor(redis: RedisClientType) {
    this.counters = {
      pair: counters(redis, 'pair'),
      name: counters(redis, 'name'),
      network: counters(redis, 'network'),
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
    const counts = await Promise.all(this.counters[kind].map((counter) => countBy(counter, key)));
    const highest = counts.reduce((a, b) => (b.consumedPoints > a.consumedPoints ? b : a));
    const { points } = LIMITS[kind];
    if (highest.consumedPoints <= points) return;
    if (highest.consumedPoints === points + 1) isFull(kind);
    throw tooMany(Math.ceil(highest.msBeforeNext / 1000));
  }

  /** It was no guess: a name's count begins anew, a network's is as before. */
  async succeeded({ pair, name, network }: Attempt): Promise<void> {
    await Promise.all([
      ...this.counters.pair.map((counter) => pair !== null && quietly(counter.delete(pair))),
      ...this.counters.name.map((counter) => name !== null && quietly(counter.delete(name))),
      ...this.counters.network.map((counter) => network !== null && quietly(counter.reward(network))),
    ]);
  }
}

type Counter = RateLimiterMemory | RLWrapperTimeouts;

function counters(redis: RedisClientType, kind: Kind): Counter[] {
  const rule = { ...LIMITS[kind], keyPrefix: `dl:guesses:${kind}` };
  const counted = new RateLimiterRedis({
    ...rule,
    storeClient: redis,
    useRedisPackage: true,
    rejectIfRedisNotReady: true,
  });
  return [new RateLimiterMemory(rule), new RLWrapperTimeouts({ limiter: counted, timeoutMs: ANSWER_MS })];
}

/** Of a Redis that did not answer: none. */
async function countBy(counter: Counter, key: string): Promise<RateLimiterRes> {
  try {
    return await counter.consume(key);
  } catch (refusal) {
    return refusal instanceof RateLimiterRes ? refusal : new RateLimiterRes();
  }
}

/** A Redis that does not answer keeps its count, and it ends by itself. */
async function quietly(done: Promise<unknown>): Promise<void> {
  await done.catch(() => undefined);
}

const tooMany = (seconds: number): CodedError =>
  new CodedError(
    'too_many_requests',
    `Too many wrong passwords. Wait ${seconds} s, or ask an admin for a reset.`,
    [],
    undefined,
    seconds,
  );
