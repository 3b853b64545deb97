// npm run bench:readers: what a reader costs us on either wire, beside stock Nest with socket.io and bare `ws`.
import { readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { parseArgs } from 'node:util';
import { measureDelivery } from './readers/delivery.mjs';
import { fileLimit } from './readers/proc.mjs';
import { measureStalled } from './readers/stalled.mjs';
import { SUBJECTS } from './readers/subjects.mjs';
import { tables } from './readers/table.mjs';

/** Files that a process has open beside its readers' connections. */
const OTHER_FILES = 200;

const DEFAULTS = {
  readers: '2000',
  rate: '10',
  seconds: '6',
  burst: '250',
  bytes: '600',
  held: '50',
  stalled: '25',
  clients: String(Math.max(1, os.availableParallelism() - 1)),
  repeat: '1',
};
const numbers = Object.fromEntries(
  Object.entries(DEFAULTS).map(([name, value]) => [name, { type: 'string', default: value }]),
);
const given = parseArgs({
  options: {
    ...numbers,
    only: { type: 'string', default: 'ours-ws,ours-sse,nest,ws' },
    json: { type: 'string' },
  },
}).values;
const options = Object.fromEntries(Object.keys(DEFAULTS).map((name) => [name, Number(given[name])]));
const subjects = given.only.split(',').map((key) => [key, SUBJECTS[key]]);
const refusal = reasonNotTo();
if (refusal) {
  process.stderr.write(`${refusal}\n`);
  process.exit(1);
}

const machine = `${os.availableParallelism()} cores, ${os.cpus()[0]?.model.trim()}, Node ${process.versions.node}`;
const when = new Date().toISOString();
const load = readFileSync('/proc/loadavg', 'utf8').split(' ')[0];
const { readers, rate, seconds, burst, bytes } = options;
process.stdout.write(
  `${when.slice(0, 16)}Z  ${machine}, load ${load}\n${readers} readers, posts of ${bytes} bytes, steady ${rate}/s for ${seconds} s, burst of ${burst}\n\n`,
);
const rounds = [];
for (let n = 1; n <= options.repeat; n += 1) {
  const round = {};
  rounds.push(round);
  // one server after another in each round, so that a noisy minute is not all on one of them
  for (const [key, subject] of subjects) round[key] = await measured(subject, `${n}/${options.repeat}`);
  if (given.json) writeFileSync(given.json, JSON.stringify({ when, machine, options, rounds }, null, 1));
}
process.stdout.write(`${tables(rounds, subjects, options).join('\n')}\n`);

async function measured(subject, round) {
  const say = (what) => process.stderr.write(`[${round}] ${subject.name}: ${what}\n`);
  try {
    const delivery = await measureDelivery(subject, options, say);
    const stalled = options.stalled > 0 ? await measureStalled(subject, options, say) : undefined;
    return { ...delivery, stalled };
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
  const wrong = Object.keys(options).find((name) => !Number.isInteger(options[name]) || options[name] < 0);
  if (wrong) return `--${wrong} takes a whole number.`;
  const needed = options.readers + OTHER_FILES;
  if (needed > fileLimit())
    return `${options.readers} readers need ${needed} open files in one process, and the limit is ${fileLimit()}. Raise it first: ulimit -n ${needed}`;
  return undefined;
}
