import type { ComponentType } from 'preact';
import { useState, useEffect } from 'preact/hooks';
import { CutOff } from './cut-off.js';
import { useWords } from './language.js';
import { SHELL_WORDS } from './words.js';

/** A screen whose files are loaded when it is first shown: a phone that files has no use for the editors'. */
export function lazily<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  let loaded: ComponentType<P> | undefined;
  return function Lazily(props: P) {
    const words = useWords(SHELL_WORDS);
    const [Screen, setScreen] = useState(() => loaded);
    const [isCutOff, setCutOff] = useState(false);
    const begin = () => {
      setCutOff(false);
      load().then(
        (component) => {
          loaded = component;
          setScreen(() => component);
        },
        () => setCutOff(true),
      );
    };
    useEffect(() => {
      if (!loaded) begin();
    }, []);
    if (Screen) return <Screen {...props} />;
    if (isCutOff) return <CutOff said={words.notLoaded} onAgain={begin} />;
    return (
      <main class="door">
        <p role="status">{words.starting}</p>
      </main>
    );
  };
}
