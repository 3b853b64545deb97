import type { Position, WireName } from './crowd.mjs';

/** What a wire tells of what it hears. */
export interface Ear {
  say(bytes: Buffer): void;
  joined(how: string): void;
  marked(number: number): void;
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
