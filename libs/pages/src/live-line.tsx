import type { FollowState } from '#client/follower';
import type { Snapshot } from '#contract/snapshot';
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
    <p class="line" data-state={story.status === 'closed' ? 'closed' : (line?.state ?? 'printed')}>
      <b>{stateWords(snapshot, line)}</b>
      {newest && (
        <time dateTime={newest}>
          {lastUpdate(clockOn(story, newest, story.timeZone), zoneName(story.timeZone))}
        </time>
      )}
    </p>
  );
}

function stateWords({ story }: Snapshot, line: FollowState | null): string {
  if (story.status === 'closed') return WORDS.closed;
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
