import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** A way to a newsroom on which pages break off after their head, without an end. */
export class StallingFront {
  isStalled = false;
  /** How many pages broke off. */
  stalled = 0;

  private constructor(
    private readonly server: http.Server,
    readonly url: string,
  ) {}

  static async of(newsroom: string): Promise<StallingFront> {
    const server = http.createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const front = new StallingFront(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.on('request', (request, response) => front.pass(newsroom, request, response));
    return front;
  }

  async close(): Promise<void> {
    const isClosed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await isClosed;
  }

  private pass(newsroom: string, request: http.IncomingMessage, response: http.ServerResponse): void {
    const { url = '/', method, headers } = request;
    if (this.isStalled && headers.accept?.includes('text/html')) {
      this.stalled += 1;
      response.writeHead(200, { 'content-type': 'text/html' }).write('<!doctype html><html>');
      return;
    }
    const onward = http.request(newsroom + url, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  }
}
