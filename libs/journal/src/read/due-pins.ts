import type { DataSource } from 'typeorm';

export interface DuePin {
  readonly story: string;
  readonly id: string;
  readonly expiresAt: string;
}

/** Pins whose time is over by the database's clock. Looks only at what is pinned. */
export function readDuePins(database: DataSource): Promise<DuePin[]> {
  return database.query(
    `select u.story_id as story, u.id, u.head->'pin'->>'expiresAt' as "expiresAt"
     from stories s join updates u on u.story_id = s.id and u.id = any(s.pins)
     where s.pins <> '{}'
       and u.head->'pin'->>'expiresAt' <= to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`,
  );
}
