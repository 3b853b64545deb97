import type { DataSource, EntityManager } from 'typeorm';
import type { DeskLogEntry, DeskLogPage } from '#contract/desk';

export interface DeskLogQuery {
  /** Entries above it, the oldest first; undefined: the newest ones. */
  readonly after?: number | undefined;
  readonly limit: number;
  /** Only what concerns this person. */
  readonly concerns?: string | undefined;
}
type Row = Omit<DeskLogEntry, 'at'> & { readonly at: Date };

/** A story's desk log and where it ends, at one moment. An entry's number is visible with all below it. */
export async function readDeskLog(
  db: DataSource | EntityManager,
  story: string,
  { after, limit, concerns }: DeskLogQuery,
): Promise<DeskLogPage> {
  const order = after === undefined ? 'desc' : 'asc';
  const rows: (Row & { readonly head: number })[] = await db.query(
    `select h.desk_seq as head, e.desk_seq as "deskSeq", e.at, e.actor, e.action, e.about, e.detail
     from desk_heads h left join lateral (
       select * from desk_log l where l.story_id = h.story_id and l.desk_seq > $2 and ($3::text is null or l.concerns = $3)
       order by l.desk_seq ${order} limit $4
     ) e on true
     where h.story_id = $1 order by e.desk_seq`,
    [story, after ?? 0, concerns ?? null, limit],
  );
  return {
    deskSeq: rows[0]?.head ?? 0,
    entries: rows
      .filter(({ deskSeq }) => deskSeq !== null)
      .map(({ head: _, at, ...entry }) => ({ ...entry, at: at.toISOString() })),
  };
}
