import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { Wire } from './wire.js';

/** More than the kernels at both ends take in. */
const LOTS = Buffer.alloc(16 * 1024 * 1024);

describe('what the network took of what a reader was written', () => {
  let server: Server;
  let ours: Socket;
  let theirs: Socket;
  let wire: Wire;

  beforeEach(async () => {
    server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const coming = once(server, 'connection');
    theirs = connect((server.address() as AddressInfo).port, '127.0.0.1').pause();
    [ours] = (await coming) as [Socket];
    wire = new Wire(ours);
  });
  afterEach(() => {
    theirs.destroy();
    ours.destroy();
    server.close();
  });

  test('a reader with nothing to take is not stalled, however long', () => {
    expect(wire.isStalled(Date.now())).toBe(false);
    expect(wire.isStalled(Date.now() + 60_000)).toBe(false);
  });

  test('a frame that is not taken is unsent; an answer that is not taken is no frame', () => {
    ours.write(LOTS);
    wire.answered();
    expect(wire.isAnswering).toBe(true);
    expect(wire.unsent).toBe(0);
    ours.write(Buffer.alloc(1_000));
    expect(wire.unsent).toBe(1_000);
  });

  test('a reader that takes nothing for more than ten seconds is stalled, one that took a part is not', async () => {
    const start = Date.now();
    expect(wire.isStalled(start)).toBe(false);
    ours.write(LOTS);
    expect(wire.isStalled(start + 1_000)).toBe(false);
    expect(wire.isStalled(start + 10_500)).toBe(false);
    expect(wire.isStalled(start + 11_500)).toBe(true);
    let taken = 0;
    theirs.on('data', (data: Buffer) => {
      taken += data.length;
      if (taken > 4 * 1024 * 1024) theirs.pause();
    });
    theirs.resume();
    while (taken <= 4 * 1024 * 1024) await once(theirs, 'data');
    expect(wire.isStalled(start + 12_000)).toBe(false);
  });

  test('once the answer is taken, frames are all that counts', async () => {
    ours.write(LOTS);
    wire.answered();
    theirs.resume();
    await once(ours, 'drain');
    theirs.pause();
    expect(wire.isAnswering).toBe(false);
    ours.write(LOTS);
    expect(wire.isAnswering).toBe(false);
    expect(wire.unsent).toBe(ours.writableLength);
    expect(wire.unsent).toBeGreaterThan(0);
  });
});
