// Some readers stop reading while much is sent: what the server holds for them, whether it lets them go, what the others notice.
import { microseconds } from './clock.mjs';
import { measurePhase, sleep } from './delivery.mjs';
import { LoadClient } from './load-client.mjs';
import { heldConnections, residentBytes } from './proc.mjs';
import { Publisher } from './publisher.mjs';
import { targetOf } from './subjects.mjs';

/** 12 MB in 10 s: more than the kernel takes for a reader who reads nothing. Ten to a post, so that durable ones keep the pace. */
const FLOOD = { count: 3_000, together: 10, rate: 30, bytes: 4_000 };
const LOOK_MS = 100;
const AFTERWARDS_MS = 5_000;

/** `options.stalled` of four times as many. The same flood without them goes before: its memory and latency are the base. */
export async function measureStalled(subject, options, say) {
  const server = await subject.start();
  let client;
  try {
    const target = targetOf(subject, server);
    client = await LoadClient.start(target, options.clients);
    const run = { server, client, publisher: new Publisher(server), options };
    const attentive = options.stalled * 3;
    await client.join({ count: attentive, at: 0 });
    say(`12 MB for each of ${attentive} readers`);
    const base = await watched(server, new Set(), () => measurePhase(run, FLOOD));
    await client.join({ count: options.stalled, at: run.publisher.newest, isStalling: true });
    const ports = await client.stalledPorts();
    say(`the same with ${options.stalled} more who read nothing`);
    const beside = await watched(server, ports, () => measurePhase(run, FLOOD));
    return {
      ended: ports.size - beside.held,
      lastEndedSeconds: beside.lastEndedSeconds,
      kilobytesEach: Math.max(0, beside.peak - base.peak) / 1024 / options.stalled,
      p99: beside.result.p99,
      p99Without: base.result.p99,
      isExact: beside.result.isExact && base.result.isExact,
      phases: [base.result, beside.result],
    };
  } finally {
    await client?.stop();
    await server.stop();
  }
}

/** The most memory that the server held meanwhile, and how many of these clients' connections it still holds at the end. */
async function watched(server, ports, work) {
  const seen = { peak: 0, held: ports.size, lastEndedSeconds: null };
  const started = microseconds();
  const look = () => {
    seen.peak = Math.max(seen.peak, residentBytes(server.gateway));
    const held = heldConnections(server.ports, ports);
    if (held < seen.held) seen.lastEndedSeconds = (microseconds() - started) / 1e6;
    if (held > seen.held) seen.lastEndedSeconds = null;
    seen.held = held;
  };
  const working = work();
  const isDone = working.then(
    () => true,
    () => true,
  );
  while (!(await Promise.race([isDone, sleep(LOOK_MS)]))) look();
  const result = await working;
  for (const end = Date.now() + AFTERWARDS_MS; seen.held > 0 && Date.now() < end; await sleep(LOOK_MS))
    look();
  return { ...seen, result };
}
