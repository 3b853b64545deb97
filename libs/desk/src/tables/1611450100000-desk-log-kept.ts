import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whom an entry is about, and that no entry is ever changed or taken out, whoever runs. */
export class DeskLogKept1611450100000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table desk_log add column concerns text;
      create index desk_log_at on desk_log (at);
      create function desk_log_stays() returns trigger language plpgsql as
        $$begin raise exception 'the desk log is only added to' using errcode = 'insufficient_privilege'; end$$;
      create trigger desk_log_stays before update or delete or truncate on desk_log
        for each statement execute function desk_log_stays();
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop trigger desk_log_stays on desk_log;
      drop function desk_log_stays;
      drop index desk_log_at;
      alter table desk_log drop column concerns;
    `);
  }
}
