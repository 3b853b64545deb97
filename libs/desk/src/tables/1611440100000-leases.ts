import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who is working on which update. */
export class Leases1611440100000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table leases (
        story_id text collate "C" not null, update_id text collate "C" not null, person text not null,
        until timestamptz not null,
        constraint leases_pkey primary key (story_id, update_id)
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table leases');
  }
}
