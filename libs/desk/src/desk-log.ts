import type { DataSource, EntityManager } from 'typeorm';
import { DESK_CHANNEL } from './tables/desk-head.entity.js';

/** Something done at the desk. `detail`: from what to what, never the words of an update. */
export interface DeskEntry {
  /** Null: of no single story. */
  readonly story: string | null;
  readonly actor: string;
  /** Noun and past participle: `filing.submitted`. */
  readonly action: string;
  /** The id of what it was done to. */
  readonly about: string | null;
  /** The name of the one whose filing it is: a reporter at the desk is told of what concerns them, and of nothing else. */
  readonly concerns?: string | null;
  readonly detail?: Readonly<Record<string, unknown>>;
}

/**
 * Puts on record, in the transaction of what was done. Returns the entry's number at the story's desk, gapless and in
 * the order of commits; null for what is of no single story. To be called last: one story's entries wait for each other.
 */
export async function enterInDeskLog(tx: EntityManager, entry: DeskEntry): Promise<number | null> {
  const { story, actor, action, about, concerns = null, detail = {} } = entry;
  const deskSeq = story === null ? null : await nextDeskSeq(tx, story);
  await tx.query(
    `insert into desk_log (story_id, desk_seq, actor, action, about, concerns, detail)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [story, deskSeq, actor, action, about, concerns, JSON.stringify(detail)],
  );
  if (deskSeq !== null) await tx.query('select pg_notify($1, $2)', [DESK_CHANNEL, `${story} ${deskSeq}`]);
  return deskSeq;
}

/** Several of one story at once, in their order. To be called last, as above. */
export async function enterAllInDeskLog(
  tx: EntityManager,
  story: string,
  entries: readonly Omit<DeskEntry, 'story'>[],
): Promise<void> {
  await tx.query(
    `with head as (
       insert into desk_heads (story_id, desk_seq) values ($1, $2)
       on conflict (story_id) do update set desk_seq = desk_heads.desk_seq + excluded.desk_seq returning desk_seq
     ), entered as (
       insert into desk_log (story_id, desk_seq, actor, action, about, concerns, detail)
       select $1, head.desk_seq - $2 + place, entry->>'actor', entry->>'action', entry->>'about', entry->>'concerns',
         entry->'detail'
       from head, jsonb_array_elements($3::jsonb) with ordinality as e(entry, place) order by place
     )
     select pg_notify($4, $1 || ' ' || desk_seq) from head`,
    [story, entries.length, JSON.stringify(entries.map((entry) => ({ detail: {}, ...entry }))), DESK_CHANNEL],
  );
}

/** The same for what needs no other change here. */
export function enterAlone(database: DataSource, entry: DeskEntry): Promise<number | null> {
  return database.transaction((tx) => enterInDeskLog(tx, entry));
}

async function nextDeskSeq(tx: EntityManager, story: string): Promise<number> {
  const [row]: { seq: number }[] = await tx.query(
    `insert into desk_heads (story_id, desk_seq) values ($1, 1)
     on conflict (story_id) do update set desk_seq = desk_heads.desk_seq + 1 returning desk_seq as seq`,
    [story],
  );
  if (!row) throw new Error('a desk without a head');
  return row.seq;
}
