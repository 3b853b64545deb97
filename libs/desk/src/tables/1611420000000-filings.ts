import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was filed and is not with readers, and how a story's desk works. Rows stay; words go. */
export class Filings1611420000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table filings (
        story_id text collate "C" not null, id text collate "C" not null, person text not null, state text not null,
        version integer not null, content jsonb, reasons jsonb not null, note text, publish_at timestamptz,
        sent_at text, received_at text collate "C" not null, said_occurred_at text, late boolean not null,
        updated_at timestamptz not null default clock_timestamp(), to_story text collate "C",
        published_story text collate "C", published_seq integer, let_go_by text, wishes jsonb, last_request text,
        constraint filings_pkey primary key (story_id, id)
      );
      create index filings_queue on filings (story_id, state, received_at, id);
      create index filings_person on filings (person, state);
      create index filings_due on filings (publish_at) where state = 'scheduled';
      create table desk_settings (
        story_id text collate "C" not null, version integer not null, settings jsonb not null,
        constraint desk_settings_pkey primary key (story_id)
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table filings, desk_settings');
  }
}
