import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Headlines that key events have of their own: words beside a revision's, which erasure removes as well. */
export class KeyHeadlines1611440000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table key_headlines (
        story_id text collate "C" not null, update_id text collate "C" not null, headline text not null,
        constraint key_headlines_pkey primary key (story_id, update_id)
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table key_headlines');
  }
}
