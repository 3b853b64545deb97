import { createClient, type RedisClientType } from 'redis';
import { LiveConnection } from '#live/live-connection';
import { LiveReader } from '#live/live-reader';
import { LiveWriter } from '#live/live-writer';
import { startRedis } from '../../scripts/services.mjs';
import { eventually } from './eventually.js';

/** A Redis of the test's own, to flush, starve and kill, with our connection and a plain one beside it. */
export interface LiveRedis {
  readonly url: string;
  readonly pid: number;
  readonly connection: LiveConnection;
  readonly reader: LiveReader;
  readonly writer: LiveWriter;
  readonly redis: RedisClientType;
  stop(): Promise<void>;
}

export async function aLiveRedis(options: { dataDir?: string; port?: number } = {}): Promise<LiveRedis> {
  const server = await startRedis(options);
  const { url, pid } = server;
  const connection = LiveConnection.open(url);
  const redis: RedisClientType = createClient({ url });
  redis.on('error', () => {});
  await redis.connect();
  await eventually('Redis is reached', () => connection.available());
  const stop = async () => {
    connection.close();
    if (redis.isOpen) redis.destroy();
    await server.stop();
  };
  const [reader, writer] = [new LiveReader(connection), new LiveWriter(connection)];
  return { url, pid, connection, reader, writer, redis, stop };
}
