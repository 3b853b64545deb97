import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { requestBytes } from './request-bytes.js';

type Enter = (request: IncomingMessage, socket: Socket, head: Buffer) => void;

/**
 * Gives `enter` the websocket handshakes that `takes` says yes to. Any other wish to upgrade is ignored, as RFC 9110
 * (7.8) allows: the request is served as if it had none. `curl --http2` and Java's client ask every page for h2c.
 */
export function onWebsocketRequest(
  server: Server,
  takes: (request: IncomingMessage) => boolean,
  enter: Enter,
): void {
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (!(socket instanceof Socket)) return void socket.destroy();
    socket.on('error', ignored); // whoever hung up does not end the process
    inTurn(socket, () => {
      if (isWebsocket(request) && takes(request)) return enter(request, socket, head);
      socket.off('error', ignored);
      serveAsItIs(server, request, socket, head);
    });
  });
}

const ignored = (): void => undefined;

/** Answers come in the order of their questions, so the connection is given to nobody while one is owed on it. */
function inTurn(socket: Socket, turn: () => void): void {
  const { _httpMessage: owed } = socket as { _httpMessage?: ServerResponse | null };
  if (owed) owed.once('close', () => inTurn(socket, turn));
  else if (socket.writable) turn();
}

const isWebsocket = ({ headers }: IncomingMessage): boolean => headers.upgrade?.toLowerCase() === 'websocket';

/** By the server's own parser once more. */
function serveAsItIs(server: Server, request: IncomingMessage, socket: Socket, head: Buffer): void {
  const again = requestBytes(request, { upgrade: null });
  socket.unshift(Buffer.concat([Buffer.from(again, 'latin1'), head]));
  server.emit('connection', socket);
}
