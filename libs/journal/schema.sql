create table api_keys (
  id text collate "C" not null,
  name text not null,
  prefix text not null,
  hash text collate "C" not null,
  role text not null,
  memberships jsonb,
  made_by text not null,
  made_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone,
  ended_at timestamp with time zone,
  constraint api_keys_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX api_keys_hash ON public.api_keys USING btree (hash);

create table database_identity (
  id integer not null,
  system_identifier text not null,
  timeline_id text not null,
  constraint database_identity_pkey PRIMARY KEY (id)
);

create table decisions (
  story_id text collate "C" not null,
  id text collate "C" not null,
  type text not null,
  decision jsonb not null,
  constraint decisions_pkey PRIMARY KEY (story_id, id, type)
);
CREATE OR REPLACE FUNCTION public.events_stay()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$begin raise exception 'what readers were told is only added to' using errcode = 'insufficient_privilege'; end$function$;
CREATE TRIGGER decisions_stay BEFORE DELETE OR UPDATE OR TRUNCATE ON public.decisions FOR EACH STATEMENT EXECUTE FUNCTION events_stay();

create table desk_heads (
  story_id text collate "C" not null,
  desk_seq integer not null,
  constraint desk_heads_pkey PRIMARY KEY (story_id)
);

create table desk_log (
  id bigint not null generated always as identity,
  story_id text collate "C",
  desk_seq integer,
  at timestamp with time zone not null default clock_timestamp(),
  actor text not null,
  action text not null,
  about text,
  detail jsonb not null,
  concerns text,
  constraint desk_log_pkey PRIMARY KEY (id)
);
CREATE INDEX desk_log_at ON public.desk_log USING btree (at);
CREATE UNIQUE INDEX desk_log_story ON public.desk_log USING btree (story_id, desk_seq);
CREATE OR REPLACE FUNCTION public.desk_log_stays()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$begin raise exception 'the desk log is only added to' using errcode = 'insufficient_privilege'; end$function$;
CREATE TRIGGER desk_log_stays BEFORE DELETE OR UPDATE OR TRUNCATE ON public.desk_log FOR EACH STATEMENT EXECUTE FUNCTION desk_log_stays();

create table desk_settings (
  story_id text collate "C" not null,
  version integer not null,
  settings jsonb not null,
  constraint desk_settings_pkey PRIMARY KEY (story_id)
);

create table events (
  story_id text collate "C" not null,
  seq integer not null,
  kind text not null,
  shown_at text collate "C" not null,
  cities text[] not null,
  update_id text collate "C",
  revision integer,
  decision_id text,
  withholds boolean not null,
  head jsonb,
  fields jsonb,
  pins text[] not null,
  counts jsonb not null,
  changes jsonb not null,
  totals jsonb not null,
  hash text not null,
  actor text,
  recorded_at timestamp with time zone not null default clock_timestamp(),
  vouched boolean not null default false,
  added_by text,
  added integer not null default 0,
  constraint events_pkey PRIMARY KEY (story_id, seq)
);
CREATE INDEX events_recorded_at ON public.events USING btree (recorded_at);
CREATE INDEX events_shown_at ON public.events USING btree (story_id, shown_at, seq);
CREATE OR REPLACE FUNCTION public.events_stay()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$begin raise exception 'what readers were told is only added to' using errcode = 'insufficient_privilege'; end$function$;
CREATE TRIGGER events_stay BEFORE DELETE OR UPDATE OR TRUNCATE ON public.events FOR EACH STATEMENT EXECUTE FUNCTION events_stay();

create table filings (
  story_id text collate "C" not null,
  id text collate "C" not null,
  person text not null,
  state text not null,
  version integer not null,
  content jsonb,
  reasons jsonb not null,
  note text,
  publish_at timestamp with time zone,
  sent_at text,
  received_at text collate "C" not null,
  said_occurred_at text,
  late boolean not null,
  updated_at timestamp with time zone not null default clock_timestamp(),
  to_story text collate "C",
  published_story text collate "C",
  published_seq integer,
  let_go_by text,
  wishes jsonb,
  last_request text,
  corrects jsonb,
  constraint filings_pkey PRIMARY KEY (story_id, id, person)
);
CREATE INDEX filings_due ON public.filings USING btree (publish_at) WHERE (state = 'scheduled'::text);
CREATE INDEX filings_person ON public.filings USING btree (person, state);
CREATE INDEX filings_queue ON public.filings USING btree (story_id, state, received_at, id);
CREATE UNIQUE INDEX filings_received ON public.filings USING btree (story_id, id) WHERE (received_at <> ''::text);

create table flags (
  story_id text collate "C" not null,
  id uuid not null default gen_random_uuid(),
  kind text not null,
  update_id text collate "C",
  revision integer,
  figure integer,
  detail jsonb not null,
  at timestamp with time zone not null default clock_timestamp(),
  answer text,
  answered_by text,
  answered_at timestamp with time zone,
  constraint flags_pkey PRIMARY KEY (story_id, id)
);
CREATE INDEX flags_update ON public.flags USING btree (story_id, update_id);

create table guards (
  story_id text collate "C" not null,
  settings jsonb not null,
  constraint guards_pkey PRIMARY KEY (story_id)
);

create table handovers (
  story_id text collate "C" not null,
  version integer not null,
  text text not null,
  written_by text not null,
  written_at timestamp with time zone not null,
  constraint handovers_pkey PRIMARY KEY (story_id)
);

create table identities (
  person_id text collate "C" not null,
  expected_hash text,
  issuer text,
  subject text,
  bound_at timestamp with time zone,
  constraint identities_pkey PRIMARY KEY (person_id)
);
CREATE UNIQUE INDEX identities_expected ON public.identities USING btree (expected_hash);
CREATE UNIQUE INDEX identities_subject ON public.identities USING btree (issuer, subject);

create table key_headlines (
  story_id text collate "C" not null,
  update_id text collate "C" not null,
  headline text not null,
  constraint key_headlines_pkey PRIMARY KEY (story_id, update_id)
);

create table leases (
  story_id text collate "C" not null,
  update_id text collate "C" not null,
  person text not null,
  until timestamp with time zone not null,
  constraint leases_pkey PRIMARY KEY (story_id, update_id)
);

create table notes (
  id text collate "C" not null,
  story_id text collate "C" not null,
  recipient text not null,
  text text not null,
  written_by text not null,
  written_at timestamp with time zone not null default clock_timestamp(),
  answer text,
  answered_by text,
  answered_at timestamp with time zone,
  constraint notes_pkey PRIMARY KEY (story_id, id)
);

create table password_secrets (
  hash text collate "C" not null,
  person_id text collate "C" not null,
  purpose text not null,
  made_by text not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint password_secrets_pkey PRIMARY KEY (hash)
);

create table people (
  id text collate "C" not null,
  name text not null,
  name_key text collate "C" not null,
  role text not null,
  state text not null,
  memberships jsonb,
  password_hash text,
  constraint people_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX people_name ON public.people USING btree (name_key);

create table photo_erasures (
  story_id text collate "C" not null,
  update_id text collate "C" not null,
  photo_id text collate "C" not null,
  constraint photo_erasures_pkey PRIMARY KEY (story_id, update_id, photo_id)
);

create table photos (
  id text collate "C" not null,
  story_id text collate "C" not null,
  hash text not null,
  width integer not null,
  height integer not null,
  state text not null,
  flags text[] not null,
  version integer not null,
  uploaded_by text not null,
  uploaded_at timestamp with time zone not null default now(),
  constraint photos_pkey PRIMARY KEY (id)
);
CREATE INDEX photos_queue ON public.photos USING btree (story_id, state, uploaded_at);

create table receipts (
  story_id text collate "C" not null,
  key text collate "C" not null,
  hash text not null,
  receipt jsonb not null,
  constraint receipts_pkey PRIMARY KEY (story_id, key)
);

create table revisions (
  story_id text collate "C" not null,
  update_id text collate "C" not null,
  revision integer not null,
  status text not null,
  city text,
  occurred_at text not null,
  received_at text not null,
  byline text,
  headline text,
  text text,
  labels jsonb not null,
  evidence jsonb not null,
  confirmed boolean not null,
  figures jsonb not null,
  note text,
  author text not null,
  media jsonb not null default '[]'::jsonb,
  constraint revisions_pkey PRIMARY KEY (story_id, update_id, revision)
);
CREATE INDEX revisions_media ON public.revisions USING gin (media jsonb_path_ops) WHERE (media <> '[]'::jsonb);
CREATE OR REPLACE FUNCTION public.erase_search_words()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$begin
          update search_words set words = null where story_id = new.story_id and update_id = new.update_id;
          return null;
        end$function$;
CREATE TRIGGER erase_search_words AFTER UPDATE ON public.revisions FOR EACH ROW WHEN (((new.text IS NULL) AND (old.text IS NOT NULL))) EXECUTE FUNCTION erase_search_words();
CREATE OR REPLACE FUNCTION public.keep_photos_to_erase()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$begin
          insert into photo_erasures (story_id, update_id, photo_id)
          select distinct old.story_id, old.update_id, item->>'photo'
          from jsonb_array_elements(old.media) item where item ? 'photo'
          on conflict do nothing;
          return null;
        end$function$;
CREATE TRIGGER keep_photos_to_erase AFTER UPDATE ON public.revisions FOR EACH ROW WHEN (((new.media = '[]'::jsonb) AND (old.media <> '[]'::jsonb))) EXECUTE FUNCTION keep_photos_to_erase();

create table revoked_tokens (
  id text not null,
  revoked_at timestamp with time zone not null default now(),
  constraint revoked_tokens_pkey PRIMARY KEY (id)
);

create table roster_version (
  id integer not null,
  version text not null,
  constraint roster_version_pkey PRIMARY KEY (id)
);

create table search_marks (
  story_id text collate "C" not null,
  seq integer not null,
  constraint search_marks_pkey PRIMARY KEY (story_id)
);

create table search_words (
  story_id text collate "C" not null,
  update_id text collate "C" not null,
  words tsvector,
  constraint search_words_pkey PRIMARY KEY (story_id, update_id)
);
CREATE INDEX search_words_words ON public.search_words USING gin (words);

create table sessions (
  id text collate "C" not null,
  person_id text collate "C" not null,
  token_hash text not null,
  previous_hash text,
  renewal_hash text,
  started_at timestamp with time zone not null,
  renewed_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint sessions_pkey PRIMARY KEY (id)
);
CREATE INDEX sessions_person ON public.sessions USING btree (person_id);

create table stories (
  id text collate "C" not null,
  epoch text not null,
  head_seq integer not null,
  head_hash text not null,
  shown_at text not null,
  pins text[] not null,
  version integer not null,
  view jsonb,
  constraint stories_pkey PRIMARY KEY (id)
) with (fillfactor=50);

create table total_versions (
  story_id text collate "C" not null,
  key text collate "C" not null,
  seq integer not null,
  constraint total_versions_pkey PRIMARY KEY (story_id, key, seq)
);

create table updates (
  id text collate "C" not null,
  story_id text collate "C" not null,
  occurred_at text collate "C" not null,
  first_seq integer not null,
  cities text[] not null,
  key_event boolean not null,
  late_arrival boolean not null,
  revision integer not null,
  withheld_seq integer not null,
  head jsonb not null,
  constraint updates_pkey PRIMARY KEY (story_id, id)
);
CREATE INDEX updates_arrival ON public.updates USING btree (story_id, first_seq);
CREATE INDEX updates_timeline ON public.updates USING btree (story_id, occurred_at, first_seq);
