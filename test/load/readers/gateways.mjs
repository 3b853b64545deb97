// The same burst to the same readers through one gateway process and through several.
import { everyoneJoins, measurePhase } from './delivery.mjs';
import { framesSentBy } from './gateway-counts.mjs';
import { LoadClient } from './load-client.mjs';
import { startOneNewsroom } from './one-newsroom.mjs';
import { Publisher } from './publisher.mjs';
import { targetOf } from './subjects.mjs';

const WARM = 60;

/** One gateway; several, each with its share of the readers; as many behind the one port of a newsroom. */
export const layoutsOf = (count) => [
  { name: '', count: 1 },
  { name: '', count },
  { name: ', one newsroom', count, isOneNewsroom: true },
];

/** One round of one wire in one layout. */
export async function measureGateways(subject, { count, isOneNewsroom }, options, say) {
  const server = isOneNewsroom ? await startOneNewsroom(count) : await subject.start({ gateways: count });
  let client;
  try {
    client = await LoadClient.start(targetOf(subject, server), options.clients);
    const publisher = new Publisher(server);
    const run = { server, client, publisher, options };
    await publisher.post(options.held, options.bytes);
    say(`${options.readers} readers join, gateways: ${count}`);
    await everyoneJoins(run);
    await measurePhase(run, { count: WARM });
    say(`burst: ${options.burst} updates back to back`);
    const framesBefore = await framesSentBy(server.gateways);
    const burst = await measurePhase(run, { count: options.burst });
    const frames = (await framesSentBy(server.gateways)) - framesBefore;
    return { ...burst, count, updatesPerFrame: burst.received / Math.max(1, frames) };
  } finally {
    await client?.stop();
    await server.stop();
  }
}
