import type { FollowState } from '#client/follower';
import type { Snapshot } from '#contract/snapshot';
import type { StoryView } from '#contract/story';
import { clock, zoneName } from './times.js';
import { lastUpdate, offlineSince, WORDS } from './words.js';
import { clockOn } from './when.js';

/** Whether what is shown is what is known: said by the browser; the server only says of when it is. */
export function LiveLine({
  snapshot,
  line,
}: {
  readonly snapshot: Snapshot;
  readonly line: FollowState | null;
}) {
  const { story, updates } = snapshot;
  const newest = updates.map(({ publishedAt }) => publishedAt).reduce((a, b) => (a > b ? a : b), '');
  return (
    <p class="line" data-state={isOver(story) ? 'closed' : (line?.state ?? 'printed')}>
      <b>{stateWords(snapshot, line)}</b>
      {newest && (
        <time dateTime={newest}>
          {lastUpdate(clockOn(story, newest, story.timeZone), zoneName(story.timeZone))}
        </time>
      )}
    </p>
  );
}

/** Nothing new is to be waited for. */
export const isOver = ({ status }: Pick<StoryView, 'status'>): boolean =>
  status === 'closed' || status === 'archived';

function stateWords({ story }: Snapshot, line: FollowState | null): string {
  if (isOver(story)) return WORDS.closed;
  if (story.status === 'paused') return WORDS.paused;
  switch (line?.state) {
    case 'live':
      return WORDS.live;
    case 'connecting':
      return WORDS.connecting;
    case 'catching_up':
      return WORDS.catchingUp;
    case 'offline':
      return offlineSince(clock(line.since, Intl.DateTimeFormat().resolvedOptions().timeZone));
    case undefined:
      return '';
  }
}
