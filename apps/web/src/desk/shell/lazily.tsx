import type { ComponentType } from 'preact';
import { useState, useEffect } from 'preact/hooks';
import { useWords } from './language.js';
import { WhyNot } from './why-not.js';
import { SHELL_WORDS } from './words.js';

/** A screen whose files are loaded when it is first shown: a phone that files has no use for the editors'. */
export function lazily<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  let loaded: ComponentType<P> | undefined;
  return function Lazily(props: P) {
    const words = useWords(SHELL_WORDS);
    const [Screen, setScreen] = useState(() => loaded);
    const [error, setError] = useState<unknown>(undefined);
    useEffect(() => {
      load().then((component) => {
        loaded = component;
        setScreen(() => component);
      }, setError);
    }, []);
    if (Screen) return <Screen {...props} />;
    return (
      <main class="door">
        <WhyNot error={error} />
        {error === undefined && <p role="status">{words.starting}</p>}
      </main>
    );
  };
}
