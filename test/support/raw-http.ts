import net from 'node:net';

/** A TCP connection to a web server that says exactly what it is given and keeps what it hears. */
export class RawHttp {
  heard = '';
  /** The server said that nothing more comes. */
  hasEnded = false;

  private constructor(readonly socket: net.Socket) {
    socket.on('data', (part: Buffer) => {
      this.heard += part.toString('latin1');
    });
    socket.on('error', () => undefined);
    for (const over of ['end', 'close'])
      socket.on(over, () => {
        this.hasEnded = true;
      });
  }

  static open(url: string): RawHttp {
    const { hostname, port } = new URL(url);
    return new RawHttp(net.connect({ host: hostname, port: Number(port), allowHalfOpen: true }));
  }

  /** Lines of one or more requests' heads, each ended by an empty one. */
  say(...lines: string[]): void {
    this.socket.write(lines.map((line) => `${line}\r\n`).join(''));
  }

  /** How often it was heard. */
  count(what: string): number {
    return this.heard.split(what).length - 1;
  }

  close(): void {
    this.socket.destroy();
  }
}
