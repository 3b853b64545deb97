import type { EntityManager } from 'typeorm';
import type { TotalChange } from '#contract/totals';
import { differences } from './differences.js';

/** The numbers have no hole, and each change of a total starts from where the change before it ended. */
export async function checkRecord(tx: EntityManager, story: string): Promise<string[]> {
  return [...(await checkNumbers(tx, story)), ...(await checkChanges(tx, story))];
}

async function checkNumbers(tx: EntityManager, story: string): Promise<string[]> {
  const [row] = await tx.query(
    `select s.head_seq as head, s.head_hash as hash, count(e.seq)::integer as events, max(e.seq) as last,
       (select hash from events where story_id = s.id and seq = s.head_seq) as "lastHash"
     from stories s left join events e on e.story_id = s.id where s.id = $1 group by s.id`,
    [story],
  );
  if (!row) return [];
  return differences(
    { events: row.head, last: row.head, lastHash: row.hash },
    { events: row.events, last: row.last, lastHash: row.lastHash },
  ).map((difference) => `record: ${difference}`);
}

async function checkChanges(tx: EntityManager, story: string): Promise<string[]> {
  const rows: { seq: number; change: TotalChange }[] = await tx.query(
    `select seq, change from events cross join lateral jsonb_array_elements(changes) with ordinality as c(change, place)
     where story_id = $1 order by seq, place`,
    [story],
  );
  const shown = new Map<string, unknown>();
  return rows.flatMap(({ seq, change }) => {
    const before = shown.get(change.key) ?? null;
    shown.set(change.key, change.after);
    return differences(before, change.before, change.key).map(
      (difference) => `event ${seq} before: ${difference}`,
    );
  });
}
