#!/bin/sh
set -eu
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
  --set migrate_password="$(cat /run/secrets/migrate_password)" \
  --set app_password="$(cat /run/secrets/app_password)" \
  --file /etc/dateline/roles.sql
