import http from 'node:http';
import type { Socket as NetSocket } from 'node:net';
import type { AReader } from '../support/a-reader.js';
import { GatewayScene } from '../support/gateway-scene.js';
import { waitUntil } from '../support/wait-until.js';

let scene: GatewayScene;
beforeAll(async () => {
  // what fills a connection here would be next to nothing compressed
  scene = await GatewayScene.start({ GATEWAY_COMPRESSION: 'off' });
});
afterEach(() => scene.leaveAll());
afterAll(() => scene.stop());

const KILOBYTES = 30;
/** More than the kernels on both ends of a loopback connection take in. */
const POSTS = 500;

/** Stops reading from the network, as a phone does whose screen is off. */
function stall(reader: AReader): void {
  const engine = reader.socket.io.engine as unknown as { transport: { ws: { _socket: NetSocket } } };
  engine.transport.ws._socket.pause();
}

test('a stalled reader is cut off, connection and all, and the others do not notice', async () => {
  const { book, relay } = await scene.aStory();
  const ws = { transports: ['websocket'], reconnection: false };
  const stalled = scene.aReader(book, undefined, ws);
  const others = Array.from({ length: 3 }, () => scene.aReader(book, undefined, ws));
  const stream = await stalledStream(book.story);
  await Promise.all([stalled, ...others].map((reader) => reader.follow()));
  stall(stalled);
  const { by, gauges } = scene.gateway.gateway.metrics;
  const before = by.terminations.reader_too_slow;
  const delays: number[] = [];
  for (let i = 0; i < POSTS; i += 1) {
    book.post('spb', `${i} ${'x'.repeat(KILOBYTES * 1024)}`);
    const start = Date.now();
    await relay.carry();
    await Promise.all(others.map((reader) => reader.at(book.head)));
    delays.push(Date.now() - start);
  }
  await waitUntil('both to be cut', () => by.terminations.reader_too_slow - before === 2, 15_000);
  await waitUntil('their connections to end', () => gauges.readers === others.length, 5_000);
  expect(delays.toSorted((a, b) => a - b)[Math.floor(POSTS * 0.99)]).toBeLessThan(250);
  for (const reader of others) {
    expect(reader.gaps).toBe(0);
    expect(reader.view).toEqual(book.snapshot());
  }
  stream.destroy();
}, 90_000);

function stalledStream(story: string): Promise<http.ClientRequest> {
  return new Promise((resolve) => {
    const request = http.get(`${scene.gateway.url}/v1/stories/${story}/stream`, (response) => {
      response.pause();
      resolve(request);
    });
    request.on('error', () => undefined);
  });
}
