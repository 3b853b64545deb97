import { useLayoutEffect, useRef } from 'preact/hooks';
import { useWords } from '../../shell/language.js';
import { Tick } from '../update/controls.js';
import { ROOM_WORDS } from '../words-room.js';

interface HelpProps {
  readonly isOn: boolean;
  readonly onTick: (isOn: boolean) => void;
  readonly onClose: () => void;
}

/** All keys, and the switch of the single ones. */
export function Help({ isOn, onTick, onClose }: HelpProps) {
  const words = useWords(ROOM_WORDS);
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog class="help" aria-label={words.keysTitle} ref={dialog} onClose={onClose}>
      <h2>{words.keysTitle}</h2>
      <dl>
        {words.keys.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <Tick label={words.singleKeys} isOn={isOn} onTick={onTick} />
      <p class="hint">{words.singleKeysWhy}</p>
      <button type="button" class="main" onClick={() => dialog.current?.close()}>
        {words.close}
      </button>
    </dialog>
  );
}
