import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { StoryEvent } from '#contract/event';
import type { FilingView } from '#contract/filing';
import type { SearchPage } from '#contract/search';
import type { UpdateView } from '#contract/update';
import { useDesk } from '../../shell/at-desk.js';
import { Asker } from '../state/asker.js';
import { useStory } from '../state/at-story.js';
import { ANYTHING } from '../state/news.js';
import { type Filters, isFiltered, needsServer, queryOf } from './filters.js';
import { type Listed, listed, withPage, withUpdate } from './held-updates.js';

const PAGE = 100;

export interface Timeline {
  readonly updates: readonly Listed[];
  readonly hasOlder: boolean;
  /** What waits at the desk and fits what was searched for. */
  readonly waiting: readonly FilingView[];
  readonly error: unknown;
  readonly isThere: boolean;
  /** Fetches the page below. */
  readonly older: () => void;
  readonly take: (event: StoryEvent) => void;
}
interface Held {
  readonly updates: readonly Listed[];
  readonly older: string | null;
  readonly waiting: readonly FilingView[];
  readonly isThere: boolean;
  readonly error?: unknown;
}
const NOTHING: Held = { updates: [], older: null, waiting: [], isThere: false };

/** The updates that fit the filters, page by page, changed in place by what happens. */
export function useTimeline(filters: Filters): Timeline {
  const { api } = useDesk();
  const { address, news } = useStory();
  const [held, setHeld] = useState(NOTHING);
  const top = `${address}/search?${queryOf(filters, PAGE)}`;
  const asked = useRef(top);
  asked.current = top;
  const fetched = useRef<string | null>(null);
  const page = async (path: string, take: (before: Held, page: SearchPage) => Held) => {
    try {
      const answer = await api.get<SearchPage>(path);
      if (asked.current === top) setHeld((before) => take(before, answer));
    } catch (error) {
      if (asked.current === top) setHeld((before) => ({ ...before, error }));
    }
  };
  const fresh = useMemo(() => new Asker(() => page(top, anew)), [top]);
  const renewed = useMemo(() => new Asker(() => page(top, needsServer(filters) ? anew : onTop)), [top]);
  useEffect(() => {
    fresh.again();
    const deaf = news.hear((what) => {
      if (what === ANYTHING) fresh.again();
      else if (/^(update|filing)\./.test(what)) renewed.again();
    });
    return () => {
      deaf();
      fresh.close();
      renewed.close();
    };
  }, [top]);
  const older = () => {
    const path = held.older;
    if (path === null || path === fetched.current) return;
    fetched.current = path;
    // A list that began anew meanwhile goes on elsewhere: this page would leave a hole.
    const below = (before: Held, answer: SearchPage) =>
      before.older === path ? onBelow(before, answer) : before;
    void page(path, below).finally(() => {
      if (fetched.current === path) fetched.current = null;
    });
  };
  const take = (event: StoryEvent) => {
    if (!('update' in event)) return;
    const { update } = event;
    setHeld((before) => taken(before, update, filters));
  };
  const { updates, waiting, error, isThere } = held;
  return { updates, hasOlder: held.older !== null, waiting, error, isThere, older, take };
}

function anew(_: Held, { updates, older, waiting }: SearchPage): Held {
  return { updates: updates.map(listed), older, waiting, isThere: true };
}
function onTop(before: Held, { updates, waiting, older }: SearchPage): Held {
  const isAll = before.updates.length <= updates.length;
  return {
    ...{ updates: withPage(before.updates, updates.map(listed)), waiting, isThere: true },
    older: isAll ? older : before.older,
  };
}
function onBelow(before: Held, { updates, older }: SearchPage): Held {
  return { ...before, updates: withPage(before.updates, updates.map(listed)), older };
}

function taken(before: Held, update: UpdateView, filters: Filters): Held {
  const isHeld = before.updates.some((each) => each.update.id === update.id);
  const fits = !needsServer(filters) && fitsWhatIsSeen(update, filters);
  if (!fits && !isHeld) return before;
  if (!fits && isFiltered(filters) && !needsServer(filters))
    return { ...before, updates: before.updates.filter((each) => each.update.id !== update.id) };
  const updates = withUpdate(before.updates, update, before.older !== null);
  return updates ? { ...before, updates } : before;
}

function fitsWhatIsSeen({ cities, city, status }: UpdateView, filters: Filters): boolean {
  const isThere = filters.city === '' || city === filters.city || cities.includes(filters.city);
  return isThere && (filters.state === '' || filters.state === status);
}
