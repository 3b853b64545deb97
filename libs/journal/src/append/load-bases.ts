import type { PoolClient } from 'pg';
import { Bases } from '#domain/guard/bases';
import { GUARD } from '#domain/guard/limits';
import { windowStart } from '#domain/guard/window';
import type { Move } from '#domain/totals/running-metric';
import type { StoredTotal } from '#domain/totals/stored-total';
import type { LockedStory } from './lock-story.js';

/** The highest that a figure says, as the domain's `reach` has it. */
const reach = (figure: string) => `coalesce((${figure}->>'high')::bigint, (${figure}->>'low')::bigint)`;
/** What is gone is lower too: what is said there next is what growth is measured from. */
const FELL = `(
    before is null or before = 'null'::jsonb
    or ${reach("value->'leading'")} < ${reach("before->'leading'")}
    or ${reach("value->'citySum'")} < ${reach("before->'citySum'")}
    or exists (
      select from jsonb_each(coalesce(before->'sources', before->'storyWide')) as b
      where coalesce(${reach("coalesce(value->'sources', value->'storyWide')->b.key")}, -1) < ${reach('b.value')}
    ))`;
/**
 * Every total that was left within the window, once for each slot of it and wherever it fell, since somebody last vouched
 * for it, oldest first. Told from the events of the window alone, and what stood before the first of them from the versions.
 * Reading 20,000 events of half an hour took 0.24 s; that is needed with the rest of the state only.
 */
const LEFT = `
  with changed as (
    select e.seq, e.shown_at, e.vouched, t.key, t.value, lag(t.value) over own as before,
      max(e.seq) filter (where e.vouched) over (partition by t.key) as vouched_at
    from events e cross join lateral jsonb_each(e.totals) as t
    where e.story_id = $1 and e.shown_at > $2 and e.kind not like 'story.%'
    window own as (partition by t.key order by e.seq)
  ), was as (
    select c.key, c.seq, c.shown_at, c.value, coalesce(c.before, (
      select e.totals->v.key from total_versions v join events e on e.story_id = $1 and e.seq = v.seq
      where v.story_id = $1 and v.key = c.key and v.seq < c.seq order by v.seq desc limit 1
    )) as before
    from changed c where c.seq > coalesce(c.vouched_at, 0)
  ), told as (
    select *, ${FELL} as fell, row_number() over (
      partition by key, ceil(extract(epoch from shown_at::timestamptz) / $3), coalesce(before, 'null') = 'null'
      order by seq
    ) as nth from was
  )
  select key, shown_at as until, nullif(before, 'null') as before, nullif(value, 'null') as after
  from told where nth = 1 or fell order by key, seq`;

/** What growth is measured from, as whoever wrote the story last has it. */
export async function loadBases(tx: PoolClient, story: string, { head, now }: LockedStory): Promise<Bases> {
  const start = windowStart(now > head.shownAt ? now : head.shownAt);
  const { rows } = await tx.query<{ key: string; until: string } & Move<StoredTotal>>({
    name: 'load-bases',
    text: LEFT,
    values: [story, start, GUARD.window.slot * 60],
  });
  const bases = new Bases();
  for (const { key, until, before, after } of rows) bases.leave(key, { before, after }, until);
  return bases;
}
