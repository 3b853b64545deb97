import { createParser } from 'eventsource-parser';

export interface StreamEvent {
  readonly event: string;
  readonly id: string;
  readonly data: unknown;
}

/** A reader of an SSE stream, as a browser's EventSource is one. */
export class AStream {
  readonly events: StreamEvent[] = [];
  readonly retries: number[] = [];
  hasEnded = false;
  private readonly abort = new AbortController();

  private constructor(readonly response: Response) {}

  static async open(address: string, headers: Record<string, string> = {}): Promise<AStream> {
    const abort = new AbortController();
    const stream = new AStream(await fetch(address, { headers, signal: abort.signal }));
    stream.abort.signal.addEventListener('abort', () => abort.abort());
    if (stream.response.ok) void stream.read().catch(() => undefined);
    return stream;
  }

  of(event: string): StreamEvent[] {
    return this.events.filter((each) => each.event === event);
  }

  close(): void {
    this.abort.abort();
  }

  private async read(): Promise<void> {
    const parser = createParser({
      onEvent: ({ event = 'message', id = '', data }) =>
        this.events.push({ event, id, data: JSON.parse(data) as unknown }),
      onRetry: (ms) => this.retries.push(ms),
    });
    const text = new TextDecoder();
    for await (const chunk of this.response.body ?? []) parser.feed(text.decode(chunk, { stream: true }));
    this.hasEnded = true;
  }
}
