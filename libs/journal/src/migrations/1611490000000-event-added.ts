import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What of a story's counts is new by a public change, and whose figures it is: one account adds so much only. */
export class EventAdded1611490000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table events add column added_by text, add column added integer not null default 0;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('alter table events drop column added_by, drop column added');
  }
}
