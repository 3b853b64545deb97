import type { FollowState } from '#client/follower';
import type { Snapshot } from '#contract/snapshot';
import type { StoryView } from '#contract/story';
import { useWords } from './speech.js';
import { clock } from './times.js';
import { zonedClock } from './when.js';
import type { Words } from './words.js';

/** Whether what is shown is what is known: said by the browser; the server only says of when it is. */
export function LiveLine({
  snapshot,
  line,
}: {
  readonly snapshot: Snapshot;
  readonly line: FollowState | null;
}) {
  const { story, updates } = snapshot;
  const words = useWords();
  const newest = updates.map(({ publishedAt }) => publishedAt).reduce((a, b) => (a > b ? a : b), '');
  return (
    <p class="line" data-state={isOver(story) ? 'closed' : (line?.state ?? 'printed')}>
      <b>{stateWords(words, snapshot, line)}</b>
      {newest && (
        <time dateTime={newest}>{words.lastUpdate(zonedClock(words, story, newest, story.timeZone))}</time>
      )}
    </p>
  );
}

/** Nothing new is to be waited for. */
export const isOver = ({ status }: Pick<StoryView, 'status'>): boolean =>
  status === 'closed' || status === 'archived';

/** Since when, on the reader's own clock. */
export function offlineWords(words: Words, { since }: Extract<FollowState, { state: 'offline' }>): string {
  return words.offlineSince(clock(since, Intl.DateTimeFormat().resolvedOptions().timeZone));
}

function stateWords(words: Words, { story }: Snapshot, line: FollowState | null): string {
  if (isOver(story)) return words.closed;
  if (story.status === 'paused') return words.paused;
  switch (line?.state) {
    case 'live':
      return words.live;
    case 'connecting':
      return words.connecting;
    case 'catching_up':
      return words.catchingUp;
    case 'offline':
      return offlineWords(words, line);
    case undefined:
      return '';
  }
}
