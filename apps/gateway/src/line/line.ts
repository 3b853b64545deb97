import type { EndCause, Transport } from '../gateway-metrics.js';
import type { SharedPacket } from './shared-packet.js';

/** What is above a line: told of each socket.io packet that came in, and once that the line is gone. */
export interface LineListener {
  heard(packet: string): void;
  /** Somebody joined a namespace; a line on which nobody does is closed. */
  readonly isInUse: boolean;
  gone(): void;
}

/** One Engine.IO connection, whatever carries it. Nothing here waits or throws. */
export interface Line {
  readonly isOpen: boolean;
  readonly transport: Transport;
  /** Bytes of frames handed over that the network has not accepted. */
  readonly unsent: number;
  /** The same with a snapshot or resume that is on its way. */
  readonly waiting: number;
  /** Bytes that the network has accepted; only a change means something. */
  readonly taken: number;
  /** A snapshot or resume is still on its way. */
  readonly isAnswering: boolean;
  /** Sends one socket.io packet. */
  say(packet: string): void;
  /** Sends a packet that many are sent. */
  hand(packet: SharedPacket): void;
  /** The same for a snapshot or resume, which does not count as unsent. */
  answer(packet: SharedPacket): void;
  /** Whether nothing was accepted for ten seconds although there was something. To be asked every second. */
  isStalled(now: number): boolean;
  /** Stops listening and closes; a second later the TCP connection ends too, whatever it still holds. */
  close(cause: EndCause): void;
}
