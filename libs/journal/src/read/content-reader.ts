import type { DataSource } from 'typeorm';
import type { UpdateContent } from '#contract/update';
import type { UpdateHead } from '#domain/story/state';
import type { Words } from './compose.js';

export interface CurrentContent {
  readonly revision: number;
  readonly content: UpdateContent;
}

/** What a published update says, with the figures that readers do not see. Null: there is none, or it is retracted. */
export async function readContent(
  database: DataSource,
  story: string,
  id: string,
): Promise<CurrentContent | null> {
  const [row]: (Omit<Words, 'presentation'> & { head: UpdateHead })[] = await database.query(
    `select u.head, r.* from updates u join revisions r
       on r.story_id = u.story_id and r.update_id = u.id and r.revision = u.revision
     where u.story_id = $1 and u.id = $2 and u.head->>'status' = 'published'`,
    [story, id],
  );
  if (!row) return null;
  const { revision, city, occurredAt, keyEvent } = row.head;
  const { text, byline, headline, labels, evidence, media, confirmed, figures } = row;
  const said = {
    ...(byline !== null && { byline }),
    ...(headline !== null && { headline }),
    text: text ?? '',
  };
  const beside = { labels, evidence, media, confirmed, figures };
  return { revision, content: { city, occurredAt, ...said, keyEvent, ...beside } };
}
