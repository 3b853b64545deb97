import type { Socket } from 'socket.io-client';
import type { FollowAnswer, FollowRequest, Frame, Moving } from '#contract/follow';
import type { ProblemDocument } from '#contract/problems';
import type { Position } from '#contract/snapshot';
import { isProblem } from './problem-answer.js';
import type { Heard, Line, Place, Transport } from './transport.js';

interface FromGateway {
  frame(frame: Frame): void;
  head(frame: Frame): void;
  resync(): void;
  moving(when: Moving): void;
  behind(): void;
}
interface ToGateway {
  follow(request: FollowRequest, answer: (answer: FollowAnswer | ProblemDocument) => void): void;
}
type LiveSocket = Socket<FromGateway, ToGateway>;

/** socket.io, loaded when it is first used. Reconnecting is left to the follower, which knows the position. */
export const overSocket: Transport = (place, heard) => {
  let closed = false;
  let position: Position | undefined;
  let socket: LiveSocket | undefined;
  let loading = false;
  const start = async () => {
    loading = true;
    const opened = await open(place.url);
    loading = false;
    if (closed) return;
    socket = opened;
    listen(opened, heard, () => ask(opened, place, position, heard));
    opened.connect();
  };
  return {
    follow(from) {
      position = from;
      if (socket?.connected) ask(socket, place, position, heard);
      else if (socket) socket.connect();
      else if (!loading) start().catch(() => closed || heard.lost());
    },
    drop: () => socket?.disconnect(),
    close() {
      closed = true;
      socket?.disconnect();
    },
  } satisfies Line;
};

/**
 * Websocket first, polling where a network forbids it. The stock order, polling and then an upgrade, has a moment in
 * which a broken line leaves the client deaf until its ping times out (socket.io-client 4.8.4).
 */
const TRANSPORTS = { transports: ['websocket', 'polling'], tryAllTransports: true };

async function open(url: string): Promise<LiveSocket> {
  const { io } = await import('socket.io-client');
  return io(`${url}/live`, { autoConnect: false, forceNew: true, reconnection: false, ...TRANSPORTS });
}

function listen(socket: LiveSocket, heard: Heard, connected: () => void): void {
  socket.on('connect', connected);
  socket.on('connect_error', () => heard.lost());
  socket.on('disconnect', (reason) => reason === 'io client disconnect' || heard.lost());
  socket.on('frame', (frame) => heard.frame(frame));
  socket.on('head', (frame) => heard.frame(frame));
  socket.on('resync', () => heard.again());
  socket.on('moving', ({ afterMs }) => heard.again(afterMs));
  socket.on('behind', () => heard.behind());
}

function ask(socket: LiveSocket, { story, city }: Place, position: Position | undefined, heard: Heard): void {
  const request: FollowRequest = { story, ...(city && { city }), ...(position && { position }) };
  socket.emit('follow', request, (answer) => {
    if (isProblem(answer)) heard.lost(answer);
    else if (answer.mode === 'snapshot') heard.snapshot(answer.snapshot);
    else heard.frame(answer.frame);
  });
}
