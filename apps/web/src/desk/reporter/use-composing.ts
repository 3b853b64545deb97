import { useEffect, useRef, useState } from 'preact/hooks';
import type { Item } from '#client/outbox/item';
import type { Outbox } from '#client/outbox/outbox';
import type { StoryView } from '#contract/story';
import { useDesk } from '../shell/at-desk.js';
import { isTheirs } from './actions.js';
import { composedOf } from './composed.js';
import { type Draft, draftOf, isSaid, type Lack, lackOf, newDraft, reopenedIn } from './draft.js';
import type { PanelName } from './panel-props.js';
import { type Drafting, useDraft } from './use-draft.js';
import { type Habits, habitsIn, useHabits } from './use-habits.js';
import { assignedTo } from './use-story.js';

export interface ComposerProps {
  readonly story: StoryView;
  readonly outbox: Outbox;
  /** What is corrected; null: something new is written. */
  readonly correcting: Item | null;
  /** Taken back before it left the phone, to be written anew. */
  readonly reopened: Item | null;
  readonly onDone: () => void;
}

interface Composing {
  /** Null: it is being read. */
  readonly drafting: Drafting | null;
  readonly habits: Habits;
  readonly panel: PanelName | null;
  readonly open: (panel: PanelName | null) => void;
  readonly lack: Lack | null;
  readonly submit: () => void;
  readonly cancel: () => void;
}

/** What is being written, and how it is sent off: once, however often the thumb comes down. */
export function useComposing({ story, outbox, correcting, reopened, onDone }: ComposerProps): Composing {
  const { send } = useDesk();
  const [panel, open] = useState<PanelName | null>(null);
  const [lack, setLack] = useState<Lack | null>(null);
  const isSending = useRef(false);
  const { habits, chose } = useHabits(outbox, story.id);
  const name = correcting ? `correction/${correcting.id}` : `draft/${story.id}`;
  const drafting = useDraft(outbox, name, useFirst({ story, outbox, correcting }));
  useEffect(() => {
    if (reopened && drafting) void reopen(reopened, drafting, outbox);
  }, [reopened]);
  const sendOff = async ({ draft, replace, settled }: Drafting) => {
    const now = new Date().toISOString();
    const missing = lackOf(draft, now);
    setLack(missing);
    if (missing) return open(panelFor(missing));
    await settled().catch(() => undefined); // what is sent off is kept whole
    await outbox.add(composedOf(draft, story.id, now), name);
    send();
    chose(
      draft.city,
      draft.figures.find((figure) => isSaid(figure) && figure.kind === 'so_far')?.source ?? null,
    );
    open(null);
    if (!correcting) replace(newDraft(crypto.randomUUID(), draft.city));
    onDone();
  };
  const submit = () => {
    if (!drafting || isSending.current) return;
    isSending.current = true;
    void sendOff(drafting)
      .catch(() => setLack('storage'))
      .finally(() => {
        isSending.current = false;
      });
  };
  const cancel = () => void outbox.drop(name).then(onDone);
  return { drafting, habits, panel, open, lack, submit, cancel };
}

/** The draft to begin with. */
function useFirst({ story, outbox, correcting }: Pick<ComposerProps, 'story' | 'outbox' | 'correcting'>) {
  const { who } = useDesk();
  return async (): Promise<Draft> => {
    if (correcting) return correctionOf(correcting);
    const [last = assignedTo(story.id, who)?.[0] ?? null] = (await habitsIn(outbox, story.id)).cities;
    return newDraft(crypto.randomUUID(), last);
  };
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
  if (lack === 'number' || lack === 'range' || lack === 'source') return 'figure';
  if (lack === 'place') return 'city';
  return lack === 'link' ? 'evidence' : null;
}
