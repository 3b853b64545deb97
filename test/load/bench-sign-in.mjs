// npm run bench:sign-in: posts at a steady rate, first alone and then while 200 people sign in at once.
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { hash } from '@node-rs/argon2';
import pg from 'pg';
import { aBenchNewsroom, aBenchStory, CITIES } from './a-bench-newsroom.mjs';
import { figuredUpdate, percentile, request } from './post-load.mjs';

const PEOPLE = Number(process.env.BENCH_PEOPLE ?? 200);
const RATE = Number(process.env.BENCH_RATE ?? 50);
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 10);
const PASSWORD = 'a password of the bench';

const crowd = new Worker(new URL('./sign-in-crowd.mjs', import.meta.url));
const newsroom = await aBenchNewsroom();
try {
  const address = await aBenchStory(newsroom, 'sign-in');
  const names = await somePeople(newsroom.databaseUrl);
  await postsUntil(address, after(8_000)); // what runs for the first time is slow
  const all = { alone: [], beside: [] };
  for (let round = 1; round <= ROUNDS; round += 1) {
    const alone = await postsUntil(address, after(8_000));
    const start = performance.now();
    const signingIn = allSignIn(names);
    const beside = await postsUntil(address, signingIn);
    const seconds = (performance.now() - start) / 1_000;
    const failed = (await signingIn).filter((status) => status !== 200).length;
    if (failed > 0) throw new Error(`${failed} of ${PEOPLE} could not sign in.`);
    say(`round ${round}: posts alone`, alone);
    say(`round ${round}: posts while ${PEOPLE} sign in, ${seconds.toFixed(1)} s`, beside, alone);
    all.alone.push(...alone);
    all.beside.push(...beside);
  }
  // of one round's eighty posts the 99th percentile is the slowest: it is told of all rounds together
  say(`all ${ROUNDS} rounds: posts alone`, Float64Array.from(all.alone));
  say(
    `all ${ROUNDS} rounds: posts while ${PEOPLE} sign in`,
    Float64Array.from(all.beside),
    Float64Array.from(all.alone),
  );
} finally {
  await crowd.terminate();
  await newsroom.stop();
}

function say(what, times, beside) {
  const p50 = percentile(times, 0.5);
  const p99 = slowest(times);
  const ratio = beside ? `  ${(p99 / slowest(beside)).toFixed(2)} x` : '';
  process.stdout.write(`${what.padEnd(58)} p50 ${p50.toFixed(1)} ms  p99 ${p99.toFixed(1)} ms${ratio}\n`);
}

function slowest(times) {
  return percentile(times, 0.99);
}

/** All with the same password: hashing it once is enough. */
async function somePeople(databaseUrl) {
  const names = Array.from({ length: PEOPLE }, (_, n) => `Reporter ${n}`);
  const database = new pg.Client({ connectionString: databaseUrl });
  await database.connect();
  const secret = await hash(PASSWORD, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
  const add = `insert into people (id, name, name_key, role, state, password_hash) values ($1, $2, $3, 'reporter', 'active', $4)`;
  for (const name of names) await database.query(add, [randomUUID(), name, name.toLowerCase(), secret]);
  await database.query('update roster_version set version = gen_random_uuid()::text');
  await database.end();
  return names;
}

/** All at once; their statuses. */
async function allSignIn(names) {
  crowd.postMessage({ url: newsroom.url, names, password: PASSWORD });
  const [statuses] = await once(crowd, 'message');
  return statuses;
}

/** Posts at their times, whether or not earlier ones were answered; from when each was due until its receipt, milliseconds. */
async function postsUntil(address, end) {
  const times = [];
  const answers = [];
  let isOver = false;
  end.finally(() => {
    isOver = true;
  });
  const start = performance.now();
  for (let n = 0; !isOver; n += 1) {
    const due = start + (n * 1_000) / RATE;
    await new Promise((later) => setTimeout(later, Math.max(0, due - performance.now())));
    answers.push(post(address, n).then(() => times.push(performance.now() - due)));
  }
  await Promise.all(answers);
  return Float64Array.from(times);
}

async function post(address, n) {
  const body = figuredUpdate(n, { cities: CITIES, at: new Date().toISOString() });
  const { status } = await request(`${address}/updates`, { method: 'POST', token: newsroom.token, body });
  if (status !== 201) throw new Error(`A post was answered ${status}.`);
}

function after(ms) {
  return new Promise((later) => setTimeout(later, ms));
}
