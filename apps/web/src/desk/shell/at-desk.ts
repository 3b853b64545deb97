import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { DeskApi } from '#client/desk-api';
import type { Device } from '#client/outbox/device';
import type { Outbox } from '#client/outbox/outbox';
import type { Sending } from '#client/outbox/sender';
import type { Session } from '#client/session';
import type { SessionView } from '#contract/people';

/** What every screen of somebody who is signed in works with. */
export interface AtDesk {
  readonly who: SessionView;
  readonly session: Session;
  readonly api: DeskApi;
  readonly device: Device;
  /** Null: this browser keeps nothing. */
  readonly outbox: Outbox | null;
  /** This device takes nothing new: its disk is full. What the outbox holds is sent. */
  readonly isFull: boolean;
  /** How the outbox's sending goes. */
  readonly sending: Sending;
  /** Sends what is in the outbox, as soon as that is possible. */
  readonly send: () => void;
  /** The newsroom says that nobody is signed in any more: what is filed is kept here until somebody is. */
  readonly isOver: boolean;
  readonly signInAgain: () => void;
  /** Base address of the gateway; empty: this page's. */
  readonly events: string;
}

export const AtDeskContext = createContext<AtDesk | null>(null);

/** Throws where nobody is signed in: such a screen is not shown then. */
export function useDesk(): AtDesk {
  const desk = useContext(AtDeskContext);
  if (!desk) throw new Error('Nobody is signed in.');
  return desk;
}
