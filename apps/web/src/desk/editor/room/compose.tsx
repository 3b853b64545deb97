import { useId } from 'preact/hooks';
import { RefusedError } from '#client/refused-error';
import type { Receipt } from '#contract/update';
import { useDesk } from '../../shell/at-desk.js';
import { useWords } from '../../shell/language.js';
import { useStory } from '../state/at-story.js';
import { useKept } from '../state/kept.js';
import { type ContentDraft, contentOf, emptyContent } from '../update/content-draft.js';
import { ContentFields } from '../update/content-fields.js';
import { ROOM_WORDS } from '../words-room.js';
import { useToldPublished } from './told-published.js';
import { Writing } from './writing.js';

interface Composing {
  /** Made once: sent again, it is the same post. */
  readonly id: string;
  readonly draft: ContentDraft;
}

/** A new update, published at once, with ten seconds to take it back. */
export function Compose({ onClose }: { readonly onClose: () => void }) {
  const words = useWords(ROOM_WORDS);
  const { api } = useDesk();
  const { story, address, open, show, writes } = useStory();
  const told = useToldPublished();
  const usual = { id: crypto.randomUUID(), draft: emptyContent(story) };
  const [{ id, draft }, keep, drop] = useKept<Composing>(`new:${story.id}`, usual);
  const textId = useId();
  const takeBack = () => writes.send('POST', `/updates/${id}/undoing`);
  const send = async () => {
    const body = { id, ...contentOf(draft, story) };
    const receipt = await api
      .send<Receipt>('POST', `${address}/updates`, { body })
      .catch((error: unknown) => {
        if (isFinal(error)) keep({ id: crypto.randomUUID(), draft });
        throw error;
      });
    drop();
    onClose();
    told(receipt, takeBack, { retract: () => open(id, 'retract') });
    if (receipt.status === 'published') show(id);
  };
  return (
    <section class="opened" aria-label={words.compose}>
      <Writing label={words.compose} submit={words.publish} onSend={send} onCancel={onClose}>
        <ContentFields textId={textId} draft={draft} onChange={(changed) => keep({ id, draft: changed })} />
      </Writing>
    </section>
  );
}

/** What was refused was not recorded: the next try is another post. One that had no answer may have been. */
function isFinal(error: unknown): boolean {
  return error instanceof RefusedError && error.problem.status < 500;
}
