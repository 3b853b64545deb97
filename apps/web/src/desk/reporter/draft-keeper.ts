import type { Outbox } from '#client/outbox/outbox';
import { type Draft, isBlank } from './draft.js';

/** Writes each state of a draft, or the newest where they come faster than the disk: a crash costs a letter at most. */
export class DraftKeeper {
  /** What waits to be written; null: nothing, or it is being written. */
  private next: { draft: Draft } | null = null;
  private line: Promise<void> = Promise.resolve();

  constructor(
    private readonly outbox: Outbox,
    private readonly name: string,
  ) {}

  keep(draft: Draft): void {
    if (this.next) {
      this.next.draft = draft;
      return;
    }
    const next = { draft };
    this.next = next;
    void this.inLine(() => {
      if (this.next === next) this.next = null;
      return isBlank(next.draft) ? this.outbox.drop(this.name) : this.outbox.keep(this.name, next.draft);
    });
  }

  /** Does something with what was kept until now: what is kept from now on is written behind it, over nothing of it. */
  inTurn(act: (name: string) => Promise<void>): Promise<void> {
    this.next = null;
    return this.inLine(() => act(this.name));
  }

  /** Until all is written. Rejects where the disk did not take the last of it. */
  settled(): Promise<void> {
    return this.line;
  }

  private inLine(act: () => Promise<void>): Promise<void> {
    this.line = this.line.then(act, act); // a disk that was full may have room now
    return this.line;
  }
}
