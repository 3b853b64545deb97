import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import type { NewsroomInParts } from './newsroom-in-parts.js';

/** One address for api and gateway, as the proxy before a newsroom gives it, whose connections a test can cut. */
export class FrontDoor {
  private readonly sockets = new Set<net.Socket>();
  private readonly server = http.createServer((request, response) => this.pass(request, response));

  private constructor(private readonly newsroom: NewsroomInParts) {
    this.server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
    });
    this.server.on('upgrade', (request, socket, head) => this.upgrade(request, socket as net.Socket, head));
  }

  static async before(newsroom: NewsroomInParts): Promise<FrontDoor> {
    const door = new FrontDoor(newsroom);
    await new Promise<void>((resolve) => door.server.listen(0, '127.0.0.1', resolve));
    return door;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  cutSome(chosen: () => boolean): void {
    for (const socket of [...this.sockets].filter(chosen)) socket.destroy();
  }

  async close(): Promise<void> {
    this.cutSome(() => true);
    await new Promise((resolve) => this.server.close(resolve));
  }

  private pass(request: http.IncomingMessage, response: http.ServerResponse): void {
    const { url = '/', method, headers } = request;
    const isLive = url.startsWith('/socket.io/') || /^\/v1\/stories\/[^/]+\/stream/.test(url);
    const target = isLive ? this.newsroom.gateway.url : this.newsroom.api.url;
    const asked = http.request(`${target}${url}`, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
      answer.on('error', () => response.destroy());
    });
    asked.on('error', () => (response.headersSent ? response.destroy() : response.writeHead(502).end()));
    response.on('close', () => asked.destroy());
    request.pipe(asked);
  }

  private upgrade({ method, url, rawHeaders }: http.IncomingMessage, near: net.Socket, head: Buffer): void {
    const far = net.connect(Number(new URL(this.newsroom.gateway.url).port), '127.0.0.1');
    const headers = rawHeaders.flatMap((name, i) => (i % 2 ? [] : `${name}: ${rawHeaders[i + 1]}`));
    far.write(`${[`${method} ${url} HTTP/1.1`, ...headers].join('\r\n')}\r\n\r\n`);
    far.write(head);
    far.pipe(near).pipe(far);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.on('error', () => to.destroy());
      from.on('close', () => to.destroy());
    }
  }
}
