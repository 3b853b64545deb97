import type { MigrationInterface, QueryRunner } from 'typeorm';

/** That something filed is a correction, and of what. */
export class CorrectionsWait1611480100000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('alter table filings add column corrects jsonb');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('alter table filings drop column corrects');
  }
}
