import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Photos that were sent, and in revisions which are named there. */
export class Photos1611460000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table photos (
        id text collate "C" not null, story_id text collate "C" not null, hash text not null, width integer not null,
        height integer not null, state text not null, flags text[] not null, version integer not null,
        uploaded_by text not null, uploaded_at timestamptz not null default now(),
        constraint photos_pkey primary key (id)
      );
      create index photos_queue on photos (story_id, state, uploaded_at);
      alter table revisions add column media jsonb not null default '[]';
      create index revisions_media on revisions using gin (media jsonb_path_ops) where media <> '[]';
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table photos; alter table revisions drop column media');
  }
}
