import http from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type RawData, WebSocket, WebSocketServer } from 'ws';

type Wire = 'socket.io' | 'plain';

/** Speaks to readers as a gateway does, and makes exactly the mistakes that a test asks of it. */
export class FaultyServer {
  readonly followers: WebSocket[] = [];
  /** What each `follow` asked for, in the order of their coming. */
  readonly asked: unknown[] = [];
  /** What the next resume gets wrong: misses its first update, has it twice, or is a snapshot. */
  nextResume: 'lost' | 'doubled' | 'snapshot' | undefined;
  /** So many newcomers are refused before one is let in. */
  refusals = 0;
  private isDown = false;
  private readonly told: string[] = [];
  private readonly http = http.createServer();
  private readonly sockets = new WebSocketServer({ noServer: true });

  private constructor(private readonly wire: Wire) {
    this.http.on('upgrade', (request, socket, head) => {
      if (this.isDown) socket.destroy();
      else if (this.refusals > 0) this.refuse(socket as Socket);
      else this.sockets.handleUpgrade(request, socket, head, (one) => this.welcome(one));
    });
  }

  static async start(wire: Wire): Promise<FaultyServer> {
    const server = new FaultyServer(wire);
    await new Promise<void>((resolve) => server.http.listen(0, '127.0.0.1', resolve));
    return server;
  }

  get port(): number {
    return (this.http.address() as AddressInfo).port;
  }

  /** One message with these updates, to everyone or to those picked; with those before them from `from` on. */
  tell(
    numbers: readonly number[],
    to: readonly WebSocket[] = this.followers,
    from = Math.min(...numbers),
  ): void {
    const updates = numbers.map((number) => `{"text":"§${number}§ мост закрыт"}`);
    this.told.push(...updates);
    const earlier = this.told.slice(from - 1, Math.min(...numbers) - 1);
    const frame = frameOf(from, Math.max(...numbers), [...earlier, ...updates]);
    for (const one of to) one.send(this.message('frame', frame));
  }

  /** The last update once more, as it was. */
  repeat(to: readonly WebSocket[]): void {
    const seq = this.told.length;
    for (const one of to) one.send(this.message('frame', frameOf(seq, seq, this.told.slice(-1))));
  }

  /** As a gateway that was killed: everyone is cut off, and nobody gets in until `startAgain`. */
  kill(): void {
    this.isDown = true;
    for (const one of this.sockets.clients) one.terminate();
  }

  resync(one: WebSocket): void {
    one.send(this.message('resync', '{"why":"too_old"}'));
  }

  startAgain(): void {
    this.isDown = false;
  }

  async stop(): Promise<void> {
    this.kill();
    await new Promise((resolve) => this.http.close(resolve));
  }

  private message(event: string, body: string): string {
    return this.wire === 'plain' ? body : `42/live,["${event}",${body},{"story":"s"}]`;
  }

  private refuse(socket: Socket): void {
    this.refusals -= 1;
    socket.end('HTTP/1.1 503 Service Unavailable\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n');
  }

  private welcome(one: WebSocket): void {
    one.on('close', () => this.followers.splice(this.followers.indexOf(one), 1));
    if (this.wire === 'plain') this.followers.push(one);
    else {
      one.on('message', (data) => this.hear(one, data));
      one.send('0{"sid":"x","upgrades":[],"pingInterval":10000,"pingTimeout":10000}');
    }
  }

  /** Answers `follow` with a resume of all that was ever told after the position, or with a snapshot. */
  private hear(one: WebSocket, data: RawData): void {
    const said = (data as Buffer).toString();
    if (said.startsWith('40')) one.send('40/live,{"sid":"y"}');
    if (!said.startsWith('42/live,0')) return;
    const [, request] = JSON.parse(said.slice('42/live,0'.length)) as [
      string,
      { position?: { seq: number } },
    ];
    this.asked.push(request);
    one.send(`43/live,0[${this.answer(request.position?.seq)}]`);
    this.followers.push(one);
  }

  private answer(seq: number | undefined): string {
    const fault = seq === undefined ? undefined : this.nextResume;
    if (fault) this.nextResume = undefined;
    if (seq === undefined || fault === 'snapshot')
      return `{"mode":"snapshot","why":"${seq === undefined ? 'new' : 'too_old'}","snapshot":{"position":{"epoch":"e","seq":${this.told.length}},"updates":[${this.told.join(',')}]}}`;
    const missed = this.told.slice(seq);
    if (fault === 'lost') missed.shift();
    if (fault === 'doubled') missed.unshift(...missed.slice(0, 1));
    return `{"mode":"resume","frame":${frameOf(seq + 1, this.told.length, missed)}}`;
  }
}

function frameOf(from: number, to: number, updates: readonly string[]): string {
  return `{"epoch":"e","from":${from},"to":${to},"events":[${updates.join(',')}]}`;
}
