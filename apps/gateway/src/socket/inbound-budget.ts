const EVENTS_A_SECOND = 20;
/** Joining a namespace is no event, but not free either. */
const CONNECTS_A_SECOND = 4;
const CONNECT = '0';
const READER_BYTES = 64 * 1024;
/** A phone that comes back from an outage files everything it kept. */
const DESK_BYTES = EVENTS_A_SECOND * 33 * 1024;

interface Message {
  readonly at: number;
  readonly bytes: number;
  readonly isConnect: boolean;
}

/** What one connection may send within any second: 20 events and 64 KB; the desk 20 events of 32 KB. */
export class InboundBudget {
  private recent: Message[] = [];
  private mostBytes = READER_BYTES;

  raiseForDesk(): void {
    this.mostBytes = DESK_BYTES;
  }

  /** Counts a message; false when it is one too many. */
  takes(data: unknown, now: number): boolean {
    const isConnect = typeof data === 'string' && data.startsWith(CONNECT);
    this.recent = this.recent.filter((message) => now - message.at < 1_000);
    this.recent.push({ at: now, bytes: sizeOf(data), isConnect });
    const connects = this.recent.filter((message) => message.isConnect).length;
    const bytes = this.recent.reduce((sum, message) => sum + message.bytes, 0);
    const events = this.recent.length - connects;
    return events <= EVENTS_A_SECOND && connects <= CONNECTS_A_SECOND && bytes <= this.mostBytes;
  }
}

function sizeOf(data: unknown): number {
  if (typeof data === 'string') return Buffer.byteLength(data);
  return data instanceof Uint8Array || data instanceof ArrayBuffer ? data.byteLength : 0;
}
