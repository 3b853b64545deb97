import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Nothing is ever deleted from these, so that those who run need no right to. */
export class People1611400000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table people (
        id text collate "C" not null, name text not null, name_key text collate "C" not null, role text not null,
        state text not null, memberships jsonb, password_hash text,
        constraint people_pkey primary key (id)
      );
      create unique index people_name on people (name_key);
      create table sessions (
        id text collate "C" not null, person_id text collate "C" not null, token_hash text not null,
        previous_hash text, renewal_hash text, started_at timestamptz not null, renewed_at timestamptz not null,
        expires_at timestamptz not null, ended_at timestamptz,
        constraint sessions_pkey primary key (id)
      );
      create index sessions_person on sessions (person_id);
      create table password_secrets (
        hash text collate "C" not null, person_id text collate "C" not null, purpose text not null,
        made_by text not null, expires_at timestamptz not null, used_at timestamptz,
        constraint password_secrets_pkey primary key (hash)
      );
      create table api_keys (
        id text collate "C" not null, name text not null, prefix text not null, hash text collate "C" not null,
        role text not null, memberships jsonb, made_by text not null, made_at timestamptz not null default now(),
        expires_at timestamptz, ended_at timestamptz,
        constraint api_keys_pkey primary key (id)
      );
      create unique index api_keys_hash on api_keys (hash);
      create table roster_version (
        id integer not null, version text not null,
        constraint roster_version_pkey primary key (id)
      );
      insert into roster_version (id, version) values (1, gen_random_uuid()::text);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table people, sessions, password_secrets, api_keys, roster_version');
  }
}
