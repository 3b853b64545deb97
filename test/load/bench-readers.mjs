// npm run bench:readers: what a reader costs us on either wire, beside stock Nest with socket.io and bare `ws`.
// --restart and --gateways N measure a part of their own instead: docs/benchmarks.md.
import { readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { parseArgs } from 'node:util';
import { measureDelivery } from './readers/delivery.mjs';
import { layoutsOf, measureGateways } from './readers/gateways.mjs';
import { gatewaysTable } from './readers/gateways-table.mjs';
import { fileLimit } from './readers/proc.mjs';
import { measureRestart } from './readers/restart.mjs';
import { restartTable } from './readers/restart-table.mjs';
import { faultsOf } from './readers/restart-verdict.mjs';
import { measureStalled } from './readers/stalled.mjs';
import { SUBJECTS } from './readers/subjects.mjs';
import { tables } from './readers/table.mjs';

/** Files that a process has open beside its readers' connections. */
const OTHER_FILES = 200;
const CORES = os.availableParallelism();

const DEFAULTS = {
  readers: 2_000,
  rate: 10,
  seconds: 6,
  burst: 250,
  bytes: 600,
  held: 50,
  stalled: 25,
  clients: Math.max(1, CORES - 1),
  repeat: 1,
  gateways: 1,
};
/** What else stands when nothing is said. */
const OF_RESTART = { rate: 50, clients: 2, only: 'ours-ws,ours-sse' };
const OF_GATEWAYS = { only: 'ours-ws,ours-sse' };

const names = Object.keys(DEFAULTS);
const given = parseArgs({
  options: {
    ...Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
    only: { type: 'string' },
    restart: { type: 'boolean', default: false },
    json: { type: 'string' },
  },
}).values;
const part = given.restart ? 'restart' : Number(given.gateways ?? 1) > 1 ? 'gateways' : 'readers';
const otherwise = { ...DEFAULTS, ...{ restart: OF_RESTART, gateways: OF_GATEWAYS, readers: {} }[part] };
const options = Object.fromEntries(names.map((name) => [name, Number(given[name] ?? otherwise[name])]));
const only = given.only ?? otherwise.only ?? 'ours-ws,ours-sse,nest,ws';
const subjects = only.split(',').map((key) => [key, SUBJECTS[key]]);
const refusal = reasonNotTo();
if (refusal) {
  process.stderr.write(`${refusal}\n`);
  process.exit(1);
}

const PARTS = {
  readers: {
    plan: ({ rate, seconds, burst }) => `steady ${rate}/s for ${seconds} s, burst of ${burst}`,
    measure: async (subject, say) => {
      const delivery = await measureDelivery(subject, options, say);
      const stalled = options.stalled > 0 ? await measureStalled(subject, options, say) : undefined;
      return { ...delivery, stalled };
    },
    table: (rounds) => tables(rounds, subjects, options),
  },
  restart: {
    plan: ({ rate }) => `${rate}/s`,
    measure: async (subject, say) => {
      const round = await measureRestart(subject, options, say);
      for (const fault of faultsOf(round)) {
        say(fault);
        process.exitCode = 1;
      }
      return round;
    },
    table: (rounds) => restartTable(rounds, subjects, options),
  },
  gateways: {
    plan: ({ burst }) => `burst of ${burst}`,
    measure: async (subject, say) => {
      const rows = [];
      for (const layout of layoutsOf(options.gateways))
        rows.push(await measureGateways(subject, layout, options, say));
      return rows;
    },
    table: (rounds) => gatewaysTable(rounds, subjects, layoutsOf(options.gateways)),
  },
};
const { plan, measure, table } = PARTS[part];
const machine = `${CORES} cores, ${os.cpus()[0]?.model.trim()}, Node ${process.versions.node}`;
const when = new Date().toISOString();
const load = readFileSync('/proc/loadavg', 'utf8').split(' ')[0];
process.stdout.write(
  `${when.slice(0, 16)}Z  ${machine}, load ${load}\n${options.readers} readers, posts of ${options.bytes} bytes, ${plan(options)}\n\n`,
);
const rounds = [];
for (let n = 1; n <= options.repeat; n += 1) {
  const round = {};
  rounds.push(round);
  // one server after another in each round, so that a noisy minute is not all on one of them
  for (const [key, subject] of subjects) round[key] = await measured(subject, `${n}/${options.repeat}`);
  if (given.json) writeFileSync(given.json, JSON.stringify({ when, machine, options, rounds }, null, 1));
}
process.stdout.write(`${table(rounds).join('\n')}\n`);

async function measured(subject, round) {
  const say = (what) => process.stderr.write(`[${round}] ${subject.name}: ${what}\n`);
  try {
    return await measure(subject, say);
  } catch (error) {
    say(`failed. ${error.message}`);
    process.exitCode = 1;
    return undefined;
  }
}

function reasonNotTo() {
  if (process.platform !== 'linux') return 'bench:readers reads /proc, which is Linux.';
  const unknown = subjects.find(([, subject]) => !subject);
  if (unknown) return `There is no "${unknown[0]}". --only takes ${Object.keys(SUBJECTS).join(', ')}.`;
  const peer = part === 'readers' ? undefined : subjects.find(([, subject]) => !subject.isOurs);
  if (peer) return `--${part} is about ours, not "${peer[0]}".`;
  const wrong = names.find((name) => !Number.isInteger(options[name]) || options[name] < 0);
  if (wrong) return `--${wrong} takes a whole number.`;
  const needed = options.readers + OTHER_FILES;
  if (needed > fileLimit())
    return `${options.readers} readers need ${needed} open files in one process, and the limit is ${fileLimit()}. Raise it first: ulimit -n ${needed}`;
  return undefined;
}
