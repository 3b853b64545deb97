import type { PoolClient } from 'pg';
import { Accounts, type Added } from '#domain/guard/accounts';
import { windowStart } from '#domain/guard/window';
import type { LockedStory } from './lock-story.js';

/** What each account has added within the window, since somebody last vouched for what it filed. */
const ADDED = `
  with filed as (
    select added_by as by, added as people, shown_at as at, seq,
      max(seq) filter (where vouched) over (partition by added_by) as vouched_at
    from events where story_id = $1 and shown_at > $2 and added_by is not null
  )
  select by, people, at from filed where people > 0 and seq > coalesce(vouched_at, 0)`;

/** What accounts have added to the story's counts, as whoever wrote it last has it. */
export async function loadAccounts(
  tx: PoolClient,
  story: string,
  { head, now }: LockedStory,
): Promise<Accounts> {
  const { rows } = await tx.query<Added & { at: string }>({
    name: 'load-accounts',
    text: ADDED,
    values: [story, windowStart(now > head.shownAt ? now : head.shownAt)],
  });
  const accounts = new Accounts();
  for (const { at, ...added } of rows) accounts.add(added, at);
  return accounts;
}
