import { useContext, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useDesk } from '../../shell/at-desk.js';
import { LanguageContext, useWords } from '../../shell/language.js';
import { Refused } from '../room/refused.js';
import { useStory } from '../state/at-story.js';
import { useSaying } from '../state/said.js';
import { TIMELINE_WORDS } from '../words-timeline.js';
import { FilterBar } from './filter-bar.js';
import { type Filters, isFiltered } from './filters.js';
import { keepOnRow, Row } from './row.js';
import { useSight } from './sight.js';
import type { Timeline } from './use-timeline.js';

interface TimelinePaneProps {
  readonly timeline: Timeline;
  readonly filters: Filters;
  readonly onFilters: (filters: Filters) => void;
  /** The update that j and k go on from. */
  readonly chosen: string | null;
  readonly openId: string | null;
  readonly onOpen: (id: string) => void;
}

/** So many rows before the end of what is held, the page below is fetched. */
const AHEAD = 60;

/** All updates, a line each; only those in sight are in the page. */
export function TimelinePane({ timeline, filters, onFilters, chosen, openId, onOpen }: TimelinePaneProps) {
  const words = useWords(TIMELINE_WORDS);
  const { updates, hasOlder, waiting, error, isThere } = timeline;
  const reporters = useMemo(() => [...new Set(updates.flatMap(({ reporter }) => reporter ?? []))], [updates]);
  return (
    <>
      <FilterBar filters={filters} onChange={onFilters} reporters={reporters} />
      <Refused error={error} />
      {isFiltered(filters) && waiting.length > 0 && (
        <p class="soft aside">{words.waitingToo(waiting.length)}</p>
      )}
      {isThere && updates.length === 0 && (
        <p class="aside">{isFiltered(filters) ? words.nothingFits : words.nothing}</p>
      )}
      <Rows timeline={timeline} chosen={chosen} openId={openId} onOpen={onOpen} />
      {hasOlder && updates.length === 0 && <p class="soft aside">{words.older}</p>}
    </>
  );
}

type RowsProps = Pick<TimelinePaneProps, 'timeline' | 'chosen' | 'openId' | 'onOpen'>;

function Rows({ timeline, chosen, openId, onOpen }: RowsProps) {
  const words = useWords(TIMELINE_WORDS);
  const language = useContext(LanguageContext);
  const { who } = useDesk();
  const { story, snapshot, leases } = useStory();
  const saying = useSaying(story);
  const said = useMemo(() => saying, [story, language]);
  const { updates, hasOlder, older } = timeline;
  const scroller = useRef<HTMLDivElement>(null);
  const rowHeight = useRowHeight(scroller);
  const { from, to } = useSight(scroller, rowHeight, updates.length);
  const newAbove = useSteady(scroller, updates, rowHeight);
  useEffect(() => {
    if (hasOlder && to > updates.length - AHEAD) older();
  }, [to, updates]);
  const chosenPlace = updates.findIndex(({ update }) => update.id === chosen);
  const focusable = chosenPlace < 0 ? 0 : chosenPlace;
  const places = placesIn(from, to, focusable, updates.length);
  const pinned = new Set(snapshot?.pins.map(({ id }) => id));
  const holder = (id: string) =>
    leases.find((lease) => lease.update === id && lease.person !== who.name)?.person;
  return (
    <div class="rows" ref={scroller}>
      {newAbove.count > 0 && (
        <button type="button" class="small main above" onClick={newAbove.show}>
          {words.newAbove(newAbove.count)}
        </button>
      )}
      <ol
        aria-label={words.updates}
        style={{ height: `${updates.length * rowHeight}px` }}
        onKeyDown={(event) => byArrow(event, updates, focusable, onOpen)}
      >
        {places.map((place) => {
          const listed = updates[place];
          if (!listed) return null;
          const { id } = listed.update;
          return (
            <li
              key={id}
              aria-setsize={hasOlder ? -1 : updates.length}
              aria-posinset={place + 1}
              style={{ top: `${place * rowHeight}px` }}
            >
              <Row
                listed={listed}
                saying={said}
                isPinned={pinned.has(id) || ('pin' in listed.update && listed.update.pin !== undefined)}
                editedBy={holder(id) ?? null}
                isChosen={place === focusable}
                isOpen={id === openId}
                onOpen={onOpen}
              />
            </li>
          );
        })}
      </ol>
    </div>
  );
}

/** Arrows go from row to row, also where single keys are off. */
function byArrow(
  event: KeyboardEvent,
  updates: RowsProps['timeline']['updates'],
  from: number,
  onOpen: RowsProps['onOpen'],
): void {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const next = by && updates[from + by];
  if (!next || event.altKey || event.ctrlKey) return;
  event.preventDefault();
  onOpen(next.update.id);
  keepOnRow(next.update.id);
}

/** The rows in sight, and the one that the keyboard is on wherever that is. */
function placesIn(from: number, to: number, focusable: number, count: number): number[] {
  const inSight = Array.from({ length: Math.max(0, to - from) }, (_, n) => from + n);
  if (count === 0 || (focusable >= from && focusable < to)) return inSight;
  return focusable < from ? [focusable, ...inSight] : [...inSight, focusable];
}

/** As the style sheet has it: larger under a finger. */
function useRowHeight(scroller: { readonly current: HTMLElement | null }): number {
  const [height, setHeight] = useState(32);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element) setHeight(Number.parseFloat(getComputedStyle(element).getPropertyValue('--row-px')) || 32);
  }, []);
  return height;
}

/** What comes in above leaves the rows in sight where they are, and is counted until somebody looks. */
function useSteady(
  scroller: { readonly current: HTMLElement | null },
  updates: RowsProps['timeline']['updates'],
  rowHeight: number,
) {
  const anchor = useRef<string | null>(null);
  const [count, setCount] = useState(0);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const first = Math.floor(element.scrollTop / rowHeight);
    const place = updates.findIndex(({ update }) => update.id === anchor.current);
    if (element.scrollTop > rowHeight && place > first) {
      element.scrollTop += (place - first) * rowHeight;
      setCount((before) => before + place - first);
    }
  }, [updates]);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const look = () => {
      anchor.current = updates[Math.floor(element.scrollTop / rowHeight)]?.update.id ?? null;
      if (element.scrollTop < rowHeight) setCount(0);
    };
    look();
    const first = { passive: true, capture: true } as const; // once the rows are drawn anew, the place costs a layout
    element.addEventListener('scroll', look, first);
    return () => element.removeEventListener('scroll', look, first);
  }, [updates, rowHeight]);
  return { count, show: () => scroller.current?.scrollTo({ top: 0 }) };
}
