import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What guards a story's figures, and what the desk should look at. */
export class Guard1611430000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table guards (
        story_id text collate "C" not null, settings jsonb not null,
        constraint guards_pkey primary key (story_id)
      );
      create table flags (
        story_id text collate "C" not null, id uuid not null default gen_random_uuid(), kind text not null,
        update_id text collate "C", revision integer, figure integer, detail jsonb not null,
        at timestamptz not null default clock_timestamp(), answer text, answered_by text, answered_at timestamptz,
        constraint flags_pkey primary key (story_id, id)
      );
      create index flags_update on flags (story_id, update_id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table guards, flags');
  }
}
