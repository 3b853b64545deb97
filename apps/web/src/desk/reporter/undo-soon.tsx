import { useEffect, useState } from 'preact/hooks';
import { isStillOurs } from '#client/outbox/item';
import { useDesk } from '../shell/at-desk.js';
import { UNDO_MS } from './adding.js';
import type { FiledEntryProps } from './filed-entry-props.js';
import { useReporterWords } from './reporter-words.js';

/** For ten seconds a slip is taken back with one tap: here, where it has not left; else by the newsroom, without a note. */
export function UndoSoon({ item, outbox, changes, onReopen }: FiledEntryProps) {
  const words = useReporterWords();
  const { send } = useDesk();
  const until = Date.parse(item.composedAt) + UNDO_MS;
  const left = until - Date.now();
  const [isSoon, setIsSoon] = useState(left > 0);
  useEffect(() => {
    const timer = setTimeout(() => setIsSoon(false), Math.max(0, left));
    return () => clearTimeout(timer);
  }, []);
  const { state } = item;
  const isGone = state.at === 'withdrawn' || state.at === 'refused' || state.at === 'desk';
  const isCorrected = state.at === 'live' && state.revision > 1;
  if (!isSoon || isGone || isCorrected || changes.length > 0 || item.task.kind !== 'post') return null;
  const undo = async () => {
    if (isStillOurs(item)) return onReopen(item);
    const requestId = crypto.randomUUID();
    const { story, city } = item;
    const at = { until: new Date(until).toISOString(), note: words.byMistake };
    const task = { kind: 'undoing', of: item.id, body: { requestId }, ...at } as const;
    await outbox.add({ id: requestId, story, city, composedAt: new Date().toISOString(), photos: [], task });
    send();
  };
  return (
    <button type="button" class="plain" onClick={() => void undo()}>
      {words.undo}
    </button>
  );
}
