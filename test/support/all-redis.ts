import { createClient, type RedisClientType } from 'redis';

/** Everything a Redis holds, as text: the names of keys and all their values. */
export async function allOfRedis(url: string): Promise<string> {
  const redis: RedisClientType = createClient({ url });
  await redis.connect();
  const parts: unknown[] = [];
  for await (const keys of redis.scanIterator({ COUNT: 500 }))
    for (const key of keys) parts.push(key, await heldAt(redis, key));
  redis.destroy();
  return JSON.stringify(parts);
}

async function heldAt(redis: RedisClientType, key: string): Promise<unknown> {
  const type = await redis.type(key);
  switch (type) {
    case 'string':
      return redis.get(key);
    case 'hash':
      return redis.hGetAll(key);
    case 'list':
      return redis.lRange(key, 0, -1);
    case 'set':
      return redis.sMembers(key);
    case 'zset':
      return redis.zRange(key, 0, -1);
    case 'stream':
      return redis.xRange(key, '-', '+');
    case 'none':
      return null;
    default:
      throw new Error(`Nobody looks into a ${type}.`);
  }
}
