import { journalDataSource } from './data-source.js';

/** Any number, the same in every Dateline: one process migrates, the others wait. */
const MIGRATION_LOCK = 23_01_2021;

/** Brings the database to this version's schema. Safe to run at the same time from several processes. */
export async function migrate(url: string): Promise<void> {
  const database = await journalDataSource(url, { poolSize: 2 }).initialize();
  const runner = database.createQueryRunner();
  try {
    await runner.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await database.runMigrations();
  } finally {
    await runner.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]).finally(() => runner.release());
    await database.destroy();
  }
}
