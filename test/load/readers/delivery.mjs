// Readers join, are told updates at an even pace and back to back, are all dropped and come back.
import { LoadClient } from './load-client.mjs';
import { microseconds } from './clock.mjs';
import { cpuSeconds, machineCpuSeconds, residentBytes } from './proc.mjs';
import { Publisher } from './publisher.mjs';
import { targetOf } from './subjects.mjs';

const WARM = 60;
/** Posted while everybody is away, and once all are back. */
const MISSED = 5;
const AFTER = 5;
const SETTLE_MS = 1_500;
const GRACE_MS = 20_000;
export const sleep = (ms) => new Promise((later) => setTimeout(later, ms));

/** One round of one server: `{join, steady, burst, storm}`. */
export async function measureDelivery(subject, options, say) {
  const server = await subject.start();
  let client;
  try {
    client = await LoadClient.start(targetOf(subject, server), options.clients);
    const publisher = new Publisher(server);
    const run = { subject, server, client, publisher, options };
    await publisher.post(options.held, options.bytes);
    say(`${options.readers} readers join`);
    const join = await measureJoin(run);
    say('warming up');
    await measurePhase(run, { count: WARM });
    say(`steady: ${options.rate} updates a second for ${options.seconds} s`);
    const steady = await measurePhase(run, { count: options.rate * options.seconds, rate: options.rate });
    say(`burst: ${options.burst} updates back to back`);
    const burst = await measurePhase(run, { count: options.burst });
    say('storm: everybody is dropped at once');
    return { join, steady, burst, storm: await measureStorm(run) };
  } finally {
    await client?.stop();
    await server.stop();
  }
}

export async function everyoneJoins({ client, publisher, options: { readers } }) {
  const joining = await client.join({ count: readers, at: publisher.newest });
  if (joining.joined < readers)
    throw new Error(`Only ${joining.joined} of ${readers} joined: ${joining.why}`);
  return joining;
}

async function measureJoin({ server, client, publisher, options }) {
  await sleep(SETTLE_MS);
  const [before, memory] = [readings(server, client), residentBytes(server.gateway)];
  const { refused } = await everyoneJoins({ client, publisher, options });
  await sleep(SETTLE_MS);
  const kilobytes = (residentBytes(server.gateway) - memory) / 1024 / options.readers;
  return { ...perOne(before, readings(server, client), options.readers), kilobytes, refused };
}

export async function measurePhase(
  { server, client, publisher, options },
  { count, rate, together = 1, bytes = options.bytes },
) {
  const first = publisher.newest + 1;
  const everyUs = rate ? 1e6 / rate : 0;
  const firstDue = microseconds() + 100_000;
  await client.begin({ first, upTo: first + count - 1, firstDue, everyUs, together });
  const before = readings(server, client);
  await publisher.post(count, bytes, { together, firstDue, everyUs });
  const report = await client.finish(GRACE_MS);
  const after = readings(server, client);
  const seconds = (after.at - before.at) / 1e6;
  const used = (key) => (after[key] - before[key]) / seconds;
  return {
    ...report,
    ...perOne(before, after, Math.max(1, report.received)),
    isExact: report.exact === report.readers && report.received === count * report.readers,
    bytesEach: report.bytes / Math.max(1, report.received),
    perSecond: report.received / ((report.lastAt - before.at) / 1e6),
    clientCores: used('client'),
    otherCores: Math.max(0, used('machine') - used('all') - used('client') - used('publisher')),
  };
}

/** Ours resume from where they were; a peer's readers have lost what was posted meanwhile. */
async function measureStorm({ subject, server, client, publisher, options }) {
  const { position } = publisher;
  const first = publisher.newest + 1;
  await client.drop();
  await client.begin({ first, upTo: first + MISSED + AFTER - 1, firstDue: 0, everyUs: 0 });
  await publisher.post(MISSED, options.bytes);
  await sleep(SETTLE_MS); // the server has noticed that they are gone
  const before = readings(server, client);
  const back = await client.comeBack({
    at: publisher.newest,
    position: subject.isOurs ? position : undefined,
  });
  const after = readings(server, client);
  await publisher.post(AFTER, options.bytes);
  const report = await client.finish(GRACE_MS);
  return {
    ...report,
    ...perOne(before, after, options.readers),
    seconds: (back.lastAt - before.at) / 1e6,
    back: back.joined,
    ...{ refused: back.refused, how: back.how, why: back.why },
    lostEach: report.missed / options.readers + (subject.isOurs ? 0 : MISSED),
    isExact: back.joined === options.readers && report.exact === report.readers,
  };
}

function readings(server, client) {
  return {
    at: microseconds(),
    gateway: cpuSeconds(server.gateway),
    all: cpuSeconds(server.all),
    client: cpuSeconds(client.pids),
    publisher: process.cpuUsage().user / 1e6 + process.cpuUsage().system / 1e6,
    machine: machineCpuSeconds(),
  };
}

/** Microseconds of CPU for each of `count`. */
function perOne(before, after, count) {
  const each = (key) => ((after[key] - before[key]) * 1e6) / count;
  return { gatewayUs: each('gateway'), allUs: each('all') };
}
