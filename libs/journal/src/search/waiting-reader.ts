import type { DataSource } from 'typeorm';
import { FILING, filingOf, type FilingRow } from '#desk/filings/filing-row';
import type { Filing } from '#domain/story/filing';
import { QUERY_OF, WORDS_OF } from './search-index.js';
import type { SearchQuery } from './search-reader.js';

/** What of the desk's is searched: drafts are their authors', and what is settled has no words here. */
export const WAITING_STATES = ['submitted', 'scheduled', 'sent_back'] as const;
export type WaitingState = (typeof WAITING_STATES)[number];
export type WaitingQuery = Omit<SearchQuery, 'state' | 'before'> & {
  readonly state?: WaitingState | undefined;
};

/**
 * What waits at the desks, the newest handed in first. Its words are indexed nowhere: they are looked through, and gone
 * from here when they are gone from there. `seenBy`: only what this one filed.
 */
export async function searchWaiting(database: DataSource, query: WaitingQuery): Promise<Filing[]> {
  const { stories, state, words, city, reporter, source, seenBy, limit } = query;
  const rows: FilingRow[] = await database.query(
    `select ${FILING} from filings
     where state = any($1) and ($2::text[] is null or story_id = any($2)) and content is not null
       and ($3::text is null or person = $3) and ($4::text is null or person = $4)
       and ($5::text is null or content->>'city' = $5
         or content->'figures' @> jsonb_build_array(jsonb_build_object('city', $5::text)))
       and ($6::text is null or content->'figures' @> jsonb_build_array(jsonb_build_object('source', $6::text)))
       and ($7::text is null or ${WORDS_OF(`coalesce(content->>'headline', '') || ' ' || (content->>'text')`)} @@ ${QUERY_OF('$7::text')})
     order by received_at desc, story_id, id limit $8`,
    [state ? [state] : WAITING_STATES, stories, seenBy, reporter, city, source, words, limit],
  );
  return rows.map(filingOf);
}
