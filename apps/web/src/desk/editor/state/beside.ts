import { useState } from 'preact/hooks';
import type { PaneName } from '../room/panes.js';
import type { Mode, Opened } from '../update/opened.js';

/**
 * What stands beside the timeline: an update that is open, and over it a new one that is being written; and which pane is
 * seen where there is room for one.
 */
export interface Beside {
  readonly opened: Opened | null;
  readonly isComposing: boolean;
  readonly shown: PaneName;
  readonly setOpened: (opened: Opened | null) => void;
  readonly setIsComposing: (isComposing: boolean) => void;
  readonly setShown: (pane: PaneName) => void;
  /** Somebody asked for it: it is seen at once, and what is being written waits where it is kept. */
  readonly open: (id: string, mode?: Mode) => void;
  /** It came about: seen where nothing is being written. */
  readonly show: (id: string) => void;
}

export function useBeside(): Beside {
  const [opened, setOpened] = useState<Opened | null>(null);
  const [isComposing, setIsComposing] = useState(false);
  const [shown, setShown] = useState<PaneName>('timeline');
  return {
    ...{ opened, isComposing, shown, setOpened, setIsComposing, setShown },
    open: (id, mode = 'read') => {
      setIsComposing(false);
      setShown('timeline');
      setOpened({ id, mode });
    },
    show: (id) => setOpened((before) => (before && before.mode !== 'read' ? before : { id, mode: 'read' })),
  };
}
