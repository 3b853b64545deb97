import type { DataSource } from 'typeorm';
import type { FigureClaim } from '#contract/figure';
import type { Hold, HoldReason } from '#contract/guard';
import type { UpdateHead } from '#domain/story/state';

interface Row {
  readonly head: UpdateHead;
  readonly figures: readonly FigureClaim[];
  /** By figure, the newest. */
  readonly reasons: Readonly<Record<string, HoldReason>> | null;
}

/** Every figure of a story that waits for a ruling, the longest waiting first. Looks through the story's updates. */
export async function readHolds(database: DataSource, story: string): Promise<Hold[]> {
  const rows: Row[] = await database.query(
    `select u.head, r.figures, (
       select jsonb_object_agg(f.figure, f.detail->'reason' order by f.revision) from flags f
       where f.story_id = u.story_id and f.update_id = u.id and f.kind = 'figure_held'
     ) as reasons
     from updates u join revisions r
       on r.story_id = u.story_id and r.update_id = u.id and r.revision = u.revision
     where u.story_id = $1 and u.head->>'status' = 'published'
       and (r.figures @> '[{"state": "held"}]' or jsonb_path_exists(u.head->'rulings', '$.* ? (@ == "held")'))
     order by u.head->>'receivedAt', u.first_seq`,
    [story],
  );
  return rows.flatMap(holdsOf);
}

function holdsOf({ head, figures, reasons }: Row): Hold[] {
  return figures.flatMap((claim, figure): Hold[] => {
    if ((head.rulings[figure] ?? claim.state) !== 'held') return [];
    const city = claim.scope ? null : (claim.city ?? head.city);
    const { id: update, revision, receivedAt } = head;
    const filedBy = head.figuresBy?.[figure] ?? head.author;
    return [
      { update, revision, figure, claim, city, reason: reasons?.[figure] ?? null, filedBy, receivedAt },
    ];
  });
}
