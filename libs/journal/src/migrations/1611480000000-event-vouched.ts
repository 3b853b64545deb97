import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which public changes somebody vouched for: what they make of the totals is what growth is measured from. */
export class EventVouched1611480000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('alter table events add column vouched boolean not null default false');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('alter table events drop column vouched');
  }
}
