-- Run once, by the first start of the Postgres container. Who migrates owns the tables; the apps read and write rows, and
-- can neither drop nor alter nor delete: the journal only grows.
create role dateline_migrate login password :'migrate_password';
create role dateline_app login password :'app_password';
revoke all on schema public from public;
grant usage, create on schema public to dateline_migrate;
grant usage on schema public to dateline_app;
alter default privileges for role dateline_migrate in schema public grant select, insert, update on tables to dateline_app;
