import { useEffect, useMemo, useState } from 'preact/hooks';
import { DeskApi } from '#client/desk-api';
import { Device } from '#client/outbox/device';
import type { Outbox } from '#client/outbox/outbox';
import { Session } from '#client/session';
import type { SessionView } from '#contract/people';
import type { AtDesk } from './at-desk.js';
import { hearOthers } from './leaving.js';
import { useSender } from './use-sender.js';

/** `starting`: not known yet; `cut off`: the newsroom could not be asked, and this device knows nobody. */
type Standing = 'starting' | 'cut off' | 'out' | 'in' | 'over';

export interface Door {
  readonly standing: Standing;
  readonly session: Session;
  /** Null: nobody is in. */
  readonly atDesk: AtDesk | null;
  readonly resume: () => void;
  readonly letIn: (who: SessionView, password?: string) => void;
  readonly letOut: () => void;
}

interface Inside extends Pick<AtDesk, 'who' | 'outbox' | 'isFull'> {}
const WHO = 'who';

/** Who is at the desk: whom this device knows at once, whom the newsroom lets in as soon as it can be asked. */
export function useDoor(events: string): Door {
  const [standing, setStanding] = useState<Standing>('starting');
  const [inside, setInside] = useState<Inside | null>(null);
  const device = useMemo(() => new Device(() => location.reload()), []);
  const session = useMemo(() => new Session('', () => setStanding(overIfIn)), []);
  const { sending, send } = useSender(inside?.outbox ?? null, session);
  const enter = async (who: SessionView, password?: string) => {
    const { outbox, isFull } = await entered(device, who, password);
    setInside((before) => ({ who, isFull, outbox: sameOr(before?.outbox ?? null, outbox) }));
    setStanding('in');
    send();
  };
  const resume = () => void resumed(device, session, { enter, known: setInside, setStanding });
  useEffect(resume, []);
  const isOver = standing === 'over';
  const atDesk = useMemo(
    () =>
      inside && {
        ...inside,
        ...{ session, device, events, sending, send, isOver },
        api: new DeskApi('', session),
        signInAgain: () => setStanding('out'),
      },
    [inside, session, device, events, sending, send, isOver],
  );
  const letOut = () => {
    sessionStorage.clear(); // what was being written at the desk
    setInside(null);
    setStanding('out');
  };
  useEffect(() => hearOthers(letOut), []);
  return { standing, session, atDesk, resume, letIn: (...who) => void enter(...who), letOut };
}

/** A full disk takes nothing new, and still gives what it holds of theirs; a private window keeps nothing. */
async function entered(
  device: Device,
  who: SessionView,
  password: string | undefined,
): Promise<Pick<Inside, 'outbox' | 'isFull'>> {
  try {
    const outbox = await device.enter({ name: who.name, password });
    await outbox.keep(WHO, who);
    return { outbox, isFull: false };
  } catch {
    const open = await device.current().catch(() => null);
    const isTheirs = open?.owner.toLowerCase() === who.name.toLowerCase();
    if (!isTheirs) open?.close();
    return { outbox: isTheirs ? open : null, isFull: isTheirs };
  }
}

/** Who is about to sign in again is not turned away from the form. */
const overIfIn = (standing: Standing): Standing => (standing === 'out' ? 'out' : 'over');

/** What is open already stays as it is: somebody may be writing. */
function sameOr(open: Outbox | null, next: Outbox | null): Outbox | null {
  if (!open || open.vault.id !== next?.vault.id) return next;
  next.close();
  return open;
}

interface Steps {
  readonly enter: (who: SessionView) => Promise<void>;
  readonly known: (inside: Inside) => void;
  readonly setStanding: (standing: Standing) => void;
}

async function resumed(
  device: Device,
  session: Session,
  { enter, known, setStanding }: Steps,
): Promise<void> {
  setStanding('starting');
  const outbox = await device.current().catch(() => null);
  const who = await outbox?.kept<SessionView>(WHO);
  if (outbox && who) {
    known({ who, outbox, isFull: false });
    setStanding('in');
  }
  try {
    const found = await session.resume();
    if (found) await enter(found);
    else setStanding(who ? 'over' : 'out');
  } catch {
    if (!who) setStanding('cut off');
  }
}
