import type { DataSource, EntityManager } from 'typeorm';
import type { DeskLogEntry, DeskLogPage } from '#contract/desk';

export interface DeskLogQuery {
  /** Entries above it, the oldest first; undefined: the newest ones. */
  readonly after?: number | undefined;
  readonly limit: number;
  /** What concerns this person; nothing else, unless it is `within`. */
  readonly concerns?: string | undefined;
  /** What is about these cities, or about the story itself. */
  readonly within?: readonly string[] | undefined;
}
type Row = Omit<DeskLogEntry, 'at'> & { readonly at: Date };

const IS_WITHIN = (cities: string, figures: string): string =>
  `${cities} <> '[]' and ${cities} <@ $5::jsonb and not coalesce(${figures}, '[]') @> '[{"scope": "story"}]'`;
const CITIES_FILED = `(jsonb_path_query_array(f.content, '$.city ? (@ != null)')
  || jsonb_path_query_array(f.content, '$.figures[*].city ? (@ != null)'))`;
/** What waits is of the cities of its words; what was published, of those of the update. Of anything else no city is known. */
const WITHIN = `(
  select case
    when l.about = l.story_id then f.id is null and u.id is null
    else (f.content is not null or u.id is not null)
      and (f.content is null or f.state <> 'draft' and ${IS_WITHIN(CITIES_FILED, "f.content->'figures'")})
      and (u.id is null or ${IS_WITHIN("coalesce(u.head->'deskCities', to_jsonb(u.cities))", 'w.figures')})
    end
  from (select) one
  left join filings f on f.story_id = l.story_id and f.id = l.about and f.received_at <> ''
  left join updates u on u.story_id = l.story_id
    and u.id = coalesce(case when f.content is null then f.corrects->>'update' end, l.about)
  left join lateral (
    select r.figures from revisions r where r.story_id = u.story_id and r.update_id = u.id and r.status = 'published'
    order by r.revision desc limit 1
  ) w on true)`;

/** A story's desk log and where it ends, at one moment. An entry's number is visible with all below it. */
export async function readDeskLog(
  db: DataSource | EntityManager,
  story: string,
  { after, limit, concerns, within }: DeskLogQuery,
): Promise<DeskLogPage> {
  const order = after === undefined ? 'desc' : 'asc';
  const rows: (Row & { readonly head: number })[] = await db.query(
    `select h.desk_seq as head, e.desk_seq as "deskSeq", e.at, e.actor, e.action, e.about, e.detail
     from desk_heads h left join lateral (
       select * from desk_log l where l.story_id = h.story_id and l.desk_seq > $2
         and ($3::text is null or l.concerns = $3 or $5::jsonb is not null and ${WITHIN})
       order by l.desk_seq ${order} limit $4
     ) e on true
     where h.story_id = $1 order by e.desk_seq`,
    [story, after ?? 0, concerns ?? null, limit, within && JSON.stringify(within)],
  );
  return {
    deskSeq: rows[0]?.head ?? 0,
    entries: rows
      .filter(({ deskSeq }) => deskSeq !== null)
      .map(({ head: _, at, ...entry }) => ({ ...entry, at: at.toISOString() })),
  };
}
