import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A draft is its author's: another may file under the same id. Words of drafts that were published are in their updates. */
export class DraftsApart1611460200000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table filings drop constraint filings_pkey;
      alter table filings add constraint filings_pkey primary key (story_id, id, person);
      create unique index filings_received on filings (story_id, id) where received_at <> '';
      -- Called by who holds the story's row: it sees then what was committed until it got the row, as no part of the
      -- calling statement does. 'created': new updates, [{id, head}].
      create function publish_drafts(story text, created jsonb) returns void language plpgsql volatile as
      $$ begin
        update filings f set state = 'published', content = null, version = f.version + 1, published_story = story,
          published_seq = (u.head->>'firstSeq')::integer, received_at = u.head->>'receivedAt', updated_at = clock_timestamp()
        from jsonb_to_recordset(created) as u(id text, head jsonb)
        where f.story_id = story and f.id = u.id and f.person = u.head->>'author' and f.received_at = '';
      end $$;
      select publish_drafts(story_id, jsonb_agg(jsonb_build_object('id', id, 'head', head))) from updates group by story_id;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop function publish_drafts;
      drop index filings_received;
      alter table filings drop constraint filings_pkey;
      alter table filings add constraint filings_pkey primary key (story_id, id);
    `);
  }
}
