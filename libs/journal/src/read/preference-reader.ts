import type { EntityManager } from 'typeorm';
import type { PreferenceView } from '#contract/decision';
import { versionOf } from '#domain/story/version';
import { Decisions } from '#domain/totals/decisions';
import type { PreferenceDecision } from '#domain/totals/delivery';

/** The preferred sources that hold, each with its version. */
export async function readPreferences(
  database: Pick<EntityManager, 'query'>,
  story: string,
): Promise<PreferenceView[]> {
  const rows: { decision: PreferenceDecision }[] = await database.query(
    `select decision from decisions where story_id = $1 and type = 'preference'`,
    [story],
  );
  const decisions = new Decisions();
  for (const { decision } of rows) decisions.take(decision);
  const places = new Map(
    rows.map(({ decision: { metric, city } }) => [`${metric}/${city}`, { metric, city }]),
  );
  return [...places.values()].map(({ metric, city }) => {
    const order = decisions.ownOrder(metric, city);
    return { metric, city, order, version: versionOf(order) };
  });
}
