import { useState } from 'preact/hooks';
import { isUnsent } from '#client/outbox/item';
import { useDesk } from './at-desk.js';
import { useWords } from './language.js';
import { tellOthers } from './leaving.js';
import { SHELL_WORDS } from './words.js';

/** What signing out would leave behind. */
interface Left {
  readonly unsent: number;
  readonly comesBack: boolean;
}

/** Asks first where something is not sent. */
export function SignOut({ onSignedOut }: { readonly onSignedOut: () => void }) {
  const words = useWords(SHELL_WORDS);
  const { session, device, outbox } = useDesk();
  const [left, setLeft] = useState<Left | null>(null);
  const leave = async () => {
    if (outbox) await device.leave(outbox);
    sessionStorage.clear(); // what was being written at the desk
    tellOthers();
    await session.signOut().catch(() => undefined); // it is told as soon as it can be
    onSignedOut();
  };
  const ask = async () => {
    const unsent = (await outbox?.items())?.filter(isUnsent).length ?? 0;
    if (!outbox || unsent === 0) return leave();
    setLeft({ unsent, comesBack: await device.comesBack(outbox) });
  };
  if (!left)
    return (
      <button type="button" onClick={() => void ask()}>
        {words.signOut}
      </button>
    );
  return (
    <>
      <p role="alert">{left.comesBack ? words.staysLocked(left.unsent) : words.isLost(left.unsent)}</p>
      <button type="button" class="bad" onClick={() => void leave()}>
        {words.signOutAllTheSame}
      </button>
    </>
  );
}
