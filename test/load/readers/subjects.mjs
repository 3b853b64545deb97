// The servers that are measured: how each is started, and on which wire its readers are.
import { startNewsroomParts, STORY } from './newsroom-parts.mjs';
import { startServer } from './server-process.mjs';

export const SUBJECTS = {
  'ours-ws': { name: 'our websocket', wire: 'socket.io', isOurs: true, start: startNewsroomParts },
  'ours-sse': { name: 'our SSE', wire: 'sse', isOurs: true, start: startNewsroomParts },
  'ours-ws-deflate': compressed('ours-ws', 'our websocket, deflate', 'socket.io'),
  'ours-sse-gzip': compressed('ours-sse', 'our SSE, gzip', 'sse'),
  nest: { name: 'stock Nest + socket.io', wire: 'socket.io', start: () => startPeer('nest') },
  socketio: { name: 'stock socket.io', wire: 'socket.io', start: () => startPeer('socketio') },
  ws: { name: 'bare ws', wire: 'plain', start: () => startPeer('ws') },
};

/** What its readers need to know. */
export const targetOf = ({ wire, isCompressed = false }, { ports }) => ({
  ...{ wire, ports, isCompressed, story: STORY },
});

/** The same server with readers who negotiate compression, compared with those of `base` who do not. */
function compressed(base, name, wire) {
  const start = (parts) => startNewsroomParts({ ...parts, settings: { GATEWAY_COMPRESSION: 'on' } });
  return { name, wire, base, isOurs: true, isCompressed: true, start };
}

async function startPeer(name) {
  const { url, pid, stop } = await startServer(`test/load/peers/${name}-server.mjs`);
  return {
    ports: [Number(new URL(url).port)],
    gateway: [pid],
    all: [pid],
    postTo: `${url}/updates`,
    stop,
  };
}
