// The gateway is killed under readers and a stream of updates, and started again at its address.
import { microseconds } from './clock.mjs';
import { everyoneJoins, sleep } from './delivery.mjs';
import { answersOf } from './gateway-counts.mjs';
import { LoadClient } from './load-client.mjs';
import { cpuSeconds, machineCpuSeconds } from './proc.mjs';
import { Publisher } from './publisher.mjs';
import { targetOf } from './subjects.mjs';

/** Updates before the kill and after the last reader is back. */
const BEFORE_S = 2;
const AFTER_S = 3;
const LOOK_MS = 50;
const ALL_BACK_MS = 90_000;
const GRACE_MS = 20_000;
const ENDLESS = Number.MAX_SAFE_INTEGER;

/** One round of one wire; `restart-verdict.mjs` says what in it is a fault. */
export async function measureRestart(subject, options, say) {
  const server = await subject.start();
  let client;
  try {
    client = await LoadClient.start(targetOf(subject, server), options.clients);
    const publisher = new Publisher(server);
    const run = { server, client, publisher, options, say };
    await publisher.post(options.held, options.bytes);
    say(`${options.readers} readers join`);
    await everyoneJoins(run);
    return await restarted(run);
  } finally {
    await client?.stop();
    await server.stop();
  }
}

async function restarted(run) {
  const { server, client, publisher, options } = run;
  const first = publisher.newest + 1;
  const everyUs = 1e6 / options.rate;
  const firstDue = microseconds() + 100_000;
  await client.begin({ first, upTo: ENDLESS, firstDue, everyUs });
  await client.comeBackAlone();
  let isOver = false;
  const pace = { firstDue, everyUs, isOver: () => isOver };
  const posting = publisher.post(ENDLESS, options.bytes, pace);
  posting.catch(() => undefined); // told where it is awaited
  const killed = await whilePosting(posting, () => killedAndBack(run, first));
  await sleep(AFTER_S * 1_000);
  isOver = true;
  await posting;
  const seconds = (microseconds() - firstDue) / 1e6;
  const report = await client.finish(GRACE_MS, publisher.newest);
  const updates = publisher.newest - first + 1;
  return {
    ...killed,
    ...{ readers: options.readers, updates, postsPerSecond: updates / seconds },
    ...{ lost: report.missed, doubled: report.repeats, exact: report.exact, trouble: report.trouble },
    ...(await answersOf(server.gateways)),
  };
}

/** A refused post ends the round at once. */
function whilePosting(posting, work) {
  return Promise.race([work(), posting.then(() => new Promise(() => undefined))]);
}

async function killedAndBack({ server, client, publisher, options, say }, first) {
  await until('some are told', BEFORE_S * 10_000, () => publisher.newest >= first + BEFORE_S * options.rate);
  const [gateway] = server.gateways;
  say('the gateway is killed');
  const before = readings(client);
  await gateway.kill();
  await gateway.startAgain();
  const upSeconds = (microseconds() - before.at) / 1e6;
  say(`it is up after ${upSeconds.toFixed(1)} s`);
  let returns = await client.returns();
  await until('all are back', ALL_BACK_MS, async () => {
    returns = await client.returns();
    return returns.back >= options.readers;
  });
  const after = readings(client);
  const seconds = (after.at - before.at) / 1e6;
  return {
    ...{ left: returns.left, back: returns.back, refused: returns.refused, how: returns.how },
    ...{ upSeconds, backSeconds: (returns.lastAt - before.at) / 1e6 },
    awaySeconds: returns.longestAwayUs / 1e6,
    clientCores: (after.client - before.client) / seconds,
    busyCores: (after.machine - before.machine) / seconds,
  };
}

function readings(client) {
  return { at: microseconds(), client: cpuSeconds(client.pids), machine: machineCpuSeconds() };
}

/** Resolves when it holds, or after `withinMs`: what does not hold then is told by the figures. */
async function until(what, withinMs, holds) {
  for (const end = Date.now() + withinMs; !(await holds()); await sleep(LOOK_MS))
    if (Date.now() > end) return process.stderr.write(`Not within ${withinMs / 1_000} s: ${what}.\n`);
  return undefined;
}
