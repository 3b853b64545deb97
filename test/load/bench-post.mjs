// npm run bench:post: durable posts on one hot story, beside pgbench doing the bare counter-and-insert transaction.
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { aBenchNewsroom, aBenchStory, CITIES } from './a-bench-newsroom.mjs';
import { figuredUpdate, lanes, percentile, request } from './post-load.mjs';

const CONNECTIONS = 16;
const POSTS = Number(process.env.BENCH_POSTS ?? 10_000);
const FEW = 1_000;
const MANY = Number(process.env.BENCH_FIGURES ?? 100_000);
const SAMPLE = 2_000;

const newsroom = await aBenchNewsroom();
try {
  const floor = pgbench(newsroom.databaseUrl);
  const rate = process.env.SKIP_HOT ? 0 : await hotStory(newsroom);
  row(
    `pgbench, counter and insert, ${CONNECTIONS} connections`,
    floor === null ? 'not installed' : `${floor.toFixed(0)}/s`,
  );
  row(
    `posts, one story, ${CONNECTIONS} connections, durable`,
    `${rate.toFixed(0)}/s${floor === null ? '' : `  ${(rate / floor).toFixed(2)} × pgbench`}`,
  );
  await growth(newsroom);
} finally {
  await newsroom.stop();
}

function row(name, value) {
  process.stdout.write(`${name.padEnd(64)} ${value}\n`);
}

async function hotStory(room) {
  const address = await aBenchStory(room, 'hot');
  const at = new Date().toISOString();
  const post = (n) =>
    mustBe(
      201,
      request(`${address}/updates`, {
        method: 'POST',
        token: room.token,
        body: figuredUpdate(n, { cities: CITIES, at }),
      }),
    );
  await lanes(1_000, CONNECTIONS, post);
  const start = performance.now();
  await lanes(POSTS, CONNECTIONS, (n) => post(1_000 + n));
  return POSTS / ((performance.now() - start) / 1_000);
}

/** With 5 % corrections and late arrivals: what a post costs at few and at many figures. */
async function growth(room) {
  const address = await aBenchStory(room, 'growing');
  let n = 0;
  const filled = [];
  const fill = async (upTo) => {
    while (filled.length < upTo) {
      const updates = Array.from({ length: Math.min(100, upTo - filled.length) }, () =>
        figuredUpdate(n++, { cities: CITIES, at: new Date().toISOString() }),
      );
      const { results } = await mustBe(
        200,
        request(`${address}/updates:batch`, { method: 'POST', token: room.token, body: { updates } }),
      );
      const refused = results.find(({ problem }) => problem);
      if (refused) throw new Error(JSON.stringify(refused));
      filled.push(...updates);
      if (filled.length % 10_000 === 0) process.stderr.write(`\r${filled.length} figures`);
    }
  };
  const sample = async () => {
    const times = await lanes(SAMPLE, 1, (k) => {
      if (k % 40 === 0) return correct(room, address, filled[(k * 7919) % filled.length]);
      const at = new Date(Date.now() - (k % 40 === 20 ? 3_600_000 : 0)).toISOString();
      return mustBe(
        201,
        request(`${address}/updates`, {
          method: 'POST',
          token: room.token,
          body: figuredUpdate(n++, { cities: CITIES, at }),
        }),
      );
    });
    return { p50: percentile(times, 0.5), p99: percentile(times, 0.99) };
  };
  await fill(FEW);
  await sample();
  const few = await sample();
  await fill(MANY);
  const many = await sample();
  process.stderr.write('\r');
  const line = ({ p50, p99 }) => `p50 ${p50.toFixed(2)} ms  p99 ${p99.toFixed(2)} ms`;
  row(`one post at ${FEW} figures, 5 % corrections and late ones`, line(few));
  row(
    `one post at ${MANY} figures`,
    `${line(many)}  ${(many.p50 / few.p50).toFixed(2)} × and ${(many.p99 / few.p99).toFixed(2)} ×`,
  );
}

async function correct(room, address, update) {
  const { update: held } = await mustBe(200, request(`${address}/updates/${update.id}`));
  const [figure] = update.figures;
  const body = {
    requestId: randomUUID(),
    text: update.text,
    correctionNote: 'A typing error.',
    figures: [{ ...figure, value: figure.value + 1 }],
  };
  return mustBe(
    201,
    request(`${address}/updates/${update.id}/revisions`, {
      method: 'POST',
      token: room.token,
      body,
      headers: { 'if-match': `"${held.revision}"` },
    }),
  );
}

async function mustBe(status, asked) {
  const answer = await asked;
  if (answer.status !== status) throw new Error(`${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** Transactions a second of pgbench on the same server, or null where it is not installed. */
function pgbench(databaseUrl) {
  const binary = findPgbench();
  if (!binary) return null;
  const folder = mkdtempSync(path.join(os.tmpdir(), 'dateline-pgbench-'));
  const script = path.join(folder, 'bare.sql');
  const setup = path.join(folder, 'setup.sql');
  writeFileSync(
    setup,
    'create table if not exists bare_counter (id integer primary key, n integer); create table if not exists bare_entry (id integer primary key, body text); insert into bare_counter values (1, 0) on conflict (id) do update set n = 0; truncate bare_entry;\n',
  );
  writeFileSync(
    script,
    "begin;\nupdate bare_counter set n = n + 1 where id = 1 returning n \\gset\ninsert into bare_entry values (:n, repeat('x', 600));\nend;\n",
  );
  const run = (...args) => spawnSync(binary, ['-n', ...args, databaseUrl], { encoding: 'utf8' });
  run('-f', setup, '-t', '1');
  const { stdout } = run('-f', script, '-c', String(CONNECTIONS), '-j', '1', '-T', '8', '-M', 'prepared');
  rmSync(folder, { recursive: true });
  return Number(/tps = ([\d.]+)/.exec(stdout)?.[1] ?? Number.NaN);
}

function findPgbench() {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).map((version) => `${debian}/${version}/bin`) : [];
  return [...versions.reverse(), ...(process.env.PATH ?? '').split(':')]
    .map((folder) => path.join(folder, 'pgbench'))
    .find((file) => existsSync(file));
}
