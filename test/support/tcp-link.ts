import net from 'node:net';

/** A TCP connection to a server that a test can cut or hold up. */
export class TcpLink {
  private readonly pairs = new Set<readonly [net.Socket, net.Socket]>();
  private readonly silent = new Set<readonly [net.Socket, net.Socket]>();
  private isCut = false;
  private isHung = false;

  private constructor(
    private readonly server: net.Server,
    readonly port: number,
  ) {}

  static async to(host: string, port: number): Promise<TcpLink> {
    const server = net.createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const link = new TcpLink(server, (server.address() as net.AddressInfo).port);
    server.on('connection', (near) => link.connect(near, net.connect(port, host)));
    return link;
  }

  /** Connections end, and new ones are refused. */
  cut(): void {
    this.isCut = true;
    for (const pair of [...this.pairs, ...this.silent]) for (const socket of pair) socket.destroy();
  }

  /** Ends each connection that `chosen` picks; others stay, and new ones are taken. */
  cutSome(chosen: () => boolean): number {
    const picked = [...this.pairs].filter(chosen);
    for (const pair of picked) for (const socket of pair) socket.destroy();
    return picked.length;
  }

  /** Connections stay, and nothing passes. */
  hang(): void {
    this.isHung = true;
    for (const pair of this.pairs) for (const socket of pair) socket.pause();
  }

  /** Nothing passes on the connections that there are, ever again, and neither end is told; new ones are whole. */
  swallow(): void {
    for (const pair of this.pairs) {
      for (const socket of pair) socket.pause();
      this.silent.add(pair);
    }
    this.pairs.clear();
  }

  restore(): void {
    this.isCut = false;
    this.isHung = false;
    for (const pair of this.pairs) for (const socket of pair) socket.resume();
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private connect(near: net.Socket, far: net.Socket): void {
    const pair = [near, far] as const;
    this.pairs.add(pair);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.on('data', (chunk) => to.write(chunk));
      from.on('error', () => to.destroy());
      from.on('close', () => {
        to.destroy();
        this.pairs.delete(pair);
        this.silent.delete(pair);
      });
    }
    if (this.isCut) for (const socket of pair) socket.destroy();
    if (this.isHung) for (const socket of pair) socket.pause();
  }
}
