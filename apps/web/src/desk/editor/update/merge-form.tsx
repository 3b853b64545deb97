import { useId, useState } from 'preact/hooks';
import type { UpdateAtDesk } from '#contract/revision';
import { useAsked } from '../../shell/asked.js';
import { useDesk } from '../../shell/at-desk.js';
import { useWords } from '../../shell/language.js';
import { Refused } from '../room/refused.js';
import { Writing } from '../room/writing.js';
import { useStory } from '../state/at-story.js';
import { useKept } from '../state/kept.js';
import { UPDATE_WORDS } from '../words-update.js';
import { type ContentDraft, contentOf } from './content-draft.js';
import { ContentFields } from './content-fields.js';
import { Line } from './controls.js';
import { isSame, newestDraft } from './edit-form.js';
import { MergeChoice } from './merge-choice.js';

interface MergeFormProps {
  readonly found: UpdateAtDesk;
  readonly onClose: () => void;
}

/** Two reports of one event become one: which other one, and then what the one says. */
export function MergeForm({ found, onClose }: MergeFormProps) {
  const { api } = useDesk();
  const { address } = useStory();
  const [other, setOther] = useState<string | null>(null);
  const path = other && `${address}/updates/${other}/desk`;
  const asked = useAsked(path, () => api.get<UpdateAtDesk>(path ?? ''));
  if (asked.value)
    return <Merging found={found} other={asked.value} onClose={onClose} onBack={() => setOther(null)} />;
  return (
    <>
      <MergeChoice update={found.update} onChoice={setOther} onClose={onClose} />
      <Refused error={asked.error} />
    </>
  );
}

interface MergingProps extends MergeFormProps {
  readonly other: UpdateAtDesk;
  readonly onBack: () => void;
}

function Merging({ found, other, onClose, onBack }: MergingProps) {
  const words = useWords(UPDATE_WORDS);
  const { story, writes, say } = useStory();
  const [mine, theirs] = [newestDraft(found, story), newestDraft(other, story)];
  const usual: ContentDraft = {
    ...mine,
    text: `${mine.text}\n\n${theirs.text}`,
    figures: [
      ...mine.figures,
      ...theirs.figures.filter((figure) => !mine.figures.some((own) => isSame(own, figure))),
    ],
    evidence: [...mine.evidence, ...theirs.evidence],
    media: [...mine.media, ...theirs.media],
  };
  const key = `merge:${story.id}:${found.update.id}:${other.update.id}`;
  const [draft, keep, drop] = useKept(key, usual);
  const [note, setNote] = useState('');
  const textId = useId();
  const send = async () => {
    const away = { with: other.update.id, withRevision: other.update.revision };
    const body = { ...contentOf(draft, story), ...away, note };
    await writes.send('POST', `/updates/${found.update.id}/merging`, body, found.update.revision);
    drop();
    say(words.wereMerged);
    onClose();
  };
  return (
    <Writing label={words.merge} submit={words.mergeNow} onSend={send} onCancel={onBack}>
      <div class="sides">
        <div>
          <h3>{words.stays}</h3>
          <p class="said">{mine.text}</p>
        </div>
        <div>
          <h3>{words.isRetracted}</h3>
          <p class="said">{theirs.text}</p>
        </div>
      </div>
      <ContentFields textId={textId} draft={draft} onChange={keep} />
      <Line label={words.mergeNote} value={note} onText={setNote} required maxLength={1_000} />
    </Writing>
  );
}
