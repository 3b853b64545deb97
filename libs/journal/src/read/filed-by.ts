import type { DataSource } from 'typeorm';

export interface FiledUpdate {
  readonly story: string;
  readonly id: string;
  readonly isPublished: boolean;
}

/** All that somebody filed, in any story, newest first. Looks through all updates: for emergencies. */
export function readFiledBy(database: DataSource, author: string): Promise<FiledUpdate[]> {
  return database.query(
    `select story_id as story, id, head->>'status' = 'published' as "isPublished" from updates
     where head->>'author' = $1 order by head->>'receivedAt' desc, first_seq desc, id`,
    [author],
  );
}
