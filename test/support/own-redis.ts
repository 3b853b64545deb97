import { cp, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createClient, type RedisClientType } from 'redis';
import { startRedis } from '../../scripts/services.mjs';
import { freePort } from './free-port.js';
import { isAlive } from './is-alive.js';
import { waitUntil } from './wait-until.js';

/** A Redis of the test's own, on one port, to flush, freeze, kill, empty and set back to an older file. */
export class OwnRedis {
  private server: Awaited<ReturnType<typeof startRedis>> | undefined;
  private isFrozen = false;

  private constructor(
    private readonly folder: string,
    readonly port: number,
  ) {}

  static async start(): Promise<OwnRedis> {
    const redis = new OwnRedis(
      await mkdtemp(path.join(os.tmpdir(), 'dateline-own-redis-')),
      await freePort(),
    );
    await redis.start();
    return redis;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    this.server = await startRedis({ dataDir: this.data, port: this.port });
  }

  /** As a crash would. Its file keeps what was written to it. */
  async kill(): Promise<void> {
    const { server } = this;
    if (!server) return;
    process.kill(server.pid, 'SIGKILL');
    await waitUntil('Redis is dead', () => !isAlive(server.pid));
    await server.stop();
    this.server = undefined;
  }

  /** Takes away the file of a server that does not run. */
  async empty(): Promise<void> {
    await rm(this.data, { recursive: true, force: true });
  }

  /** A copy of the file as it is now. */
  async copy(): Promise<string> {
    const copy = await mkdtemp(path.join(os.tmpdir(), 'dateline-own-redis-copy-'));
    await cp(this.data, copy, { recursive: true });
    return copy;
  }

  /** Gives a server that does not run an older file, which is used up. */
  async setBack(copy: string): Promise<void> {
    await this.empty();
    await cp(copy, this.data, { recursive: true });
    await rm(copy, { recursive: true });
  }

  /** It takes connections, as the kernel does for it, and answers nothing. */
  freeze(): void {
    process.kill(this.server?.pid ?? 0, 'SIGSTOP');
    this.isFrozen = true;
  }

  thaw(): void {
    if (this.isFrozen && this.server) process.kill(this.server.pid, 'SIGCONT');
    this.isFrozen = false;
  }

  async do<T>(work: (client: RedisClientType) => Promise<T>): Promise<T> {
    const client: RedisClientType = createClient({ url: this.url });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return await work(client);
    } finally {
      client.destroy();
    }
  }

  async dispose(): Promise<void> {
    this.thaw();
    await this.kill();
    await rm(this.folder, { recursive: true, force: true });
  }

  private get data(): string {
    return path.join(this.folder, 'data');
  }
}
