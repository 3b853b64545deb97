import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the desk searches: the newest words of each update as Postgres's full text search has them, beside the journal and
 * made from it when somebody searches, so that a post costs nothing more. An erasure takes them out in the same step.
 */
export class Search1611450300000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table search_words (
        story_id text collate "C" not null, update_id text collate "C" not null, words tsvector,
        constraint search_words_pkey primary key (story_id, update_id)
      );
      create index search_words_words on search_words using gin (words);
      create table search_marks (
        story_id text collate "C" not null, seq integer not null,
        constraint search_marks_pkey primary key (story_id)
      );
      create function erase_search_words() returns trigger language plpgsql as
        $$begin
          update search_words set words = null where story_id = new.story_id and update_id = new.update_id;
          return null;
        end$$;
      create trigger erase_search_words after update on revisions
        for each row when (new.text is null and old.text is not null) execute function erase_search_words();
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop trigger erase_search_words on revisions;
      drop function erase_search_words;
      drop table search_words, search_marks;
    `);
  }
}
