import { useState } from 'preact/hooks';
import { RefusedError } from '#client/refused-error';
import { SILENT_FIX_SECONDS } from '#contract/limits';
import type { UpdateAtDesk } from '#contract/revision';
import { useWords } from '../../shell/language.js';
import { useStory } from '../state/at-story.js';
import { UPDATE_WORDS } from '../words-update.js';
import { useTold } from './conflict.js';
import { contentOf } from './content-draft.js';
import { Line, Tick } from './controls.js';
import { useCorrectionBack } from './correction-back.js';
import { useEditing } from './editing.js';
import { EditingForm } from './editing-form.js';
import { useLease } from './lease.js';
import { newestDraft } from './newest-draft.js';

interface EditFormProps {
  readonly found: UpdateAtDesk;
  readonly again: () => void;
  readonly onClose: () => void;
}
/** A correction, with a note or, soon after publication, of a typing error without one. */
export function EditForm({ found, again, onClose }: EditFormProps) {
  const words = useWords(UPDATE_WORDS);
  const { story, writes, done } = useStory();
  const correctionBack = useCorrectionBack();
  const { id } = found.update;
  const editing = useEditing(`edit:${story.id}:${id}`, newestDraft(found, story), found.update.revision);
  const { draft, revision, note, set } = editing;
  const told = useTold(found);
  const [isSilent, setIsSilent] = useState(false);
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
    const { undo, undone } = correctionBack(found, receipt.revision, isSilent);
    done(words.wasCorrected, undo, { undone });
    close();
  };
  return (
    <EditingForm
      {...{ editing, told, onSend: send }}
      label={words.correct}
      submit={words.saveCorrection}
      onCancel={close}
      onLeave={onClose}
      above={<LeaseLine id={id} />}
    >
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
    </EditingForm>
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
