import type { Ring as Rung } from '#live/doorbell';

/** Far more than ring between two ticks. */
const MOST_KEPT = 128;

/** When the newest events were committed, as the doorbell told. */
export class CommitTimes {
  private readonly rungs: { readonly base: number; readonly top: number; readonly at: number }[] = [];

  note({ base, top, committedAt }: Rung): void {
    if (committedAt === undefined) return;
    this.rungs.push({ base, top, at: committedAt });
    if (this.rungs.length > MOST_KEPT) this.rungs.shift();
  }

  /** Milliseconds since 1970; undefined when no doorbell told of it, or long ago. */
  of(seq: number): number | undefined {
    return this.rungs.findLast(({ base, top }) => base < seq && seq <= top)?.at;
  }
}
