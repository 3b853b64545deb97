// npm run bench:redis: what a gateway costs Redis. CPU of Redis, by its own account, for a doorbell that is heard by many,
// for the read that follows it, for a look at a story's head and for a count of readers; and whether a replica can take
// the first three off the primary.
import { createClient } from 'redis';
import { startRedis } from '../../scripts/services.mjs';

const { LiveConnection } = await import('../../dist/libs/live/src/live-connection.js');
const { ReaderCounts } = await import('../../dist/libs/live/src/reader-counts.js');
const { LiveReader } = await import('../../dist/libs/live/src/live-reader.js');
const { DOORBELL } = await import('../../dist/libs/live/src/doorbell.js');
const { LiveWriter } = await import('../../dist/libs/live/src/live-writer.js');

const SUBSCRIBERS = Number(process.env.BENCH_SUBSCRIBERS ?? 100);
const BELLS = Number(process.env.BENCH_BELLS ?? 1_000);
const HEADS = 20_000;
const GATEWAYS = 500;
const TELLS = 1_000;
const BELL_BYTES = 80;
const EVENT_BYTES = 1_500;
const READS = 20_000;
const AT_ONCE = 100;
const STORY = 'bench';
const KEYS = ['meta', 'log', 'view'].map((part) => `dl:{${STORY}}:${part}`);

const stops = [];
try {
  const primary = await aRedis();
  const live = LiveConnection.open(primary.url);
  stops.push(() => live.close());
  await live.whenAvailable();
  await aStory(primary.client);
  await bells(primary);
  await reads(primary, new LiveReader(live));
  await heads(primary, new LiveReader(live));
  await counts(primary, new ReaderCounts(live));
  await throughReplica(primary, new LiveWriter(live));
} finally {
  for (const stop of stops.reverse()) await stop();
}

async function aRedis() {
  const server = await startRedis();
  stops.push(() => server.stop());
  return { url: server.url, port: server.port, client: await aClient(server.url) };
}

async function aClient(url) {
  const client = createClient({ url });
  client.on('error', () => undefined);
  await client.connect();
  stops.push(() => client.destroy());
  return client;
}

/** A whole story, as small as one can be: what a look at its head checks. */
async function aStory(client) {
  const head = { epoch: 'e', top: '1', first: '1', hash: 'h', fields: '1', installed: 'i' };
  await client.hSet(KEYS[0], head);
  await client.hSet(KEYS[1], '1', `"u"\n[]\nnull\n"${'x'.repeat(EVENT_BYTES)}"\n`);
  await client.hSet(KEYS[2], 'field', 'value');
}

async function bells({ url, client }) {
  const message = 'x'.repeat(BELL_BYTES);
  let heard = 0;
  for (let n = 0; n < SUBSCRIBERS; n += 1)
    await (await aClient(url)).subscribe('bench', () => {
      heard += 1;
    });
  const us = await cpu(client, async () => {
    for (let n = 0; n < BELLS; n += 1) await client.publish('bench', message);
    while (heard < BELLS * SUBSCRIBERS) await new Promise((later) => setImmediate(later));
  });
  row(`a doorbell, for each of ${SUBSCRIBERS} gateways`, us / heard);
}

async function reads({ client }, reader) {
  if ((await reader.read(STORY, 0, 64))?.entries.length !== 1) throw new Error('The entry is not held.');
  const us = await cpu(client, async () => {
    for (let n = 0; n < READS; n += AT_ONCE)
      await Promise.all(Array.from({ length: AT_ONCE }, () => reader.read(STORY, 0, 64)));
  });
  row(`an event of ${EVENT_BYTES} bytes read by a gateway`, us / READS);
}

async function heads({ client }, reader) {
  if ((await reader.head(STORY)) === null) throw new Error('The story is not held.');
  const us = await cpu(client, async () => {
    for (let n = 0; n < HEADS; n += AT_ONCE) await reader.heads(Array(AT_ONCE).fill(STORY));
  });
  row(`a look at a story's head, ${AT_ONCE} stories at once`, us / HEADS);
}

async function counts({ client }, counted) {
  const tell = (n) => counted.tell(STORY, `gateway-${n % GATEWAYS}`, 1_000 + n);
  for (let n = 0; n < GATEWAYS; n += AT_ONCE)
    await Promise.all(Array.from({ length: AT_ONCE }, (_, i) => tell(n + i)));
  const us = await cpu(client, async () => {
    for (let n = 0; n < TELLS; n += 10) await Promise.all(Array.from({ length: 10 }, (_, i) => tell(n + i)));
  });
  row(`a story's readers counted, for each of ${GATEWAYS} gateways`, us / TELLS / GATEWAYS);
}

async function throughReplica({ port }, writer) {
  const replica = await aRedis();
  await replica.client.replicaOf('127.0.0.1', port);
  while (!(await replica.client.info('replication')).includes('master_link_status:up'))
    await new Promise((later) => setTimeout(later, 50));
  const live = LiveConnection.open(replica.url);
  stops.push(() => live.close());
  await live.whenAvailable();
  const head = await new LiveReader(live).head(STORY);
  const rung = new Promise((done) => {
    void live.listen(done);
    setTimeout(done, 3_000, null);
  });
  await new Promise((later) => setTimeout(later, 200));
  const base = { epoch: 'e', seq: 1, hash: 'h', installed: 'i' };
  const entry = { seq: 2, cities: [], event: '{}', totals: null, update: null, withheld: null };
  const { outcome } = await writer.apply({
    ...{ story: STORY, base, hash: 'h2', entries: [entry], withholds: [], view: { set: [], remove: [] } },
    committedAt: undefined,
  });
  if (outcome !== 'applied') throw new Error(`The entry was not applied: ${outcome}.`);
  const told = (await rung) !== null;
  process.stdout.write(`a replica answers heads: ${head !== null}; rings ${DOORBELL}: ${told}\n`);
}

/** µs of CPU that Redis used meanwhile. */
async function cpu(client, work) {
  const used = async () => {
    const said = await client.info('cpu');
    const seconds = (name) => Number(new RegExp(`${name}:([\\d.]+)`).exec(said)[1]);
    return (seconds('used_cpu_user') + seconds('used_cpu_sys')) * 1e6;
  };
  const before = await used();
  await work();
  return (await used()) - before;
}

function row(name, us) {
  process.stdout.write(`${name.padEnd(64)} ${us.toFixed(1)} µs\n`);
}
