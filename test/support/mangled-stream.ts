import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** A line between SSE readers and a gateway that loses events, repeats them and lets them overtake each other. */
export class MangledStream {
  /** Of what passed. */
  readonly counts = { lost: 0, repeated: 0, overtaken: 0 };
  private readonly server = http.createServer((request, response) => this.pass(request, response));

  private constructor(
    private readonly target: string,
    private readonly random: () => number,
  ) {}

  static async to(target: string, random: () => number): Promise<MangledStream> {
    const stream = new MangledStream(target, random);
    await new Promise<void>((resolve) => stream.server.listen(0, '127.0.0.1', resolve));
    return stream;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private pass(request: http.IncomingMessage, response: http.ServerResponse): void {
    const headers = { ...request.headers, 'accept-encoding': 'identity' };
    const asked = http.get(`${this.target}${request.url}`, { headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      const isStream = answer.headers['content-type']?.startsWith('text/event-stream');
      if (isStream) this.mangle(answer, response);
      else answer.pipe(response);
    });
    asked.on('error', () => response.destroy());
    response.on('close', () => asked.destroy());
  }

  private mangle(from: http.IncomingMessage, to: http.ServerResponse): void {
    let text = '';
    let held = '';
    from.setEncoding('utf8');
    from.on('data', (chunk: string) => {
      text += chunk;
      const parts = text.split('\n\n');
      text = parts.pop() ?? '';
      for (const part of parts) held = this.next(`${part}\n\n`, held, to);
    });
    from.on('close', () => to.end());
  }

  /** Writes an event, its repetition, nothing, or keeps it until after the next; gives what is kept. */
  private next(event: string, held: string, to: http.ServerResponse): string {
    const dice = event.includes('event: frame') ? this.random() : 1;
    if (held !== '') {
      to.write(event + held);
      this.counts.overtaken += 1;
    } else if (dice < 0.1) this.counts.lost += 1;
    else if (dice < 0.2) return event;
    else {
      const isRepeated = dice < 0.3;
      if (isRepeated) this.counts.repeated += 1;
      to.write(isRepeated ? event + event : event);
    }
    return '';
  }
}
