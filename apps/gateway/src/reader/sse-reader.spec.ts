import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import { GatewayMetrics } from '../gateway-metrics.js';
import { SharedChunk } from '../line/shared-chunk.js';
import { SseReader } from './sse-reader.js';

/** More than the kernels on both ends of a loopback connection take in. */
const MUCH = 30 * 1024 * 1024;

/** One that was sent much, took nothing of it yet, and says that it sends nothing more. */
async function halfClosed() {
  const server = net.createServer({ allowHalfOpen: true });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const far = net.connect({ port: (server.address() as AddressInfo).port, allowHalfOpen: true });
  const [near] = (await once(server, 'connection')) as [net.Socket];
  server.close();
  near.on('end', () => near.end()); // as an HTTP server does
  near.resume();
  const reader = new SseReader(near, false, new GatewayMetrics(), () => undefined);
  reader.answer(new SharedChunk(Buffer.alloc(MUCH, 'x')));
  far.end();
  await once(near, 'end');
  return { reader, near, far };
}

describe('a reader that sends nothing more', () => {
  test('still takes all that it was sent before, and is sent no more', async () => {
    const { reader, near, far } = await halfClosed();
    const failures: Error[] = [];
    near.on('error', (error) => failures.push(error));
    reader.behind({ story: 'story' });
    let taken = 0;
    far.on('data', (part: Buffer) => {
      taken += part.length;
    });
    await once(far, 'close');
    expect([taken, failures]).toEqual([MUCH, []]);
  });

  test('and takes nothing for ten seconds is cut like any other', async () => {
    const { reader, near, far } = await halfClosed();
    const now = Date.now();
    for (const seconds of [0, 1, 12]) reader.checkProgress(now + seconds * 1_000);
    await once(near, 'close');
    far.destroy();
  });
});
