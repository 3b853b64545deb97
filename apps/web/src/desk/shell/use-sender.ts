import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Outbox } from '#client/outbox/outbox';
import { Sender, type Sending } from '#client/outbox/sender';
import { RefusedError } from '#client/refused-error';
import type { Session } from '#client/session';
import { holderOf } from '#client/token-holder';

export const KEEPS_NOTHING = 'keeps-nothing';

/** Sends what is in an outbox for as long as it is open, whatever screen is looked at. */
export function useSender(
  outbox: Outbox | null,
  session: Session,
): { readonly sending: Sending; readonly send: () => void } {
  const [sending, setSending] = useState<Sending>('idle');
  const sender = useRef<Sender | null>(null);
  useEffect(() => {
    if (!outbox) return undefined;
    const token = (another: boolean) => tokenOf(outbox.owner, session, another);
    const keepsNothing = async () => (await outbox.kept<boolean>(KEEPS_NOTHING)) === true;
    const started = new Sender({ outbox, url: '', token, keepsNothing, changed: setSending });
    sender.current = started;
    return () => {
      started.close();
      outbox.close();
    };
  }, [outbox, session]);
  const send = useCallback(() => sender.current?.send(), []);
  return { sending, send };
}

/** The cookie may be somebody else's by now, who signed in in another tab: nothing is sent in their name. */
async function tokenOf(owner: string, session: Session, another: boolean): Promise<string | null> {
  if (another) session.forget();
  try {
    const token = await session.token();
    return holderOf(token) === owner ? token : null;
  } catch (error) {
    if (error instanceof RefusedError && error.problem.status === 401) return null;
    throw error;
  }
}
