const EVENTS_A_SECOND = 20;
/** Joining a namespace is no event, but not free either. */
const CONNECTS_A_SECOND = 4;
const CONNECT = '0';
const READER_BYTES = 64 * 1024;
/** A phone that comes back from an outage files everything it kept. */
const DESK_BYTES = EVENTS_A_SECOND * 33 * 1024;

/** What one connection may send in each second: 20 events and 64 KB; the desk 20 events of 32 KB. */
export class InboundBudget {
  private mostBytes = READER_BYTES;
  private second = 0;
  private events = 0;
  private connects = 0;
  private bytes = 0;

  raiseForDesk(): void {
    this.mostBytes = DESK_BYTES;
  }

  /** Counts a packet; false when it is one too many. */
  takes(packet: string, now: number): boolean {
    if (now - this.second >= 1_000) {
      this.second = now;
      this.events = 0;
      this.connects = 0;
      this.bytes = 0;
    }
    if (packet.startsWith(CONNECT)) this.connects += 1;
    else this.events += 1;
    this.bytes += Buffer.byteLength(packet);
    return (
      this.events <= EVENTS_A_SECOND && this.connects <= CONNECTS_A_SECOND && this.bytes <= this.mostBytes
    );
  }
}
