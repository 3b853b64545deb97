import type { EntityManager } from 'typeorm';
import type { FigureClaim } from '#contract/figure';
import { rulesOf } from '#domain/story/record';
import type { DecisionRecord } from '#domain/story/plan';
import type { Delivery } from '#domain/totals/delivery';
import { fold } from '#domain/totals/fold';
import { totalsStateAt } from '#journal/read/totals-reader';
import { differences } from './differences.js';

interface RevisionRow {
  readonly id: string;
  readonly revision: number;
  readonly status: 'published' | 'retracted';
  readonly city: string | null;
  readonly occurredAt: string;
  readonly figures: readonly FigureClaim[];
}

/** Every revision and decision folded afresh, against the totals stored at the story's head. */
export async function checkTotals(tx: EntityManager, story: string): Promise<string[]> {
  const [head] = await tx.query('select head_seq as seq, view from stories where id = $1', [story]);
  if (!head) return [`there is no story ${story}`];
  const revisions: RevisionRow[] = await tx.query(
    `select r.update_id as id, r.revision, r.status, r.city, r.occurred_at as "occurredAt", r.figures
     from revisions r where r.story_id = $1`,
    [story],
  );
  const decisions: { decision: DecisionRecord }[] = await tx.query(
    'select decision from decisions where story_id = $1',
    [story],
  );
  const deliveries: Delivery[] = [
    ...decisions.map(({ decision }) => decision),
    ...revisions.map((row) => ({ type: 'update' as const, ...row })),
  ];
  const must = fold(deliveries, rulesOf(head.view));
  return differences(must, await totalsStateAt(tx, story, head.seq)).map(
    (difference) => `totals: ${difference}`,
  );
}
