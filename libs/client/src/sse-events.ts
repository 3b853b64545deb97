/** One message of a stream of server-sent events. */
export interface SseEvent {
  readonly event: string | undefined;
  readonly data: string;
}
interface Heard {
  onEvent(message: SseEvent): void;
  onRetry(ms: number): void;
}

/** Reads a stream as it comes in, in parts of any size. Ids are not kept: positions are in the data. */
export class SseEvents {
  private rest = '';
  private event: string | undefined;
  private data: string[] = [];

  constructor(private readonly heard: Heard) {}

  feed(part: string): void {
    const lines = (this.rest + part).split('\n');
    this.rest = lines.pop() ?? '';
    for (const line of lines) this.line(line.replace(/\r$/, ''));
  }

  private line(line: string): void {
    if (line === '') {
      this.end();
      return;
    }
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'data') this.data.push(value);
    else if (field === 'event') this.event = value;
    else if (field === 'retry' && /^\d+$/.test(value)) this.heard.onRetry(Number(value));
  }

  private end(): void {
    const { event, data } = this;
    this.event = undefined;
    this.data = [];
    if (data.length > 0) this.heard.onEvent({ event, data: data.join('\n') });
  }
}
