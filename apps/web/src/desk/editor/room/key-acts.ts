import type { Timeline } from '../timeline/use-timeline.js';
import { useActs } from '../update/acts.js';
import type { Mode } from '../update/opened.js';
import { useStory } from '../state/at-story.js';
import type { Beside } from '../state/beside.js';
import { keepOnRow } from '../timeline/row.js';
import { paneId } from './panes.js';
import type { KeyActs } from './keys.js';

interface KeyActsOf {
  readonly timeline: Timeline;
  readonly beside: Beside;
}

/** What single keys do to the update that is chosen, or to the queue while the keyboard is there. */
export function useKeyActs({ timeline, beside }: KeyActsOf): KeyActs {
  const { opened, setOpened, open } = beside;
  const acts = useActs();
  const { failed } = useStory();
  const place = timeline.updates.findIndex(({ update }) => update.id === opened?.id);
  const current = timeline.updates[place]?.update;
  const move = (by: number) => {
    if (moveInQueue(by)) return;
    const next = timeline.updates[Math.min(Math.max(0, place + by), timeline.updates.length - 1)];
    if (!next) return;
    open(next.update.id);
    keepOnRow(next.update.id);
  };
  const mode = (wanted: Mode) => () => opened && open(opened.id, wanted);
  const orSay = (action: Promise<unknown>) => void action.catch(failed);
  return {
    j: () => move(1),
    k: () => move(-1),
    e: mode('edit'),
    x: mode('retract'),
    i: mode('key'),
    m: mode('merge'),
    h: mode('history'),
    p: () => opened && orSay(acts.togglePin(opened.id)),
    r: () => current?.status === 'retracted' && orSay(acts.restore(current.id, current.revision)),
    u: () => document.getElementById('desk-undo')?.click(),
    Escape: () => setOpened(opened && opened.mode !== 'read' ? { ...opened, mode: 'read' } : null),
  };
}

function moveInQueue(by: number): boolean {
  const queue = document.getElementById(paneId('queue'));
  if (!queue?.contains(document.activeElement)) return false;
  const items = [...queue.querySelectorAll<HTMLElement>('.item')];
  const here = items.findIndex((item) => item.contains(document.activeElement));
  const next = items[Math.min(Math.max(0, here + by), items.length - 1)];
  next?.querySelector<HTMLElement>('button, summary')?.focus();
  next?.scrollIntoView({ block: 'nearest' });
  return true;
}
