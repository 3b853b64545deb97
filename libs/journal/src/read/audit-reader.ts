import type { DataSource } from 'typeorm';
import type { AuditEntry } from '#contract/desk';
import type { EventKind } from '#contract/event';

/** A place in the audit: a moment in microseconds, and what tells entries of one moment apart. */
export interface AuditPlace {
  readonly at: string;
  readonly key: string;
}
export interface AuditQuery {
  readonly story?: string | undefined;
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  readonly before?: AuditPlace | undefined;
  readonly after?: AuditPlace | undefined;
  readonly limit: number;
  /** Oldest first. */
  readonly ascending?: boolean;
}
export interface PlacedEntry extends AuditEntry {
  readonly place: AuditPlace;
}

interface EventDetail {
  readonly revision: number | null;
  readonly decision: Readonly<Record<string, unknown>> | null;
  readonly changes: readonly unknown[];
  readonly fields: Readonly<Record<string, unknown>> | null;
  readonly pins: readonly string[];
}
type Row = Omit<AuditEntry, 'at' | 'detail'> & {
  readonly at: string;
  readonly key: string;
} & (
    | { readonly kind: 'desk'; readonly detail: AuditEntry['detail'] }
    | { readonly kind: 'event'; readonly detail: EventDetail }
  );

const MICROSECONDS = `to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
const DESK = `select 'desk' as kind, at, ('d' || lpad(id::text, 19, '0')) collate "C" as key, story_id as story,
  null::integer as seq, desk_seq as "deskSeq", actor, action, about, detail from desk_log`;
const EVENTS = `select 'event' as kind, e.recorded_at as at, ('e' || e.story_id || ' ' || lpad(e.seq::text, 10, '0')) collate "C" as key,
  e.story_id as story, e.seq, null::integer as "deskSeq", e.actor, e.kind as action,
  coalesce(e.update_id, e.decision_id) as about, jsonb_build_object('revision', e.revision, 'decision', d.decision,
  'changes', e.changes, 'pins', e.pins, 'fields', case when e.fields ? 'story'
    then jsonb_build_object('status', e.fields->'story'->'status', 'title', e.fields->'story'->'title') else e.fields end) as detail
  from events e left join decisions d on d.story_id = e.story_id and d.id = e.decision_id and e.decision_id is not null`;
/** What began after this may commit an entry with a moment before those that are seen: it is shown when it cannot. */
const SETTLED = `(select coalesce(min(xact_start), clock_timestamp()) from pg_stat_activity
  where datname = current_database() and backend_xid is not null)`;

/** What was done, at the desk and to what readers see, in the order in which it was recorded. */
export async function readAudit(database: DataSource, query: AuditQuery): Promise<PlacedEntry[]> {
  const values: unknown[] = [];
  const value = (v: unknown): string => `$${values.push(v)}`;
  const order = query.ascending ? 'asc' : 'desc';
  const where = conditions(query, value).join(' and ');
  const limit = value(query.limit);
  const part = (name: string, rows: string): string =>
    `(select * from (${rows}) as ${name} where ${where} order by at ${order}, key ${order} limit ${limit})`;
  const rows: Row[] = await database.query(
    `select kind, ${MICROSECONDS} as at, key, story, seq, "deskSeq", actor, action, about, detail
     from (${part('desk', DESK)} union all ${part('events', EVENTS)}) as both_parts
     order by both_parts.at ${order}, key ${order} limit ${limit}`,
    values,
  );
  return rows.map(placed);
}

function conditions(query: AuditQuery, value: (v: unknown) => string): string[] {
  const { story, actor, action, before, after } = query;
  const bound = ({ at, key }: AuditPlace, sign: '<' | '>'): string =>
    `(at, key) ${sign} (${value(at)}::timestamptz, ${value(key)}::text collate "C")`;
  return [
    'true',
    ...(story === undefined ? [] : [`story = ${value(story)}`]),
    ...(actor === undefined ? [] : [`actor = ${value(actor)}`]),
    ...(action === undefined ? [] : [`action = ${value(action)}`]),
    ...(before ? [bound(before, '<')] : []),
    ...(after ? [bound(after, '>')] : []),
    ...(query.ascending ? [`at < ${SETTLED}`] : []),
  ];
}

function placed({ at, key, story, seq, deskSeq, actor, action, about, ...row }: Row): PlacedEntry {
  const detail = row.kind === 'event' ? detailOf(action as EventKind, row.detail) : row.detail;
  const entry = { at: `${at.slice(0, 23)}Z`, story, seq, deskSeq, actor, action, about, detail };
  return { ...entry, place: { at, key } };
}

/** From what to what: which totals changed, what was decided. The words are in the revision, and only there. */
function detailOf(kind: EventKind, { revision, decision, changes, fields, pins }: EventDetail) {
  return {
    ...(revision === null ? {} : { revision }),
    ...(decision === null ? {} : { decision }),
    ...(changes.length === 0 ? {} : { changes }),
    ...fields,
    ...(kind.startsWith('pin') ? { pins } : {}),
  };
}
