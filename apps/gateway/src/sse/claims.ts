import type { Socket } from 'node:net';

/** Connections that carry a stream, or will if it is not refused: from the request on nothing else is heard there. */
export class Claims {
  private readonly sockets = new Set<Socket>();
  private readonly forget: (this: Socket) => void;

  constructor() {
    const { sockets } = this;
    this.forget = function forget() {
      sockets.delete(this);
    };
  }

  get size(): number {
    return this.sockets.size;
  }

  has(socket: Socket): boolean {
    return this.sockets.has(socket);
  }

  add(socket: Socket): void {
    if (socket.destroyed) return;
    this.sockets.add(socket);
    socket.once('close', this.forget);
  }

  /** The stream is refused, and the connection goes on. */
  release(socket: Socket): void {
    this.sockets.delete(socket);
    socket.off('close', this.forget);
  }
}
