import type { PoolClient } from 'pg';
import type { Head } from '#domain/story/state';
import type { LockedStory } from './lock-story.js';

/**
 * The story as it is locked, in a new epoch if what was confirmed to us is not in it any more: the database was set back
 * to an older point and may have given the same numbers to other events. Nothing is numbered on in an epoch like that.
 */
export async function withoutLoss(
  tx: PoolClient,
  story: string,
  locked: LockedStory,
  reached: Head | undefined,
): Promise<LockedStory> {
  if (!reached || (await isThere(tx, story, locked.head, reached))) return locked;
  const { rows } = await tx.query(
    'update stories set epoch = gen_random_uuid()::text where id = $1 returning epoch',
    [story],
  );
  return { ...locked, head: { ...locked.head, epoch: rows[0].epoch } };
}

async function isThere(tx: PoolClient, story: string, head: Head, reached: Head): Promise<boolean> {
  if (reached.epoch !== head.epoch || reached.seq === 0) return true;
  if (reached.seq >= head.seq) return reached.seq === head.seq && reached.hash === head.hash;
  const { rows } = await tx.query({
    name: 'hash-at',
    text: 'select hash from events where story_id = $1 and seq = $2',
    values: [story, reached.seq],
  });
  return rows[0]?.hash === reached.hash;
}
