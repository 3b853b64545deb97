import type { PoolClient } from 'pg';
import type { Filing } from '#domain/story/filing';
import { FILING, filingOf } from './filing-row.js';

/** Where a filing is kept: at the desk of the story it was filed for. */
export interface FilingKey {
  readonly from: string;
  readonly id: string;
}
/** Takes their rows until the transaction ends, always in one order. */
export async function lockFilings(tx: PoolClient, keys: readonly FilingKey[]): Promise<readonly Filing[]> {
  if (keys.length === 0) return [];
  const { rows } = await tx.query({
    name: 'lock-filings',
    text: `select ${FILING} from filings where (story_id, id) in (select * from unnest($1::text[], $2::text[]))
           order by story_id, id, person for update`,
    values: [keys.map(({ from }) => from), keys.map(({ id }) => id)],
  });
  return rows.map((row) => filingOf(row));
}

/** The one that somebody means: their own, or what was handed in. Of several states of one the last holds. */
export function filingFor(
  filings: readonly Filing[],
  { from, id }: FilingKey,
  person: string,
): Filing | null {
  const there = filings.filter((filing) => filing.story === from && filing.id === id);
  const own = there.findLast((filing) => filing.person === person);
  return own ?? there.findLast(({ receivedAt }) => receivedAt !== null) ?? null;
}
