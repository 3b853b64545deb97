import type { PoolClient } from 'pg';
import type { Receipt } from '#contract/update';
import { withoutWords } from '#domain/story/content';
import type { Plan, RevisionRecord } from '#domain/story/plan';
import type { Recorded } from '#domain/story/record';
import type { Head, StoryState, UpdateHead } from '#domain/story/state';
import { CHANNEL } from '../doorbell-channel.js';
import { lastHeadlines, nameKeyEvents } from './name-key-events.js';
import { deskRows, RING_DESK, TELL_DESK } from './tell-desk.js';

/** One public change, or one decision without a number. */
export interface Step {
  readonly plan: Plan;
  readonly recorded: Recorded;
}
/** One item of a group that was decided and numbered. */
export interface Written {
  readonly key: string;
  readonly hash: string;
  /** Who asked for it. */
  readonly actor: string;
  readonly steps: readonly Step[];
  readonly receipt: Receipt;
}

/** Nothing of it happens unless the story is where it was decided on: the rest takes its rows only if `moved` has one. */
const write = (more: string, alsoRings = ''): string => `
with moved as (
  update stories set head_seq = $10, head_hash = $11, shown_at = $12, pins = $13, version = $15, view = coalesce($14::jsonb, view)
  where id = $1 and version = $17 and epoch = $16 and head_hash = $18
    and not exists (select 1 from receipts where story_id = $1 and key = any($19))
  returning 1
), new_revisions as (
  insert into revisions (story_id, update_id, revision, status, city, occurred_at, received_at, byline, headline, text, labels,
    evidence, media, confirmed, figures, note, author)
  select $1, "update", revision, status, city, "occurredAt", "receivedAt", byline, headline, text, labels, evidence,
    media, confirmed, figures, note, author
  from moved, jsonb_to_recordset($2::jsonb) as r("update" text, revision integer, status text, city text, "occurredAt" text,
    "receivedAt" text, byline text, headline text, text text, labels jsonb, evidence jsonb, media jsonb, confirmed boolean,
    figures jsonb, note text, author text)
), new_updates as (
  insert into updates (id, story_id, occurred_at, first_seq, cities, key_event, late_arrival, revision, withheld_seq, head)
  select id, $1, head->>'occurredAt', (head->>'firstSeq')::integer, array(select jsonb_array_elements_text(head->'cities')),
    (head->>'keyEvent')::boolean, (head->>'lateArrival')::boolean, (head->>'revision')::integer, withheld, head
  from moved, jsonb_to_recordset($3::jsonb) as u(id text, withheld integer, head jsonb)
), changed_updates as (
  update updates set occurred_at = c.head->>'occurredAt', cities = array(select jsonb_array_elements_text(c.head->'cities')),
    key_event = (c.head->>'keyEvent')::boolean, revision = (c.head->>'revision')::integer,
    withheld_seq = greatest(withheld_seq, c.withheld), head = c.head
  from moved, jsonb_to_recordset($4::jsonb) as c(id text, withheld integer, head jsonb)
  where updates.story_id = $1 and updates.id = c.id
), new_events as (
  insert into events (story_id, seq, kind, shown_at, cities, update_id, revision, decision_id, withholds, head, fields, pins, counts,
    changes, totals, hash, actor, vouched, added_by, added)
  select $1, seq, kind, "shownAt", array(select jsonb_array_elements_text(cities)), "update", revision, decision, withholds, head,
    fields, array(select jsonb_array_elements_text(pins)), counts, changes, totals, hash, actor, vouched, "addedBy", added
  from moved, jsonb_to_recordset($5::jsonb) as e(seq integer, kind text, "shownAt" text, cities jsonb, "update" text,
    revision integer, decision text, withholds boolean, head jsonb, fields jsonb, pins jsonb, counts jsonb, changes jsonb, totals jsonb,
    hash text, actor text, vouched boolean, "addedBy" text, added integer)
), new_versions as (
  insert into total_versions (story_id, key, seq)
  select $1, key, seq from moved, jsonb_to_recordset($6::jsonb) as v(key text, seq integer)
), new_decisions as (
  insert into decisions (story_id, id, type, decision)
  select $1, decision->>'id', decision->>'type', decision from moved, jsonb_array_elements($7::jsonb) as decision
), new_receipts as (
  insert into receipts (story_id, key, hash, receipt)
  select $1, key, hash, receipt from moved, jsonb_to_recordset($8::jsonb) as q(key text, hash text, receipt jsonb)
), erased as (
  update revisions set text = null, headline = null, byline = null, note = null, evidence = '[]', media = '[]'
  from moved where story_id = $1 and update_id = any($9)
), drafts_erased as (
  update filings set state = 'discarded', content = null, note = null, corrects = corrects || '{"note": null}', version = version + 1,
    updated_at = clock_timestamp()
  from moved where story_id = $1 and (id = any($9) or corrects->>'update' = any($9)) and content is not null
)${more}
select (extract(epoch from clock_timestamp()) * 1000)::float8 as clock,
  case when $20::text is not null then pg_notify('${CHANNEL}', (jsonb_build_object(
    'committedAt', (extract(epoch from clock_timestamp()) * 1000)::bigint) || $20::text::jsonb)::text) end,
  case when $3::jsonb <> '[]' then publish_drafts($1, $3::jsonb) end${alsoRings}
from moved`;
/** The same with what few groups bring: an ordinary post pays nothing for it. */
const WRITE = {
  'write-group': write(''),
  'write-group-and-tell': write(TELL_DESK, RING_DESK),
  'write-group-and-name': write(nameKeyEvents(21)),
  'write-group-tell-and-name': write(TELL_DESK + nameKeyEvents(24), RING_DESK),
} as const;

