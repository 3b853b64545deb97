/** What is done with the update that is open beside the timeline. */
export const MODES = ['read', 'edit', 'retract', 'merge', 'history', 'pin', 'key', 'erase'] as const;
export type Mode = (typeof MODES)[number];
export interface Opened {
  readonly id: string;
  readonly mode: Mode;
}
