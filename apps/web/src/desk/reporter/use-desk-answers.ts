import { useCallback, useEffect, useState } from 'preact/hooks';
import type { FilingView } from '#contract/filing';
import type { NoteView } from '#contract/notes';
import type { DeskApi } from '#client/desk-api';
import { changedBy } from '#client/outbox/after-answer';
import { type Item, type ItemState, updateOf } from '#client/outbox/item';
import type { Outbox } from '#client/outbox/outbox';
import { useDesk } from '../shell/at-desk.js';
import { asPublished } from './as-published.js';

const EVERY_MS = 30_000;

/** What the desk asks, and what it decided about what waits there: asked for now and then while somebody looks. */
export function useDeskAnswers(story: string, outbox: Outbox) {
  const { api, isOver } = useDesk();
  const [notes, setNotes] = useState<readonly NoteView[]>([]);
  const path = `/v1/stories/${encodeURIComponent(story)}`;
  const look = useCallback(async () => {
    if (isOver || document.hidden || !navigator.onLine) return;
    const waiting = (await outbox.items()).filter((item) => item.story === story && waits(item));
    if (waiting.length > 0) await takeIn({ api, outbox }, waiting, await filingsOf(api, path));
    setNotes((await api.get<{ notes: NoteView[] }>(`${path}/notes?open=true`)).notes);
  }, [api, outbox, story, isOver]);
  useEffect(() => {
    const ending = new AbortController();
    const again = () => void look().catch(() => undefined); // the next look may be answered
    again();
    const timer = setInterval(again, EVERY_MS);
    for (const event of ['focus', 'online']) addEventListener(event, again, { signal: ending.signal });
    return () => {
      clearInterval(timer);
      ending.abort();
    };
  }, [look]);
  const answer = async (id: string, text: string) => {
    await api.send('POST', `${path}/notes/${id}/answer`, { body: { text } });
    setNotes((before) => before.filter((note) => note.id !== id));
  };
  return { notes, answer };
}

const waits = ({ state }: Item) => state.at === 'desk' && state.status !== 'discarded';

async function filingsOf(api: DeskApi, path: string): Promise<readonly FilingView[]> {
  return (await api.get<{ filings: FilingView[] }>(`${path}/filings?limit=100`)).filings;
}

interface Desk {
  readonly api: DeskApi;
  readonly outbox: Outbox;
}

async function takeIn(
  { api, outbox }: Desk,
  waiting: readonly Item[],
  filings: readonly FilingView[],
): Promise<void> {
  const all = await outbox.items();
  for (const item of waiting) {
    const filing = filings.find(({ id }) => id === item.id);
    const state = stateOf(filing);
    if (!state || JSON.stringify(state) === JSON.stringify(item.state)) continue;
    if (state.at !== 'live') await outbox.put([{ ...item, state }]);
    else if (item.task.kind !== 'post')
      await takeInChange({ api, outbox }, item, { all, onto: filing?.corrects?.revision ?? 1 });
    else await outbox.put([await asPublished(api, { ...item, state }, filing?.published?.story)]);
  }
}

/** A correction that waited is what the update says now, with what the editor changed in it. */
async function takeInChange(
  { api, outbox }: Desk,
  change: Item,
  { all, onto }: { all: readonly Item[]; onto: number },
): Promise<void> {
  const target = all.find(({ id }) => id === updateOf(change));
  const changed = target && changedBy(target, change, { status: 'published', revision: onto + 1 });
  if (changed) await outbox.put([await asPublished(api, changed)]);
  await outbox.remove([change]);
}

function stateOf(filing: FilingView | undefined): ItemState | undefined {
  if (!filing || filing.state === 'draft') return undefined;
  if (filing.state === 'published') return { at: 'live', revision: 1, warnings: [] };
  const { state: status, reasons, publishAt, note } = filing;
  return { at: 'desk', status, reasons, ...(publishAt && { publishAt }), ...(note && { note }) };
}
