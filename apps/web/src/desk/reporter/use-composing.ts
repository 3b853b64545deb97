import { useEffect, useState } from 'preact/hooks';
import { correctionsOf, draftsOf } from '#client/outbox/draft-names';
import { type Item, updateOf } from '#client/outbox/item';
import type { DeskApi } from '#client/desk-api';
import type { Outbox } from '#client/outbox/outbox';
import type { StoryView } from '#contract/story';
import { useDesk } from '../shell/at-desk.js';
import { isTheirs } from './actions.js';
import { asPublished } from './as-published.js';
import { isSent, sendOff } from './composed.js';
import { type Draft, draftOf, isSaid, joined, type Lack, lackOf, newDraft, reopenedIn } from './draft.js';
import type { PanelName } from './panel-props.js';
import { type Drafting, useDraft } from './use-draft.js';
import { type Habits, habitsIn, useHabits } from './use-habits.js';
import { assignedTo } from './use-story.js';

/** So long a correction waits for what readers have now. */
const ANSWER_MS = 3_000;

export interface ComposerProps {
  readonly story: StoryView;
  /** All of the outbox; undefined: not read yet. */
  readonly items: readonly Item[] | undefined;
  readonly outbox: Outbox;
  /** What is corrected; null: something new is written. */
  readonly correcting: Item | null;
  /** Taken back before it left the phone, to be written anew. */
  readonly reopened: Item | null;
  readonly onReopened: () => void;
  readonly onDone: () => void;
}

interface Composing {
  /** Null: it is being read. */
  readonly drafting: Drafting | null;
  readonly habits: Habits;
  readonly panel: PanelName | null;
  readonly open: (panel: PanelName | null) => void;
  readonly lack: Lack | null;
  /** It is on its way from the draft to the outbox. */
  readonly isLeaving: boolean;
  readonly submit: () => void;
  readonly cancel: () => void;
}

/** What is being written, and how it is sent off: once, however often the thumb comes down. */
export function useComposing({
  story,
  items,
  outbox,
  correcting,
  reopened,
  onReopened,
  onDone,
}: ComposerProps): Composing {
  const [panel, open] = useState<PanelName | null>(null);
  const [lack, setLack] = useState<Lack | null>(null);
  const { habits, chose } = useHabits(outbox, story.id);
  const of = correcting ? correctionsOf(correcting.id) : draftsOf(story.id);
  const drafting = useDraft(outbox, of, useFirst({ story, items, outbox, correcting }));
  const { isLeaving, leave } = useLeaving({ story, outbox });
  useEffect(() => {
    if (!reopened || !drafting || correcting) return;
    onReopened();
    void reopen(reopened, drafting, outbox);
  }, [reopened, drafting !== null]);
  useTwin(isLeaving ? null : drafting, items, onDone);
  const submit = () => {
    if (!drafting || isLeaving) return;
    const { draft } = drafting;
    const missing = lackOf(draft, new Date().toISOString());
    setLack(missing);
    open(missing && panelFor(missing));
    if (missing) return;
    leave(drafting).then(
      () => {
        chose(
          draft.city,
          draft.figures.find((each) => isSaid(each) && each.kind === 'so_far')?.source ?? null,
        );
        onDone();
      },
      () => setLack('storage'),
    );
  };
  const cancel = () => void drafting?.keeper.inTurn((name) => outbox.drop(name)).then(onDone);
  return { drafting, habits, panel, open, lack, isLeaving, submit, cancel };
}

/** The next post takes the place of what is sent off in the same moment: what is typed meanwhile is of that. */
function useLeaving({ story, outbox }: Pick<ComposerProps, 'story' | 'outbox'>) {
  const { send } = useDesk();
  const [isLeaving, setIsLeaving] = useState(false);
  const leave = async ({ draft, edit, keeper }: Drafting) => {
    setIsLeaving(true);
    const gone = keeper.inTurn((name) => sendOff(outbox, draft, story.id, name));
    if (!draft.correcting) edit(() => newDraft(crypto.randomUUID(), draft.city));
    try {
      await gone;
    } catch (error) {
      if (!draft.correcting) edit((since) => joined(draft, since));
      throw error;
    } finally {
      setIsLeaving(false);
    }
    send();
  };
  return { isLeaving, leave };
}

/** Another tab sent what is being written here: what is the same is sent, what differs is another post. */
function useTwin(drafting: Drafting | null, items: readonly Item[] | undefined, onDone: () => void): void {
  const twin = items?.find(({ id }) => id === drafting?.draft.id);
  useEffect(() => {
    if (!twin || !drafting) return;
    const { draft, edit, keeper } = drafting;
    if (draft.correcting && isSent(draft, twin)) return void keeper.settled().then(onDone);
    edit((now) => {
      if (now.id !== twin.id) return now;
      const id = crypto.randomUUID();
      return isSent(now, twin) ? newDraft(id, now.city) : { ...now, id };
    });
  }, [twin?.id]);
}

/** The draft to begin with. */
function useFirst({
  story,
  items,
  outbox,
  correcting,
}: Pick<ComposerProps, 'story' | 'items' | 'outbox' | 'correcting'>) {
  const { who, api } = useDesk();
  return async (): Promise<Draft> => {
    if (correcting) {
      const isChanging = items?.some((item) => item.id !== correcting.id && updateOf(item) === correcting.id);
      return correctionOf(isChanging ? correcting : await newest(api, outbox, correcting));
    }
    const [last = assignedTo(story.id, who)?.[0] ?? null] = (await habitsIn(outbox, story.id)).cities;
    return newDraft(crypto.randomUUID(), last);
  };
}

/** What readers have now is what is corrected; on a network that does not answer, what this phone knows. */
async function newest(api: DeskApi, outbox: Outbox, item: Item): Promise<Item> {
  if (!navigator.onLine) return item;
  const late = new Promise<null>((resolve) => setTimeout(resolve, ANSWER_MS, null));
  const found = await Promise.race([asPublished(api, item).catch(() => null), late]);
  if (found?.state.at !== 'live') return item;
  await outbox.put([found]);
  return found;
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
  const { draft, edit, keeper } = drafting;
  const { id: _, ...content } = task.body;
  edit((now) => reopenedIn(now, content));
  await keeper.settled();
  if (!(await outbox.take(order, isTheirs))) edit(() => draft);
}

function panelFor(lack: Lack): PanelName | null {
  if (lack === 'number' || lack === 'range' || lack === 'source') return 'figure';
  if (lack === 'place') return 'city';
  return lack === 'link' ? 'evidence' : null;
}
