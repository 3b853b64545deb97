import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What those at the desk write to one another. Readers never see it. */
export class Notes1611450400000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table notes (
        id text collate "C" not null, story_id text collate "C" not null, recipient text not null, text text not null,
        written_by text not null, written_at timestamptz not null default clock_timestamp(),
        answer text, answered_by text, answered_at timestamptz,
        constraint notes_pkey primary key (story_id, id)
      );
      create table handovers (
        story_id text collate "C" not null, version integer not null, text text not null, written_by text not null,
        written_at timestamptz not null,
        constraint handovers_pkey primary key (story_id)
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table notes, handovers');
  }
}
