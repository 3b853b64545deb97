import { type Slot, withheldAmong, withoutBody, withoutNumbers } from '../source/slot.js';

const MOST_SLOTS = 512;
const MOST_BYTES = 8 * 1024 * 1024;

/** The newest events of a story, without a hole, bounded in number and bytes. */
export class Ring {
  private slots: Slot[] = [];
  private bytes = 0;
  private base: number;

  /** `top`: the story's position when the ring starts; it holds what comes after. */
  constructor(top: number) {
    this.base = top;
  }

  get top(): number {
    return this.base + this.slots.length;
  }

  /** Bodies so large that a span of 500 is not kept: reaching further back would only be forgotten again. */
  get isFull(): boolean {
    return this.bytes > MOST_BYTES / 2;
  }

  /** Slots after `seq`; null when one of them is not held any more. */
  after(seq: number): readonly Slot[] | null {
    return seq < this.base ? null : this.slots.slice(seq - this.base);
  }

  /** Takes the next event. What it withholds is gone from every earlier slot. */
  push(slot: Slot): void {
    if (slot.seq !== this.top + 1) throw new RangeError(`Event ${slot.seq} does not follow ${this.top}.`);
    this.slots.push(slot);
    this.bytes += slot.bytes;
    if (slot.withholds) this.withhold(slot);
    if (slot.renews) this.slots = [...this.slots.slice(0, -1).map(withoutNumbers), slot];
    while (this.slots.length > MOST_SLOTS || (this.bytes > MOST_BYTES && this.slots.length > 1)) this.shift();
  }

  /** Puts earlier events below those held. They may have been read before a later one withheld their body. */
  extendBack(earlier: readonly Slot[]): void {
    const missing = earlier.filter((slot) => slot.seq <= this.base);
    if (missing.at(-1)?.seq !== this.base) return;
    this.slots = withheldAmong([...missing, ...this.slots]);
    this.base -= missing.length;
    this.bytes = this.slots.reduce((sum, slot) => sum + slot.bytes, 0);
    while (this.slots.length > MOST_SLOTS || this.bytes > MOST_BYTES) this.shift();
  }

  private withhold({ update, seq }: Slot): void {
    this.slots = this.slots.map((slot) =>
      slot.update !== null && slot.update === update && slot.seq < seq ? withoutBody(slot) : slot,
    );
  }

  private shift(): void {
    this.bytes -= this.slots.shift()?.bytes ?? 0;
    this.base += 1;
  }
}
