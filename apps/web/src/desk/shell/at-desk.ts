import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { DeskApi } from '#client/desk-api';
import type { Session } from '#client/session';
import type { SessionView } from '#contract/people';

/** What every screen of somebody who is signed in works with. */
export interface AtDesk {
  readonly who: SessionView;
  readonly session: Session;
  readonly api: DeskApi;
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
