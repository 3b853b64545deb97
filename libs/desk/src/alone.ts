import type { DataSource } from 'typeorm';

/** What one api at a time does. Numbers of advisory locks, any that differ. */
export const TURNS = { filings: 16_114_200, pins: 16_114_400 } as const;

/** Does it unless another process is at it: a courtesy that saves work, never a guard. */
export async function alone(database: DataSource, turn: number, work: () => Promise<void>): Promise<void> {
  const runner = database.createQueryRunner();
  try {
    const [row]: { isOurs: boolean }[] = await runner.query('select pg_try_advisory_lock($1) as "isOurs"', [
      turn,
    ]);
    if (!row?.isOurs) return;
    await work().finally(() => runner.query('select pg_advisory_unlock($1)', [turn]));
  } finally {
    await runner.release();
  }
}
