import { useState } from 'preact/hooks';
import { useWords } from '../../shell/language.js';
import { BoardPane } from '../board/board-pane.js';
import { QueuePane } from '../queue/queue-pane.js';
import { useQueue } from '../queue/use-queue.js';
import { type Filters, NO_FILTERS } from '../timeline/filters.js';
import { SEARCH_ID } from '../timeline/filter-bar.js';
import { TimelinePane } from '../timeline/timeline-pane.js';
import { useTimeline } from '../timeline/use-timeline.js';
import type { Beside } from '../state/beside.js';
import type { Mode } from '../update/opened.js';
import { UpdatePane } from '../update/update-pane.js';
import { ROOM_WORDS } from '../words-room.js';
import { Compose } from './compose.js';
import { Head } from './head.js';
import { Help } from './help.js';
import { keepSingleKeys, singleKeysAreOn, useKeys } from './keys.js';
import { Pane, paneId, type PaneName, Tabs } from './panes.js';
import { useKeyActs } from './key-acts.js';

interface RoomProps {
  readonly beside: Beside;
  readonly onEvents: (take: ReturnType<typeof useTimeline>['take']) => void;
}

/**
 * Which pane is shown where there is room for one, and where the keyboard is brought: as soon as the pane is drawn, which
 * is a microtask in Preact, and so before the next key. A frame later what was typed after `/` was single keys.
 */
function useShown({ setShown }: Beside) {
  const focus = (pane: PaneName, id: string) => {
    setShown(pane);
    queueMicrotask(() => document.getElementById(id)?.focus({ preventScroll: true }));
  };
  const show = (pane: PaneName) => () => focus(pane, paneId(pane));
  return {
    ...{ 1: show('queue'), 2: show('timeline'), 3: show('board') },
    '/': () => focus('timeline', SEARCH_ID),
  };
}

/** The list of keys, and whether the single ones work. */
function useHelp() {
  const [isShown, setIsShown] = useState(false);
  const [isOn, setIsOn] = useState(singleKeysAreOn);
  const onTick = (isTicked: boolean) => {
    keepSingleKeys(isTicked);
    setIsOn(isTicked);
  };
  const help = isShown && <Help isOn={isOn} onTick={onTick} onClose={() => setIsShown(false)} />;
  return { isOn, help, show: () => setIsShown(true) };
}

/** Queue, timeline and board side by side. */
export function Room({ beside, onEvents }: RoomProps) {
  const words = useWords(ROOM_WORDS);
  const [filters, setFilters] = useState<Filters>(NO_FILTERS);
  const { opened, setOpened, isComposing, setIsComposing, shown, setShown } = beside;
  const keys = useShown(beside);
  const help = useHelp();
  const timeline = useTimeline(filters);
  const queue = useQueue();
  onEvents(timeline.take);
  const compose = () => {
    setShown('timeline');
    setIsComposing(true);
  };
  const open = (id: string) => beside.open(id);
  const acts = useKeyActs({ timeline, beside });
  useKeys({ ...acts, ...keys, n: compose, '?': help.show }, help.isOn);
  const id = opened?.id ?? null;
  return (
    <main class="editor" data-shown={shown}>
      <Head onCompose={compose} onHelp={help.show} />
      <Tabs shown={shown} onShow={setShown} waiting={queue.count} />
      <div class="panes">
        <Pane name="queue" title={words.queue} count={queue.count}>
          <QueuePane queue={queue} />
        </Pane>
        <Pane name="timeline" title={words.timeline}>
          <TimelinePane
            {...{ timeline, filters }}
            onFilters={setFilters}
            chosen={id}
            openId={id}
            onOpen={open}
          />
          {isComposing && <Compose onClose={() => setIsComposing(false)} />}
          {!isComposing && opened && (
            <UpdatePane
              opened={opened}
              onMode={(mode: Mode) => setOpened({ ...opened, mode })}
              onClose={() => setOpened(null)}
            />
          )}
        </Pane>
        <Pane name="board" title={words.board}>
          <BoardPane />
        </Pane>
      </div>
      {help.help}
    </main>
  );
}
