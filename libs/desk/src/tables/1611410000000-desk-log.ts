import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What happened at the desk: only ever added to. */
export class DeskLog1611410000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table desk_log (
        id bigint generated always as identity, story_id text collate "C", desk_seq integer,
        at timestamptz not null default clock_timestamp(), actor text not null, action text not null, about text,
        detail jsonb not null,
        constraint desk_log_pkey primary key (id)
      );
      create unique index desk_log_story on desk_log (story_id, desk_seq);
      create table desk_heads (
        story_id text collate "C" not null, desk_seq integer not null,
        constraint desk_heads_pkey primary key (story_id)
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table desk_log, desk_heads');
  }
}
