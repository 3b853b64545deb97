import type { PoolClient } from 'pg';
import type { Filing } from '#domain/story/filing';
import { FILING, filingOf } from './filing-row.js';

/** Where a filing is kept: at the desk of the story it was filed for. */
export interface FilingKey {
  readonly from: string;
  readonly id: string;
}

/** Takes their rows until the transaction ends, always in one order; by {@link keyOf}. */
export async function lockFilings(
  tx: PoolClient,
  keys: readonly FilingKey[],
): Promise<ReadonlyMap<string, Filing>> {
  if (keys.length === 0) return new Map();
  const { rows } = await tx.query({
    name: 'lock-filings',
    text: `select ${FILING} from filings where (story_id, id) in (select * from unnest($1::text[], $2::text[]))
           order by story_id, id for update`,
    values: [keys.map(({ from }) => from), keys.map(({ id }) => id)],
  });
  return new Map(rows.map((row) => [keyOf({ from: row.story, id: row.id }), filingOf(row)]));
}

export const keyOf = ({ from, id }: FilingKey): string => `${from}/${id}`;
