// Peer: socket.io as its documentation shows it. A room for the story, an event for the update.
import http from 'node:http';
import { Server } from 'socket.io';

const server = http.createServer(async (request, response) => {
  if (request.method !== 'POST') return;
  const update = JSON.parse(Buffer.concat(await request.toArray()));
  live.to('story').emit('update', update);
  response.writeHead(201, { 'content-type': 'application/json' }).end('{}');
});
const live = new Server(server).of('/live');

live.on('connection', (socket) => {
  socket.on('follow', async (_request, acknowledge) => {
    await socket.join('story');
    acknowledge({ mode: 'new' });
  });
});

server.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => {
  process.stdout.write(`The peer is ready at http://127.0.0.1:${server.address().port}\n`);
});
