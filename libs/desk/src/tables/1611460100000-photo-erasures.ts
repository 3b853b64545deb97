import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which photos an erasure takes with it, put down in its own commit: whoever removes the files may be interrupted. */
export class PhotoErasures1611460100000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table photo_erasures (
        story_id text collate "C" not null, update_id text collate "C" not null, photo_id text collate "C" not null,
        constraint photo_erasures_pkey primary key (story_id, update_id, photo_id)
      );
      create function keep_photos_to_erase() returns trigger language plpgsql as
        $$begin
          insert into photo_erasures (story_id, update_id, photo_id)
          select distinct old.story_id, old.update_id, item->>'photo'
          from jsonb_array_elements(old.media) item where item ? 'photo'
          on conflict do nothing;
          return null;
        end$$;
      create trigger keep_photos_to_erase after update on revisions
        for each row when (new.media = '[]' and old.media <> '[]') execute function keep_photos_to_erase();
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop trigger keep_photos_to_erase on revisions;
      drop function keep_photos_to_erase;
      drop table photo_erasures;
    `);
  }
}
