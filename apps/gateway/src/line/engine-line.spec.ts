import { once } from 'node:events';
import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { GatewayMetrics } from '../gateway-metrics.js';
import type { Line } from './line.js';
import { LineServer } from './line-server.js';
import { SharedPacket } from './shared-packet.js';

const POLLING = '/socket.io/?EIO=4&transport=polling';
/** More than the kernels on both ends of a loopback connection take in. */
const MUCH = 30 * 1024 * 1024;

let lines: Line[];
let server: http.Server;
let all: LineServer;
let proxy: net.Socket;
let heard: string;
let taken: number;
beforeEach(async () => {
  lines = [];
  const above = (line: Line) => {
    lines.push(line);
    return { isInUse: true, heard: () => undefined, gone: () => undefined };
  };
  const options = { name: undefined, origins: [], compression: false };
  all = new LineServer(options, above, new GatewayMetrics().by.terminations);
  server = http.createServer((request, response) => {
    if (all.takes(request)) all.poll(request, response);
    else response.end('x'.repeat(MUCH));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  [heard, taken] = ['', 0];
  proxy = net.connect((server.address() as AddressInfo).port, '127.0.0.1');
  proxy.on('error', () => undefined);
  proxy.on('data', (part: Buffer) => {
    taken += part.length;
    if (heard.length < 10_000) heard += part.toString('latin1', 0, 2_000);
  });
});
afterEach(() => {
  proxy.destroy();
  all.close();
  server.closeAllConnections();
  server.close();
});

const get = (path: string): unknown => proxy.write(`GET ${path} HTTP/1.1\r\nhost: newsroom\r\n\r\n`);
async function until(what: () => unknown): Promise<void> {
  while (!what()) await new Promise((resolve) => setTimeout(resolve, 5));
}
/** One that polls on a connection which its proxy uses for others too. */
async function polled(): Promise<{ line: Line; poll: () => void }> {
  get(POLLING);
  await until(() => heard.includes('"sid"'));
  const sid = /"sid":"(.*?)"/.exec(heard)?.[1] ?? '';
  const [line] = lines;
  if (!line) throw new Error('No line.');
  return { line, poll: () => void get(`${POLLING}&sid=${sid}`) };
}

describe('one who polls over a connection that a proxy shares among its clients', () => {
  test('is closed without ending the answer to somebody else there', async () => {
    const { line, poll } = await polled();
    poll();
    line.say('2["told"]');
    await until(() => heard.includes('42["told"]'));
    get('/somebody/else');
    proxy.pause();
    const [waiting] = await new Promise<net.Socket[]>((resolve) => {
      server.once('request', (request: http.IncomingMessage) => resolve([request.socket]));
    });
    await until(() => (waiting?.writableLength ?? 0) > 0);
    expect([line.unsent, line.waiting, line.isStalled(Date.now() + 60_000)]).toEqual([0, 0, false]);
    line.close('unused');
    await new Promise((resolve) => setTimeout(resolve, 1_200)); // what is left of a line ends after a second
    proxy.resume();
    await until(() => taken > MUCH || proxy.destroyed);
    expect(taken).toBeGreaterThan(MUCH);
  });

  test('ends with the connection if it does not take what was sent to it', async () => {
    const { line, poll } = await polled();
    poll();
    proxy.pause();
    line.answer(new SharedPacket('x'.repeat(MUCH)));
    await until(() => line.waiting > 0);
    expect([line.unsent, line.isAnswering]).toEqual([0, true]);
    line.close('reader_too_slow');
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    proxy.resume();
    await until(() => proxy.destroyed);
    expect(taken).toBeLessThan(MUCH);
  });

  test('has an answer that waited for the poll on its way, and it is no frame', async () => {
    const { line, poll } = await polled();
    line.answer(new SharedPacket('x'.repeat(MUCH)));
    line.say('a word');
    expect([line.unsent, line.isAnswering]).toEqual(['a word'.length, true]);
    proxy.pause();
    poll();
    await until(() => line.unsent !== 'a word'.length);
    expect([line.unsent, line.isAnswering, line.waiting > 0]).toEqual([0, true, true]);
  });
});
