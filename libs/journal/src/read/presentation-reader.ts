import type { EntityManager } from 'typeorm';
import type { Presentation } from '#domain/totals/shown-sums';

/** What the desk has decided about showing a story's metrics. */
export async function readPresentation(tx: EntityManager, story: string): Promise<Presentation> {
  const [row]: { metrics: NonNullable<Presentation> }[] = await tx.query(
    `select settings->'metrics' as metrics from guards where story_id = $1 and settings->'metrics' <> '{}'`,
    [story],
  );
  return row?.metrics;
}
