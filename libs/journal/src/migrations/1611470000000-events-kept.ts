import type { MigrationInterface, QueryRunner } from 'typeorm';

/** That no public change is ever changed or taken out, whoever runs: the audit reads them, and readers what they add up to. */
export class EventsKept1611470000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create function events_stay() returns trigger language plpgsql as
        $$begin raise exception 'what readers were told is only added to' using errcode = 'insufficient_privilege'; end$$;
      create trigger events_stay before update or delete or truncate on events
        for each statement execute function events_stay();
      create trigger decisions_stay before update or delete or truncate on decisions
        for each statement execute function events_stay();
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop trigger events_stay on events;
      drop trigger decisions_stay on decisions;
      drop function events_stay;
    `);
  }
}
