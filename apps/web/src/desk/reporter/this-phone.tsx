import { useEffect, useRef, useState } from 'preact/hooks';
import { isUnsent, type Item } from '#client/outbox/item';
import type { Outbox } from '#client/outbox/outbox';
import { useDesk } from '../shell/at-desk.js';
import { useWords } from '../shell/language.js';
import { KEEPS_NOTHING } from '../shell/use-sender.js';
import { SHELL_WORDS } from '../shell/words.js';
import { EarlierPassword } from './earlier-password.js';
import { useReporterWords } from './reporter-words.js';

/** The newsroom is told of the end of the session for so long; where it is not, it is later. */
const TELLING_MS = 1_000;

interface ThisPhoneProps {
  readonly items: readonly Item[];
  readonly outbox: Outbox;
  /** What was left under an earlier password is here now. */
  readonly onOpened: () => void;
}

/** What this phone keeps, and the way to make it keep nothing. */
export function ThisPhone({ items, outbox, onOpened }: ThisPhoneProps) {
  const words = useReporterWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const { send } = useDesk();
  const [keepsNothing, setKeepsNothing] = useState(false);
  useEffect(
    () => void outbox.kept<boolean>(KEEPS_NOTHING).then((kept) => setKeepsNothing(kept === true)),
    [outbox],
  );
  const choose = async (isChosen: boolean) => {
    setKeepsNothing(isChosen);
    await outbox.keep(KEEPS_NOTHING, isChosen);
    send();
  };
  return (
    <>
      <button type="button" class="plain" onClick={() => dialog.current?.showModal()}>
        {words.thisPhone}
      </button>
      <dialog ref={dialog} class="phone-sheet" aria-label={words.thisPhone}>
        <h2>{words.thisPhone}</h2>
        <div class="field inline">
          <input
            id="keep-nothing"
            type="checkbox"
            checked={keepsNothing}
            aria-describedby="keep-nothing-hint"
            onChange={(event) => void choose(event.currentTarget.checked)}
          />
          <label for="keep-nothing">{words.keepNothing}</label>
        </div>
        <p class="hint" id="keep-nothing-hint">
          {words.keepNothingHint}
        </p>
        <EarlierPassword outbox={outbox} onOpened={onOpened} />
        <Wipe unsent={items.filter(isUnsent).length} />
        <button type="button" onClick={() => dialog.current?.close()}>
          {words.close}
        </button>
      </dialog>
    </>
  );
}

function Wipe({ unsent }: { readonly unsent: number }) {
  const words = useReporterWords();
  const { device, session } = useDesk();
  const [isAsked, setIsAsked] = useState(false);
  const shell = useWords(SHELL_WORDS);
  const wipe = async () => {
    await device.wipe().catch(() => undefined);
    const told = session.signOut().then(
      () => true,
      () => false,
    );
    const late = new Promise<boolean>((done) => setTimeout(done, TELLING_MS, false));
    if (await Promise.race([told, late])) location.replace('/');
    else document.body.textContent = shell.wiped; // without a network there is no page to go to
  };
  if (!isAsked)
    return (
      <button type="button" class="bad" onClick={() => setIsAsked(true)}>
        {words.wipe}
      </button>
    );
  return (
    <>
      <p role="alert">{words.wipeHint(unsent)}</p>
      <button type="button" class="bad" onClick={() => void wipe()}>
        {words.wipeNow}
      </button>
    </>
  );
}
