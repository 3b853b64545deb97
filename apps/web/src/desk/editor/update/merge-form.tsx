import { useState } from 'preact/hooks';
import { RefusedError } from '#client/refused-error';
import type { UpdateAtDesk } from '#contract/revision';
import { useWords } from '../../shell/language.js';
import { Refused } from '../room/refused.js';
import { useStory } from '../state/at-story.js';
import { useLive } from '../state/live.js';
import { UPDATE_WORDS } from '../words-update.js';
import { useTold } from './conflict.js';
import { type ContentDraft, contentOf } from './content-draft.js';
import { Line } from './controls.js';
import { LeaseLine } from './edit-form.js';
import { isSame, useEditing } from './editing.js';
import { EditingForm } from './editing-form.js';
import { MergeChoice } from './merge-choice.js';
import { newestDraft } from './newest-draft.js';

interface MergeFormProps {
  readonly found: UpdateAtDesk;
  /** Asks for it again. */
  readonly again: () => void;
  readonly onClose: () => void;
}

/** Two reports of one event become one: which other one, and then what the one says. */
export function MergeForm({ found, again, onClose }: MergeFormProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const path = chosen && `/updates/${chosen}/desk`;
  const other = useLive<UpdateAtDesk>(path, /^(update|figure|ruling)\./, chosen ?? undefined);
  const bothAgain = () => {
    again();
    other.again();
  };
  if (other.value)
    return (
      <Merging {...{ found, onClose }} other={other.value} again={bothAgain} onBack={() => setChosen(null)} />
    );
  return (
    <>
      <MergeChoice update={found.update} onChoice={setChosen} onClose={onClose} />
      <Refused error={other.error} />
    </>
  );
}

interface MergingProps extends MergeFormProps {
  readonly other: UpdateAtDesk;
  readonly onBack: () => void;
}

function Merging({ found, other, again, onClose, onBack }: MergingProps) {
  const words = useWords(UPDATE_WORDS);
  const { story, writes, say } = useStory();
  const [mine, theirs] = [newestDraft(found, story), newestDraft(other, story)];
  const { id } = found.update;
  const name = `merge:${story.id}:${id}:${other.update.id}`;
  const revisions = { own: found.update.revision, other: other.update.revision };
  const editing = useEditing(name, both(mine, theirs), revisions);
  const { draft, revision, note, set } = editing;
  const told = useTold(revision.own === revisions.own ? other : found);
  const back = () => {
    editing.drop();
    onBack();
  };
  const send = async () => {
    const away = { with: other.update.id, withRevision: revision.other };
    const body = { ...contentOf(draft, story), ...away, note };
    await writes.send('POST', `/updates/${id}/merging`, body, revision.own).catch((error: unknown) => {
      if (error instanceof RefusedError && error.problem.status === 412) again();
      throw error;
    });
    editing.drop();
    say(words.wereMerged);
    onClose();
  };
  return (
    <EditingForm
      {...{ editing, told, onSend: send }}
      label={words.merge}
      submit={words.mergeNow}
      onCancel={back}
      onLeave={onBack}
      above={
        <div class="sides">
          <Side title={words.stays} id={id} text={mine.text} />
          <Side title={words.isRetracted} id={other.update.id} text={theirs.text} />
        </div>
      }
    >
      <Line
        label={words.mergeNote}
        value={note}
        onText={(text) => set({ note: text })}
        required
        maxLength={1_000}
      />
    </EditingForm>
  );
}

interface SideProps {
  readonly title: string;
  readonly id: string;
  readonly text: string;
}

/** One of the two as it is now, leased while they are merged. */
function Side({ title, id, text }: SideProps) {
  return (
    <div>
      <h3>{title}</h3>
      <LeaseLine id={id} />
      <p class="said">{text}</p>
    </div>
  );
}

/** What both say, one after the other; a figure that both have, once. */
function both(mine: ContentDraft, theirs: ContentDraft): ContentDraft {
  const added = theirs.figures.filter((figure) => !mine.figures.some((own) => isSame(own, figure)));
  return {
    ...mine,
    text: `${mine.text}\n\n${theirs.text}`,
    figures: [...mine.figures, ...added],
    evidence: [...mine.evidence, ...theirs.evidence],
    media: [...mine.media, ...theirs.media],
  };
}
