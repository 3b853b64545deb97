import { useEffect, useId, useState } from 'preact/hooks';
import { RefusedError } from '#client/refused-error';
import { SILENT_FIX_SECONDS } from '#contract/limits';
import type { UpdateAtDesk } from '#contract/revision';
import { useWords } from '../../shell/language.js';
import { Writing } from '../room/writing.js';
import { useStory } from '../state/at-story.js';
import { useKept } from '../state/kept.js';
import { UPDATE_WORDS } from '../words-update.js';
import { Conflict } from './conflict.js';
import { type ContentDraft, contentOf } from './content-draft.js';
import { ContentFields } from './content-fields.js';
import { Line, Tick } from './controls.js';
import { useCorrectionBack } from './correction-back.js';
import { useLease } from './lease.js';
import { newestDraft } from './newest-draft.js';

interface EditFormProps {
  readonly found: UpdateAtDesk;
  readonly again: () => void;
  readonly onClose: () => void;
}
/** What is written, and the `revision` of what it began from. */
interface Editing<Revision> {
  readonly draft: ContentDraft;
  readonly base: ContentDraft;
  readonly revision: Revision;
  readonly note: string;
}

/** What is written under a name, kept in this tab. Where nothing is written yet, it goes on from what is newest. */
export function useEditing<Revision>(name: string, newest: ContentDraft, newestRevision: Revision) {
  const fresh = { draft: newest, base: newest, revision: newestRevision };
  const [editing, keep, drop] = useKept<Editing<Revision>>(name, { ...fresh, note: '' });
  const isBehind = !isSame(newestRevision, editing.revision);
  const isWritten = !isSame(editing.draft, editing.base);
  useEffect(() => {
    if (isBehind && !isWritten) keep({ ...editing, ...fresh });
  }, [isBehind]);
  const set = (fields: Partial<Editing<Revision>>) => keep({ ...editing, ...fields });
  const goOn = () => set({ base: newest, revision: newestRevision });
  return { ...editing, newest, isBehind, isWritten, set, goOn, beginAnew: () => set(fresh), drop };
}

/** A correction, with a note or, soon after publication, of a typing error without one. */
export function EditForm({ found, again, onClose }: EditFormProps) {
  const words = useWords(UPDATE_WORDS);
  const { story, writes, done } = useStory();
  const correctionBack = useCorrectionBack();
  const { id } = found.update;
  const editing = useEditing(`edit:${story.id}:${id}`, newestDraft(found, story), found.update.revision);
  const { draft, base, revision, note, isBehind, set } = editing;
  const [isSilent, setIsSilent] = useState(false);
  const textId = useId();
  const close = () => {
    editing.drop();
    onClose();
  };
  const send = async () => {
    const said = { ...contentOf(draft, story), ...(isSilent ? { silent: true } : { correctionNote: note }) };
    const path = `/updates/${id}/revisions`;
    const receipt = await writes.send('POST', path, said, revision).catch((error: unknown) => {
      if (error instanceof RefusedError && error.problem.status === 412) again();
      throw error;
    });
    const { undo, undone } = correctionBack(found, receipt.revision ?? revision + 1, isSilent);
    done(words.wasCorrected, undo, { undone });
    close();
  };
  return (
    <Writing
      label={words.correct}
      submit={words.saveCorrection}
      onSend={send}
      onCancel={close}
      onLeave={onClose}
      isBlocked={isBehind}
    >
      <LeaseLine id={id} />
      {isBehind && editing.isWritten && (
        <Conflict
          {...{ found, base }}
          mine={draft}
          theirs={editing.newest}
          onMine={editing.goOn}
          onTheirs={editing.beginAnew}
        />
      )}
      <ContentFields textId={textId} draft={draft} onChange={(changed) => set({ draft: changed })} />
      {mayBeSilent(found) && <Tick label={words.silently} isOn={isSilent} onTick={setIsSilent} />}
      {!isSilent && (
        <Line
          label={words.correctionNote}
          value={note}
          onText={(text) => set({ note: text })}
          required
          maxLength={1_000}
        />
      )}
    </Writing>
  );
}

/** Takes the lease, and says who else has it. */
export function LeaseLine({ id }: { readonly id: string }) {
  const words = useWords(UPDATE_WORDS);
  const { holder, takeOver } = useLease(id);
  if (!holder) return null;
  return (
    <p class="warn-note" role="status">
      {words.isEditing(holder)}{' '}
      <button type="button" class="plain small" onClick={takeOver}>
        {words.takeOver(holder)}
      </button>
    </p>
  );
}

function mayBeSilent({ update }: UpdateAtDesk): boolean {
  return Date.now() - Date.parse(update.publishedAt) < SILENT_FIX_SECONDS * 1_000;
}

export const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other);
