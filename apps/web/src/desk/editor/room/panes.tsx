import type { ComponentChildren } from 'preact';
import { useWords } from '../../shell/language.js';
import { ROOM_WORDS } from '../words-room.js';

export const PANES = ['queue', 'timeline', 'board'] as const;
export type PaneName = (typeof PANES)[number];

interface TabsProps {
  readonly shown: PaneName;
  readonly onShow: (pane: PaneName) => void;
  readonly waiting: number;
}

/** On a narrow screen one pane is shown at a time. */
export function Tabs({ shown, onShow, waiting }: TabsProps) {
  const words = useWords(ROOM_WORDS);
  return (
    <nav class="tabs" aria-label={words.panes}>
      {PANES.map((pane) => (
        <button key={pane} type="button" aria-current={shown === pane} onClick={() => onShow(pane)}>
          {words[pane]}
          {pane === 'queue' && waiting > 0 && <b class="count"> {waiting}</b>}
        </button>
      ))}
    </nav>
  );
}

interface PaneProps {
  readonly name: PaneName;
  readonly title: string;
  readonly count?: number;
  readonly children: ComponentChildren;
}

/** Where 1, 2 and 3 bring the keyboard. */
export const paneId = (name: PaneName): string => `pane-${name}`;

export function Pane({ name, title, count, children }: PaneProps) {
  return (
    <section class="pane" data-pane={name} aria-labelledby={`${paneId(name)}-title`}>
      <h2 id={`${paneId(name)}-title`}>
        {title}
        {count !== undefined && count > 0 && <span class="count"> {count}</span>}
      </h2>
      <div class="inside" id={paneId(name)} tabIndex={-1}>
        {children}
      </div>
    </section>
  );
}
