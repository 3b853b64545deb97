// npm run size: gateways, memory, bandwidth, Redis and money for many readers, from the constants in storm/constants.mjs.
// -- --readers 100000,10000000 --updates 1 --stories 10
import { parseArgs } from 'node:util';
import { PRICES } from './storm/constants.mjs';
import { sizeOf } from './storm/sizing.mjs';

const { values } = parseArgs({
  options: {
    readers: { type: 'string', default: '10000,100000,1000000,10000000' },
    updates: { type: 'string', default: '1' },
    stories: { type: 'string', default: '10' },
  },
});
const [updates, stories] = [Number(values.updates), Number(values.stories)];
const crowds = values.readers.split(',').map(Number);
if (![updates, stories, ...crowds].every((number) => number > 0))
  throw new TypeError('--readers, --updates and --stories must be numbers above 0');

const ROWS = [
  ['readers on one gateway', (size) => whole(size.perGateway)],
  ['  because of', ({ limit }) => limit],
  ['gateways, with spares (a core each)', ({ gateways }) => whole(gateways)],
  ['cores busy with frames and pings', ({ cores }) => some(cores)],
  ['memory of gateways, GB', ({ memoryGB }) => some(memoryGB)],
  ['memory of kernels, GB', ({ kernelGB }) => some(kernelGB)],
  ['sent, Gbit/s, plain', ({ gigabits }) => some(gigabits)],
  ['sent, Gbit/s, compressed', ({ compressedGigabits }) => some(compressedGigabits)],
  ['sent by one gateway, Mbit/s, plain', ({ gatewayMegabits }) => whole(gatewayMegabits)],
  ['Redis: doorbells/s to gateways', ({ rings }) => whole(rings)],
  ['Redis: heads asked/s', ({ heads }) => whole(heads)],
  ['Redis: cores for these', ({ redisCores }) => redisCores.toFixed(3)],
  ["Redis: cores for the desk's counts", ({ countCores }) => countCores.toFixed(3)],
  ['Redis: Mbit/s', ({ redisMegabits }) => some(redisMegabits)],
  ['api: reads/s by gateways', ({ apiReads }) => whole(apiReads)],
  ['snapshots for all, once, GB', ({ snapshotsGB }) => some(snapshotsGB)],
  ['proxy: (address, port) of gateways at least', ({ proxyAddresses }) => whole(proxyAddresses)],
  [`per hour: cores at ${PRICES.coreHour}`, ({ perHour }) => perHour.cores.toFixed(2)],
  [`per hour: compressed GB at ${PRICES.gigabyte}`, ({ perHour }) => perHour.sent.toFixed(2)],
];

const sizes = crowds.map((readers) => sizeOf({ readers, updates, stories }));
say('readers', crowds.map(whole));
for (const [name, value] of ROWS) say(name, sizes.map(value));

function say(name, cells) {
  process.stdout.write(`${name.padEnd(46)}${cells.map((cell) => cell.padStart(24)).join('')}\n`);
}

function some(number) {
  return number < 10 ? number.toFixed(2) : whole(number);
}

function whole(number) {
  return Math.round(number).toLocaleString('en');
}
