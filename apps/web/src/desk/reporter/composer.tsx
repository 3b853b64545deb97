import { useEffect, useState } from 'preact/hooks';
import type { Item } from '#client/outbox/item';
import type { Outbox } from '#client/outbox/outbox';
import type { StoryView } from '#contract/story';
import { useDesk } from '../shell/at-desk.js';
import { isTheirs } from './actions.js';
import { Attached } from './attached.js';
import { composedOf } from './composed.js';
import { type Draft, draftOf, type Lack, lackOf, newDraft, reopenedIn } from './draft.js';
import { Icon } from './icon.js';
import { Panel } from './panel.js';
import type { PanelName } from './panel-props.js';
import { useReporterWords } from './reporter-words.js';
import { Tools } from './tools.js';
import { type Drafting, useDraft } from './use-draft.js';
import { habitsIn, useHabits } from './use-habits.js';
import { assignedTo } from './use-story.js';

interface ComposerProps {
  readonly story: StoryView;
  readonly outbox: Outbox;
  /** What is corrected; null: something new is written. */
  readonly correcting: Item | null;
  /** Taken back before it left the phone, to be written anew. */
  readonly reopened: Item | null;
  readonly onDone: () => void;
}

/** Where something is written and sent off, with one thumb. */
export function Composer({ story, outbox, correcting, reopened, onDone }: ComposerProps) {
  const words = useReporterWords();
  const { who, send } = useDesk();
  const [panel, setPanel] = useState<PanelName | null>(null);
  const [lack, setLack] = useState<Lack | null>(null);
  const { habits, chose } = useHabits(outbox, story.id);
  const name = correcting ? `correction/${correcting.id}` : `draft/${story.id}`;
  const usualCity = async () => {
    const [last = assignedTo(story.id, who)?.[0] ?? null] = (await habitsIn(outbox, story.id)).cities;
    return last;
  };
  const first = async () =>
    correcting ? correctionOf(correcting) : newDraft(crypto.randomUUID(), await usualCity());
  const drafting = useDraft(outbox, name, first);
  useEffect(() => {
    if (reopened && drafting) void reopen(reopened, drafting, outbox);
  }, [reopened]);
  if (!drafting) return <form class="composer" />;
  const { draft, change, replace, settled } = drafting;
  const submit = async () => {
    const now = new Date().toISOString();
    const missing = lackOf(draft, now);
    setLack(missing);
    if (missing) return setPanel(panelFor(missing));
    await settled();
    await outbox.add(composedOf(draft, story.id, now), name);
    send();
    chose(draft.city, draft.figures.find(({ kind }) => kind === 'so_far')?.source ?? null);
    setPanel(null);
    replace(newDraft(crypto.randomUUID(), draft.city));
    onDone();
  };
  const cancel = () => void outbox.drop(name).then(onDone);
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {correcting && <Correcting draft={draft} onChange={change} onCancel={cancel} />}
      {panel && (
        <Panel
          name={panel}
          {...{ story, draft, habits, outbox }}
          onChange={change}
          onClose={() => setPanel(null)}
        />
      )}
      <Attached {...{ draft, story, outbox }} onChange={change} onOpen={setPanel} />
      {lack && (
        <p class="lack" role="alert">
          {words.lacks[lack]}
        </p>
      )}
      <Tools
        {...{ draft, story, panel, outbox }}
        onPanel={(next) => setPanel(next === panel ? null : next)}
        onPhoto={(photo) => change({ photos: [...draft.photos, photo] })}
      />
      <div class="writing">
        <textarea
          aria-label={words.write}
          placeholder={words.write}
          rows={1}
          value={draft.text}
          onInput={(event) => change({ text: event.currentTarget.value })}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
            event.preventDefault();
            void submit();
          }}
        />
        <button type="submit" class="main round" aria-label={correcting ? words.sendCorrection : words.send}>
          <Icon name="send" />
        </button>
      </div>
    </form>
  );
}

interface CorrectingProps {
  readonly draft: Draft;
  readonly onChange: (fields: Partial<Draft>) => void;
  readonly onCancel: () => void;
}

function Correcting({ draft, onChange, onCancel }: CorrectingProps) {
  const words = useReporterWords();
  const { correcting } = draft;
  if (!correcting) return null;
  return (
    <div class="correcting">
      <p class="correcting-head">
        <b>{words.correcting}</b>
        <button type="button" class="plain" onClick={onCancel}>
          {words.cancel}
        </button>
      </p>
      <label for="correction-note">{words.correctionNote}</label>
      <input
        id="correction-note"
        type="text"
        value={correcting.note}
        placeholder={words.correctionHint}
        onInput={(event) => onChange({ correcting: { ...correcting, note: event.currentTarget.value } })}
      />
    </div>
  );
}

function correctionOf({ id, task }: Item): Draft {
  const requestId = crypto.randomUUID();
  if (task.kind !== 'post') return newDraft(requestId, null);
  const { id: _, ...content } = task.body;
  return { ...draftOf(requestId, content), correcting: { of: id, note: '', content } };
}

/** Kept as a draft first, then taken out: a crash in between loses nothing. What has left meanwhile stays as it is. */
async function reopen({ order, task }: Item, drafting: Drafting, outbox: Outbox): Promise<void> {
  if (task.kind !== 'post') return;
  const { draft, replace, settled } = drafting;
  const { id: _, ...content } = task.body;
  replace(reopenedIn(draft, content));
  await settled();
  if (!(await outbox.take(order, isTheirs))) replace(draft);
}

function panelFor(lack: Lack): PanelName | null {
  if (lack === 'number' || lack === 'range') return 'figure';
  return lack === 'link' ? 'evidence' : null;
}
