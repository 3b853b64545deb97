import type { PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import { guardEpoch } from './epoch.js';

const COMPARE_MS = 5_000;

/** Compares the database with the record again and again: a dump can be loaded under connections that stay. */
export class EpochWatch {
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly database: DataSource) {}

  start(): void {
    // A database that is away is compared when it is back, by the first connection to it.
    this.timer = setInterval(() => void this.compare().catch(() => undefined), COMPARE_MS);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private async compare(): Promise<void> {
    const runner = this.database.createQueryRunner();
    try {
      const client: PoolClient = await runner.connect();
      await guardEpoch(client);
    } finally {
      await runner.release();
    }
  }
}
