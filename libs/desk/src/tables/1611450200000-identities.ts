import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who signs in elsewhere. What they are to come with is kept as a hash: it may be an e-mail address. */
export class Identities1611450200000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table identities (
        person_id text collate "C" not null, expected_hash text, issuer text, subject text, bound_at timestamptz,
        constraint identities_pkey primary key (person_id)
      );
      create unique index identities_subject on identities (issuer, subject);
      create unique index identities_expected on identities (expected_hash);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table identities');
  }
}
