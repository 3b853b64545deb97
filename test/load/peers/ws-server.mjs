// Peer: the `ws` package, bare. An update is framed once, and the same bytes are written to every connection.
import http from 'node:http';
import { Sender, WebSocketServer } from 'ws';

const readers = new Set();

const server = http.createServer(async (request, response) => {
  const body = Buffer.concat(await request.toArray());
  const frame = Buffer.concat(
    Sender.frame(body, { fin: true, opcode: 1, mask: false, rsv1: false, readOnly: true }),
  );
  for (const wire of readers) wire.write(frame);
  response.writeHead(201, { 'content-type': 'application/json' }).end('{}');
});

new WebSocketServer({ server, perMessageDeflate: false }).on('connection', (websocket, { socket }) => {
  readers.add(socket);
  websocket.on('close', () => readers.delete(socket));
  websocket.on('error', () => websocket.terminate());
});

server.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => {
  process.stdout.write(`The peer is ready at http://127.0.0.1:${server.address().port}\n`);
});
