import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who decided a public change and when it was recorded: for the audit, never for readers. Of older ones nobody knows who. */
export class EventActor1611450000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table events add column actor text, add column recorded_at timestamptz;
      update events set recorded_at = shown_at::timestamptz;
      alter table events alter column recorded_at set default clock_timestamp(), alter column recorded_at set not null;
      create index events_recorded_at on events (recorded_at);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('alter table events drop column actor, drop column recorded_at');
  }
}
