import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { fastify, type FastifyInstance } from 'fastify';
import { RawHttp } from '../support/raw-http.js';
import { waitUntil } from '../support/wait-until.js';
import { endSlowBodies } from '../../apps/api/src/http/slow-bodies.js';

let server: FastifyInstance;
let url: string;
let closed: string[];
const lines: RawHttp[] = [];
beforeEach(async () => {
  closed = [];
  server = fastify({ forceCloseConnections: true });
  endSlowBodies(server, 50);
  server.addContentTypeParser('image/jpeg', async () => 'a photo');
  server.post('/posts', async () => 'posted');
  server.put('/v1/stories/a/photos/b', () => new Promise(() => undefined));
  server.get('/stream', (_, reply) => {
    reply.hijack();
    reply.raw.write('hello');
  });
  url = await server.listen({ port: 0, host: '127.0.0.1' });
});
afterEach(async () => {
  for (const line of lines.splice(0)) line.close();
  await server.close();
});

/** A connection that has begun so. */
function begun(name: string, ...head: string[]): RawHttp {
  const line = RawHttp.open(url);
  lines.push(line);
  line.socket.once('close', () => closed.push(name));
  line.socket.once('end', () => line.close());
  line.say(...head, 'host: desk', '');
  return line;
}
const length = 'content-length: 40';
const json = 'content-type: application/json';

test('who sends half a body is hung up on; readers, photos and the next on the line go on', async () => {
  const stream = begun('stream', 'GET /stream HTTP/1.1');
  const photo = begun('photo', 'PUT /v1/stories/a/photos/b HTTP/1.1', length, 'content-type: image/jpeg');
  const whole = begun('whole', 'POST /posts HTTP/1.1', json, 'content-length: 2');
  whole.socket.write('{}');
  await waitUntil('they are answered', () => whole.count('posted') === 1 && stream.count('hello') === 1);
  const slow = begun('slow', 'POST /posts HTTP/1.1', json, length);
  slow.socket.write('{');
  await waitUntil('it is hung up on', () => closed.includes('slow'));
  const later = begun('later', 'POST /posts HTTP/1.1', json, length);
  later.socket.write('{');
  await waitUntil('the next too', () => closed.includes('later'));
  whole.say('POST /posts HTTP/1.1', 'host: desk', json, 'content-length: 2', '');
  whole.socket.write('{}');
  await waitUntil('it is answered again', () => whole.count('posted') === 2);
  expect(closed).toEqual(['slow', 'later']);
  expect([stream.hasEnded, photo.hasEnded, slow.heard]).toEqual([false, false, '']);
});
