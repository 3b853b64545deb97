import { readFile } from 'node:fs/promises';
import http from 'node:http';
import type { Socket as NetSocket } from 'node:net';
import { WebSocket } from 'ws';
import type { AReader } from '../support/a-reader.js';
import { GatewayScene } from '../support/gateway-scene.js';
import { RawWebsocket } from '../support/raw-websocket.js';
import { waitUntil } from '../support/wait-until.js';

let scene: GatewayScene;
beforeAll(async () => {
  // what fills a connection here would be next to nothing compressed
  scene = await GatewayScene.start({ GATEWAY_COMPRESSION: 'off' });
});
const open: { close(): unknown }[] = [];
afterEach(() => {
  scene.leaveAll();
  for (const each of open.splice(0)) each.close();
});
afterAll(() => scene.stop());

const KILOBYTES = 30;
/** More than the kernels on both ends of a loopback connection take in. */
const POSTS = 500;

/** Stops reading from the network, as a phone does whose screen is off. */
function stall(reader: AReader): void {
  const engine = reader.socket.io.engine as unknown as { transport: { ws: { _socket: NetSocket } } };
  engine.transport.ws._socket.pause();
}

/** Connections of a port for which Linux holds bytes that the other end has not taken. */
async function unsentOf(port: string): Promise<number> {
  const local = `:${Number(port).toString(16).toUpperCase().padStart(4, '0')} `;
  const rows = (await readFile('/proc/net/tcp', 'utf8')).split('\n').map((row) => row.trim().split(/\s+/));
  const LISTENS = '0A';
  return rows.filter(
    ([, from = '', , state, queues = '']) =>
      `${from} `.endsWith(local) && state !== LISTENS && !queues.startsWith('00000000:'),
  ).length;
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
  const { port } = new URL(scene.gateway.url);
  await waitUntil('the kernel to hold nothing for them', async () => (await unsentOf(port)) === 0, 5_000);
  expect(delays.toSorted((a, b) => a - b)[Math.floor(POSTS * 0.99)]).toBeLessThan(250);
  for (const reader of others) {
    expect(reader.gaps).toBe(0);
    expect(reader.view).toEqual(book.snapshot());
  }
  stream.destroy();
}, 90_000);

describe('one who asks on and on and takes nothing', () => {
  const FOLLOWS = 18;
  /** As a stock client, which takes its acknowledgements as they come. */
  async function unread(): Promise<{ socket: RawWebsocket; follow: (id: number) => void }> {
    const { book, relay } = await scene.aStory();
    for (let i = 0; i < 50; i += 1) book.post('spb', `${i} ${'x'.repeat(KILOBYTES * 1024)}`);
    await relay.carry();
    const socket = await RawWebsocket.open(scene.gateway.url);
    open.push(socket);
    socket.text('40/live,');
    await waitUntil('it is in', () => socket.messages.some((text) => text.startsWith('40/live,')));
    socket.socket.pause();
    return { socket, follow: (id) => socket.text(`42/live,${id}["follow",{"story":"${book.story}"}]`) };
  }
  const answers = (socket: RawWebsocket, what: string) =>
    socket.messages.filter((text) => /^43\/live,\d+\[/.test(text) && text.slice(0, 400).includes(what))
      .length;

  test('is refused further answers, and has one again when it took those', async () => {
    const { socket, follow } = await unread();
    for (let id = 0; id < FOLLOWS; id += 1) follow(id);
    const { by } = scene.gateway.gateway.metrics;
    const answered = by.snapshots.new;
    await waitUntil('all are heard', () => by.snapshots.new >= answered + FOLLOWS);
    socket.socket.resume();
    await waitUntil('all is said', () => answers(socket, '') === FOLLOWS);
    expect(answers(socket, '"mode":"snapshot"')).toBeLessThan(FOLLOWS / 2);
    expect(answers(socket, 'too_many_requests')).toBeGreaterThan(FOLLOWS / 2);
    await new Promise((resolve) => setTimeout(resolve, 1_000)); // 20 events a second is another limit
    follow(FOLLOWS);
    await waitUntil('an answer', () => socket.messages.at(-1)?.startsWith(`43/live,${FOLLOWS}[{"mode"`));
  });

  test('is cut once 256 KB wait, however small each answer is', async () => {
    const { socket, follow } = await unread();
    for (let id = 0; id < FOLLOWS; id += 1) follow(id);
    const { terminations } = scene.gateway.gateway.metrics.by;
    const before = terminations.reader_too_slow;
    const unknown = `40/${'x'.repeat(15_000)},`;
    const asking = setInterval(() => socket.text(unknown), 260);
    // one who takes nothing for ten seconds is cut for that
    await waitUntil('its end', () => terminations.reader_too_slow > before, 8_000).finally(() =>
      clearInterval(asking),
    );
  });

  test('by pings after an upgrade from polling is cut as on any websocket', async () => {
    const address = `${scene.gateway.url}/socket.io/?EIO=4&transport=`;
    const { sid } = JSON.parse((await (await fetch(`${address}polling`)).text()).slice(1)) as { sid: string };
    const ws = new WebSocket(`${address.replace('http', 'ws')}websocket&sid=${sid}`);
    open.push({ close: () => ws.terminate() });
    const heard: string[] = [];
    ws.on('message', (data) => heard.push(String(data)));
    ws.on('pong', (data) => heard.push(`pong ${String(data)}`));
    let isOver = false;
    ws.on('close', () => {
      isOver = true;
    });
    await waitUntil('it is open', () => ws.readyState === WebSocket.OPEN);
    ws.send('2probe');
    await waitUntil('the probe’s answer', () => heard.includes('3probe'));
    ws.send('5');
    ws.ping('are you there');
    await waitUntil('an answer', () => heard.includes('pong are you there'));
    const { terminations } = scene.gateway.gateway.metrics.by;
    const before = terminations.too_many_requests;
    for (let i = 0; i < 100; i += 1) ws.ping();
    await waitUntil('its end', () => isOver);
    expect(terminations.too_many_requests).toBe(before + 1);
  });
});

function stalledStream(story: string): Promise<http.ClientRequest> {
  return new Promise((resolve) => {
    const request = http.get(`${scene.gateway.url}/v1/stories/${story}/stream`, (response) => {
      response.pause();
      resolve(request);
    });
    request.on('error', () => undefined);
  });
}