/** Where the story was when the group was decided. */
export interface From {
  readonly head: Head;
  readonly version: number;
}
export interface Condition {
  readonly from: From;
  /** Request keys under which nothing may have been recorded before. */
  readonly fresh: readonly string[];
  /** What relays are told with the commit; null: they are told otherwise. */
  readonly ring: string | null;
}

/**
 * Everything a group of decisions wrote, in one statement. Resolves to the database's clock, milliseconds since 1970;
 * null: the story is not where it was decided on, or a key was used before, and nothing was written.
 */
export async function writeGroup(
  tx: PoolClient,
  state: StoryState,
  written: readonly Written[],
  { from, fresh, ring }: Condition,
): Promise<number | null> {
  const steps = written.flatMap((each) => each.steps);
  const events = written.flatMap(({ steps: own, actor }) =>
    own.flatMap(({ plan, recorded }) =>
      recorded.event
        ? {
            ...{ ...recorded.event, actor, vouched: plan.vouched ?? false },
            ...{ addedBy: plan.added?.by ?? null, added: plan.added?.people ?? 0 },
          }
        : [],
    ),
  );
  const { created, changed } = latestHeads(steps);
  const versions = events.flatMap(({ seq, totals }) => Object.keys(totals).map((key) => ({ key, seq })));
  const revisions = steps.flatMap(({ plan }, place) => revisionOf(plan, steps.slice(place + 1)));
  const more = beside(state, steps);
  const opened = steps.some(({ plan }) => plan.view);
  const json = JSON.stringify;
  const { rows } = await tx.query<{ clock: number }>({
    name: more.name,
    text: more.text,
    values: [
      state.id,
      json(revisions),
      json(created),
      json(changed),
      json(events),
      json(versions),
      json(steps.flatMap(({ plan }) => [...(plan.rulings ?? []), ...(plan.decision ? [plan.decision] : [])])),
      json(written.map(({ key, hash, receipt }) => ({ key, hash, receipt }))),
      steps.flatMap(({ plan }) => plan.erases ?? []),
      state.head.seq,
      state.head.hash,
      state.head.shownAt,
      state.pins,
      opened ? json(state.view) : null,
      from.version + 1,
      from.head.epoch,
      from.version,
      from.head.hash,
      fresh,
      ring,
      ...more.values,
    ],
  });
  const [moved] = rows;
  if (!moved) return null;
  state.version = from.version + 1;
  return moved.clock;
}

/** The statement's erasure does not see the rows that the same statement inserts. */
function revisionOf({ revision }: Plan, later: readonly Step[]): RevisionRecord[] {
  if (!revision) return [];
  const isErased = later.some(({ plan }) => plan.erases === revision.update);
  return [isErased ? withoutWords(revision) : revision];
}

interface Beside {
  readonly name: keyof typeof WRITE;
  readonly text: string;
  readonly values: readonly (string | null)[];
}

/** What the desk is told, and how key events are called. */
function beside(state: StoryState, steps: readonly Step[]): Beside {
  const notes = steps.flatMap(({ recorded }) => recorded.desk ?? []);
  const headlines = lastHeadlines(steps);
  const guard = steps.some(({ plan }) => plan.guard) ? JSON.stringify(state.guard) : null;
  const told = notes.length > 0 ? [...deskRows(notes), guard] : [];
  const named = headlines.length > 0 ? [JSON.stringify(headlines)] : [];
  const name = nameOf(told.length > 0, named.length > 0);
  return { name, text: WRITE[name], values: [...told, ...named] };
}

function nameOf(tells: boolean, names: boolean): keyof typeof WRITE {
  if (tells) return names ? 'write-group-tell-and-name' : 'write-group-and-tell';
  return names ? 'write-group-and-name' : 'write-group';
}

interface HeadRow {
  readonly id: string;
  readonly withheld: number;
  readonly head: UpdateHead;
}

/** Each update's last head in the group: one row is written once, whatever happened to it within. */
function latestHeads(steps: readonly Step[]): { created: HeadRow[]; changed: HeadRow[] } {
  const rows = new Map<string, HeadRow>();
  const createdIds = new Set<string>();
  for (const { recorded, plan } of steps) {
    const { event, head } = recorded;
    if (!event || !head || !plan.head) continue;
    if (head.firstSeq === event.seq) createdIds.add(head.id);
    const withheld = event.withholds ? event.seq : (rows.get(head.id)?.withheld ?? 0);
    rows.set(head.id, { id: head.id, withheld, head });
  }
  const all = [...rows.values()];
  return {
    created: all.filter(({ id }) => createdIds.has(id)),
    changed: all.filter(({ id }) => !createdIds.has(id)),
  };
}
