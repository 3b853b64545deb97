import type { Position, WireName } from './crowd.mjs';

/** Where a message begins in the story, and where a reader is who has it: what it says of that. */
export interface Place {
  readonly from?: number;
  readonly position?: Position;
}

/** What a wire tells of what it hears. */
export interface Ear {
  say(bytes: Buffer): void;
  joined(how: string): void;
  /** The updates of a whole message. */
  told(numbers: readonly number[], place?: Place): void;
  /** The newest update of a whole story; 0 when it has none. */
  whole(newest: number, place?: Place): void;
  /** How long to stay away once this ends. */
  waits(ms: number): void;
  disturbed(why: string): void;
}
interface Wire {
  request(position?: Position): string;
  started(headers: string): void;
  take(bytes: Buffer, from: number, to: number): void;
}
export const WIRES: Readonly<
  Record<WireName, new (target: { story: string; isCompressed?: boolean }, ear: Ear) => Wire>
>;
