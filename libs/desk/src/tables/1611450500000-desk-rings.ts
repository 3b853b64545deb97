import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whoever puts something on record at a story's desk, apis hear of it with the commit: `story deskSeq`, a hint. */
export class DeskRings1611450500000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create function ring_desk() returns trigger language plpgsql as
        $$begin
          perform pg_notify('dateline_desk', new.story_id || ' ' || new.desk_seq);
          return null;
        end$$;
      create trigger ring_desk after insert or update on desk_heads for each row execute function ring_desk();
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop trigger ring_desk on desk_heads; drop function ring_desk;');
  }
}
