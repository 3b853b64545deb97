import type { DataSource } from 'typeorm';
import type { FoundUpdate } from '#contract/search';
import type { UpdateHead } from '#domain/story/state';
import { updateAtDesk, updateView } from '../read/compose.js';
import { UPDATE_COLUMNS, UPDATES, type UpdateRow } from '../read/update-reader.js';
import { QUERY_OF } from './search-index.js';

/** Below it come earlier moments, and of one moment what comes later in the order of stories and ids. */
export interface SearchPlace {
  readonly occurredAt: string;
  readonly story: string;
  readonly id: string;
}
export interface SearchQuery {
  /** Null: in all of them. */
  readonly stories: readonly string[] | null;
  readonly words?: string | undefined;
  readonly state?: UpdateHead['status'] | undefined;
  readonly city?: string | undefined;
  readonly reporter?: string | undefined;
  readonly source?: string | undefined;
  readonly before?: SearchPlace | undefined;
  /** To this one, of others' updates only what readers see. */
  readonly seenBy?: string | undefined;
  /** By story, the cities of who asks; of updates that are not of those only what readers see. Not there: all are theirs. */
  readonly within?: Readonly<Record<string, readonly string[]>> | undefined;
  readonly limit: number;
}

interface Row extends UpdateRow {
  readonly story: string;
  readonly lastHeadline: string | null;
  readonly lastText: string | null;
  readonly isTheirs: boolean;
}

/** Updates as the desk finds them, the newest on the street first; what is retracted comes with the words it had. */
export async function searchUpdates(database: DataSource, query: SearchQuery): Promise<FoundUpdate[]> {
  const values: unknown[] = [];
  const value = (v: unknown): string => `$${values.push(v)}`;
  const isTheirs = theirs(query, value);
  const rows: Row[] = await database.query(
    `select u.story_id as story, ${UPDATE_COLUMNS}, w.headline as "lastHeadline", w.text as "lastText", ${isTheirs} as "isTheirs"
     ${UPDATES}
     left join lateral (
       select headline, text, figures from revisions l where l.story_id = u.story_id and l.update_id = u.id
         and l.status = 'published' order by l.revision desc limit 1
     ) w on true
     where (u.head->>'status' = 'published' or ${isTheirs}) ${conditions(query, value, isTheirs).join('')}
     order by u.occurred_at desc, u.story_id, u.id limit ${value(query.limit)}`,
    values,
  );
  return rows.map(found);
}

/** Those of figures that readers do not see as well. */
const CITIES = `coalesce(u.head->'deskCities', to_jsonb(u.cities))`;

/** What somebody may look into beyond what readers see. */
function theirs({ seenBy, within }: SearchQuery, value: (v: unknown) => string): string {
  if (seenBy) return `u.head->>'author' = ${value(seenBy)}`;
  if (!within) return 'true';
  const cities = `${value(JSON.stringify(within))}::jsonb->u.story_id`;
  return `(${cities} is null or (${CITIES} <> '[]' and ${CITIES} <@ (${cities})
    and not coalesce(w.figures, '[]') @> '[{"scope": "story"}]'))`;
}

/** Who filed what is not theirs, and whose figures wait in it, readers do not see: it is not found by either. */
function conditions(query: SearchQuery, value: (v: unknown) => string, isTheirs: string): string[] {
  const { stories, words, state, city, reporter, source, before } = query;
  const last = before && [value(before.occurredAt), value(before.story), value(before.id)];
  const all = [
    ...(stories ? [`u.story_id = any(${value(stories)})`] : []),
    ...(words === undefined
      ? []
      : [
          `exists (select from search_words s where s.story_id = u.story_id and s.update_id = u.id
             and s.words @@ ${QUERY_OF(value(words))})`,
        ]),
    ...(state ? [`u.head->>'status' = ${value(state)}`] : []),
    ...(city ? [`(${value(city)} = any(u.cities) or (${isTheirs} and ${CITIES} ? ${value(city)}))`] : []),
    ...(reporter ? [`u.head->>'author' = ${value(reporter)} and ${isTheirs}`] : []),
    ...(source
      ? [
          `w.figures @> jsonb_build_array(jsonb_build_object('source', ${value(source)}::text)) and ${isTheirs}`,
        ]
      : []),
    ...(last
      ? [
          `(u.occurred_at < ${last[0]} or (u.occurred_at = ${last[0]} and (u.story_id, u.id) > (${last[1]}, ${last[2]})))`,
        ]
      : []),
  ];
  return all.map((each) => ` and ${each}`);
}

/** Of what is not theirs, somebody finds what readers see. */
function found({
  story,
  head,
  lastHeadline: headline,
  lastText: text,
  isTheirs,
  ...words
}: Row): FoundUpdate {
  const update = isTheirs ? updateAtDesk(head, words) : updateView(head, words);
  return { story, state: head.status, reporter: isTheirs ? head.author : null, update, headline, text };
}
