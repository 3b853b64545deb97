import { DESK_CHANNEL } from '#desk/tables/desk-head.entity';
import type { DeskNotes } from '#domain/story/desk-notes';

/**
 * More of the statement that writes a group: what the desk is told of it, in the same commit. As in the desk's own
 * log a story's entries are numbered without a hole; their row waits for whoever else is numbering.
 */
export const TELL_DESK = `, told as (
  insert into desk_heads (story_id, desk_seq) select $1, jsonb_array_length($21::jsonb) from moved
  where jsonb_array_length($21::jsonb) > 0
  on conflict (story_id) do update set desk_seq = desk_heads.desk_seq + excluded.desk_seq returning desk_seq
), new_entries as (
  insert into desk_log (story_id, desk_seq, actor, action, about, concerns, detail)
  select $1, desk_seq - jsonb_array_length($21::jsonb) + place::integer, entry->>'actor', entry->>'action', entry->>'about',
    entry->>'concerns', entry->'detail'
  from told, jsonb_array_elements($21::jsonb) with ordinality as e(entry, place) order by place
), new_flags as (
  insert into flags (story_id, kind, update_id, revision, figure, detail)
  select $1, kind, "update", revision, figure, detail
  from moved, jsonb_to_recordset($22::jsonb) as f(kind text, "update" text, revision integer, figure integer, detail jsonb)
), guarded as (
  insert into guards (story_id, settings) select $1, $23::jsonb from moved where $23::jsonb is not null
  on conflict (story_id) do update set settings = excluded.settings
)`;

/** Apis hear of it with the commit, as of every entry in the desk's log. */
export const RING_DESK = `,
  (select pg_notify('${DESK_CHANNEL}', $1 || ' ' || desk_seq) from told)`;

/** Entries and flags as the statement takes them. */
export function deskRows(notes: readonly DeskNotes[]): [entries: string, flags: string] {
  return [
    JSON.stringify(notes.flatMap(({ entries }) => entries)),
    JSON.stringify(notes.flatMap(({ flags }) => flags)),
  ];
}
