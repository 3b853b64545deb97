/** What a gateway process tells the newsroom that started it. */
export interface FromGateway {
  /** It listens on this port of loopback. */
  readonly port?: number;
  /** So many are connected. Said every second. */
  readonly readers?: number;
  /** It takes nobody new any more. */
  readonly isLeaving?: true;
}

/** Comes with a connection that is the gateway's from now on: what was read from it so far, in latin1. */
export interface ToGateway {
  readonly read: string;
}
