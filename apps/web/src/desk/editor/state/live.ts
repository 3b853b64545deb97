import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { useDesk } from '../../shell/at-desk.js';
import type { Asked } from '../../shell/asked.js';
import { Asker } from './asker.js';
import { useStory } from './at-story.js';
import { ANYTHING } from './news.js';

/**
 * What an address of the story answers, kept up to date: asked again when something happens that `when` names, to
 * anything or to what `about` is the id of.
 */
export function useLive<T>(path: string | null, when: RegExp, about?: string): Asked<T> {
  const { api } = useDesk();
  const { address, news } = useStory();
  const [state, setState] = useState<{ path: string | null; value?: T; error?: unknown }>({ path });
  const asker = useRef<Asker | null>(null);
  useEffect(() => {
    if (path === null) return undefined;
    const own: Asker = new Asker(() =>
      api.get<T>(address + path).then(
        (value) => asker.current === own && setState({ path, value }),
        (error: unknown) =>
          asker.current === own &&
          setState((before) => (before.path === path ? { ...before, error } : { path, error })),
      ),
    );
    asker.current = own;
    own.again();
    const deaf = news.hear((what, whom) => {
      const concerns = about === undefined || whom === null || whom === about;
      if (what === ANYTHING || (concerns && when.test(what))) own.again();
    });
    return () => {
      deaf();
      own.close();
    };
  }, [path, address]);
  const again = useCallback(() => asker.current?.again(), []);
  const isOfPath = state.path === path;
  return { value: isOfPath ? state.value : undefined, error: isOfPath ? state.error : undefined, again };
}
