import { useState } from 'preact/hooks';
import { isUnsent } from '#client/outbox/item';
import { useDesk } from './at-desk.js';
import { useWords } from './language.js';
import { isWrittenAnywhere, tellOthers } from './leaving.js';
import { SHELL_WORDS } from './words.js';

/** What signing out would leave behind. */
interface Left {
  /** Posts, and what was begun of others. */
  readonly unsent: number;
  readonly comesBack: boolean;
  /** Something is being written at the desk, in this tab or another. */
  readonly isWriting: boolean;
}

/** Asks first where something is not sent, or would not come back. */
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
    const isWriting = await isWrittenAnywhere();
    const comesBack = !outbox || (await device.comesBack(outbox));
    const posts = (await outbox?.items())?.filter(isUnsent).length ?? 0;
    const drafts = (await outbox?.drafts())?.length ?? 0;
    const isLeft = posts > 0 || (drafts > 0 && !comesBack);
    if (!isLeft && !isWriting) return leave();
    setLeft({ unsent: isLeft ? posts + drafts : 0, comesBack, isWriting });
  };
  if (!left)
    return (
      <button type="button" onClick={() => void ask()}>
        {words.signOut}
      </button>
    );
  return (
    <>
      <div role="alert">
        {left.unsent > 0 && (
          <p>{left.comesBack ? words.staysLocked(left.unsent) : words.isLost(left.unsent)}</p>
        )}
        {left.isWriting && <p>{words.isThrownAway}</p>}
      </div>
      <button type="button" class="bad" onClick={() => void leave()}>
        {words.signOutAllTheSame}
      </button>
    </>
  );
}
