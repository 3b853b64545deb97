import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Instants are text, `YYYY-MM-DDTHH:MM:SSZ`: they sort as they are, and come back byte for byte. `fillfactor` leaves
 * room in a page for the row that every append changes: its new version stays beside the old one.
 */
export class First1611360000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table stories (
        id text collate "C" not null, epoch text not null, head_seq integer not null, head_hash text not null,
        shown_at text not null, pins text[] not null, version integer not null, view jsonb,
        constraint stories_pkey primary key (id)
      ) with (fillfactor = 50);
      create table updates (
        id text collate "C" not null, story_id text collate "C" not null, occurred_at text collate "C" not null,
        first_seq integer not null, cities text[] not null, key_event boolean not null, late_arrival boolean not null,
        revision integer not null, withheld_seq integer not null, head jsonb not null,
        constraint updates_pkey primary key (story_id, id)
      );
      create index updates_timeline on updates (story_id, occurred_at, first_seq);
      create index updates_arrival on updates (story_id, first_seq);
      create table revisions (
        story_id text collate "C" not null, update_id text collate "C" not null, revision integer not null,
        status text not null, city text,
        occurred_at text not null, received_at text not null, byline text, headline text, text text,
        labels jsonb not null, evidence jsonb not null, confirmed boolean not null, figures jsonb not null,
        note text, author text not null,
        constraint revisions_pkey primary key (story_id, update_id, revision)
      );
      create table events (
        story_id text collate "C" not null, seq integer not null, kind text not null,
        shown_at text collate "C" not null, cities text[] not null, update_id text collate "C", revision integer,
        decision_id text, withholds boolean not null, head jsonb, fields jsonb, pins text[] not null, counts jsonb not null,
        changes jsonb not null, totals jsonb not null, hash text not null,
        constraint events_pkey primary key (story_id, seq)
      );
      create index events_shown_at on events (story_id, shown_at, seq);
      create table total_versions (
        story_id text collate "C" not null, key text collate "C" not null, seq integer not null,
        constraint total_versions_pkey primary key (story_id, key, seq)
      );
      create table receipts (
        story_id text collate "C" not null, key text collate "C" not null, hash text not null, receipt jsonb not null,
        constraint receipts_pkey primary key (story_id, key)
      );
      create table decisions (
        story_id text collate "C" not null, id text collate "C" not null, type text not null, decision jsonb not null,
        constraint decisions_pkey primary key (story_id, id, type)
      );
      create table database_identity (
        id integer not null, system_identifier text not null, timeline_id text not null,
        constraint database_identity_pkey primary key (id)
      );
      create table revoked_tokens (
        id text not null, revoked_at timestamptz not null default now(),
        constraint revoked_tokens_pkey primary key (id)
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`drop table stories, updates, revisions, events, total_versions, receipts, decisions,
      database_identity, revoked_tokens`);
  }
}
