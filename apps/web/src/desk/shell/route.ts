import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

/** Where somebody is at the desk. Story ids begin with a letter or digit, so `-` is no story's. */
export interface Place {
  /** Null: at none, in the newsroom as a whole. */
  readonly story: string | null;
  /** What is looked at there; empty: what is usual. */
  readonly screen: string;
}

const ROOT = '/desk';
const NEWSROOM = '-';

export function placeAt(pathname: string): Place {
  const [story = '', screen = ''] = pathname.slice(ROOT.length).split('/').filter(Boolean);
  return { story: story === NEWSROOM || story === '' ? null : decoded(story), screen };
}

/** Null: no address of ours. */
function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}

export function deskHref({ story, screen }: Place): string {
  if (story === null && screen === '') return ROOT;
  const first = story === null ? NEWSROOM : encodeURIComponent(story);
  return [ROOT, first, screen].filter(Boolean).join('/');
}

export interface Route {
  readonly place: Place;
  go(place: Place): void;
}
export const RouteContext = createContext<Route>({
  place: { story: null, screen: '' },
  go: () => undefined,
});
export const useRoute = () => useContext(RouteContext);

/** Links within the desk change the place without loading the page again. Returns what ends it. */
export function followLinks(moved: (place: Place) => void): () => void {
  const ending = new AbortController();
  const { signal } = ending;
  addEventListener('popstate', () => moved(placeAt(location.pathname)), { signal });
  document.addEventListener('click', (event) => stay(event, moved), { signal });
  return () => ending.abort();
}

function stay(event: MouseEvent, moved: (place: Place) => void): void {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  const isPlain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
  if (!link || !isPlain || event.defaultPrevented || link.target || link.origin !== location.origin) return;
  if (link.pathname !== ROOT && !link.pathname.startsWith(`${ROOT}/`)) return;
  event.preventDefault();
  history.pushState(null, '', link.href);
  moved(placeAt(link.pathname));
}
