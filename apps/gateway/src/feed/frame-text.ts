import { COUNTS_KEY } from '#contract/totals-patch';
import type { Slot } from '../source/slot.js';

/** A frame as JSON text. Empty: it only moves the position on. */
export interface FrameText {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly isEmpty: boolean;
  readonly events: number;
  /** The seq of the first event that is for its readers, or changed their totals; 0 when none is. */
  readonly first: number;
}

const FRAME_BYTES = 64 * 1024;

/**
 * The frames that bring a follower of `city` (or of the whole story) from `from` over all of `slots`. Made one by one:
 * a slow reader takes only the first.
 */
export function* framesOf(
  epoch: string,
  from: number,
  slots: readonly Slot[],
  city?: string,
  mostBytes = FRAME_BYTES,
): Generator<FrameText> {
  let draft = new FrameDraft(epoch, from, city);
  for (const slot of slots) {
    if (draft.bytes > 0 && draft.bytes + slot.bytes > mostBytes) {
      yield draft.text();
      draft = new FrameDraft(epoch, draft.next, city);
    }
    draft.add(slot);
  }
  yield draft.text();
}

/** Nothing new: reveals a lost last frame, and moves a quiet city on. */
export function headText(epoch: string, from: number, to: number): FrameText {
  const text = `{"epoch":${JSON.stringify(epoch)},"from":${from},"to":${to},"events":[]}`;
  return { from, to, text, isEmpty: true, events: 0, first: 0 };
}

/** A frame in the making: encoded events one after another, totals latest wins. */
class FrameDraft {
  bytes = 0;
  private to: number;
  private readonly events: string[] = [];
  private readonly totals = new Map<string, string>();
  private mustReload = false;
  private first = 0;

  constructor(
    private readonly epoch: string,
    private readonly from: number,
    private readonly city: string | undefined,
  ) {
    this.to = from - 1;
  }

  get next(): number {
    return this.to + 1;
  }

  add(slot: Slot): void {
    this.to = slot.seq;
    if (this.isShown(slot)) {
      this.events.push(slot.event);
      this.bytes += slot.bytes;
      this.concerns(slot);
    }
    if (slot.totals === 'reload') {
      this.mustReload = true;
      this.concerns(slot);
    } else
      for (const [key, value] of slot.totals ?? [])
        if (isFor(key, this.city)) this.setTotal(slot, key, value);
  }

  text(): FrameText {
    const { from, to, events, first } = this;
    const totals = this.totalsText();
    const text = `{"epoch":${JSON.stringify(this.epoch)},"from":${from},"to":${to},"events":[${events.join(',')}]${totals}}`;
    return { from, to, text, isEmpty: events.length === 0 && totals === '', events: events.length, first };
  }

  private setTotal(slot: Slot, key: string, value: string): void {
    this.totals.set(key, value);
    this.concerns(slot);
  }

  private concerns({ seq }: Slot): void {
    if (this.first === 0) this.first = seq;
  }

  private isShown({ event, cities }: Slot): boolean {
    return event !== '' && (this.city === undefined || cities.length === 0 || cities.includes(this.city));
  }

  private totalsText(): string {
    if (this.mustReload) return ',"totals":"reload"';
    if (this.totals.size === 0) return '';
    const entries = [...this.totals].map(([key, value]) => `${JSON.stringify(key)}:${value}`);
    return `,"totals":{${entries.join(',')}}`;
  }
}

/** As `patchForCity`, key by key: the story's sums, and of the cities only the follower's. */
function isFor(key: string, city: string | undefined): boolean {
  return city === undefined || key === COUNTS_KEY || !key.includes('/') || key.endsWith(`/${city}`);
}
