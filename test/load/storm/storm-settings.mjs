import { parseArgs } from 'node:util';
import { withoutJitter } from './clients.mjs';
import { COSTS, SIZES, WORLD } from './constants.mjs';
import { standingUsPerSecond } from './standing-load.mjs';

const DEFAULTS = {
  readers: 100_000,
  gateways: 6,
  lost: 'all',
  /** Share of the readers behind the network that fails. */
  region: 0.3,
  /** Seconds until there is something to come back to: `region` 30, otherwise 0. */
  outage: -1,
  /** Share of the devices that hear of their network's return and try then. */
  online: 0,
  /** Updates a second on the story. */
  updates: 1,
  /** Admission: handshakes a second and gateway (0: what 60 and 90 % of a core do); as many at once after a pause. */
  rate: 0,
  connections: 50_000,
  /** Seconds, drawn for each who is refused; `line`: the gateway counts them and gives each a second of its own. */
  'retry-after': '1-3',
  'join-us': 0,
  'refuse-us': COSTS.refuseUs,
  'delivery-us': COSTS.deliveryUs,
  'ping-us': COSTS.pingUs,
  coalesced: COSTS.coalesced,
  'send-us-per-kb': COSTS.sendUsPerKb,
  'frame-bytes': SIZES.frame,
  'snapshot-bytes': SIZES.snapshot,
  backlog: WORLD.backlog,
  'round-trip': WORLD.roundTrip,
  'cache-nodes': WORLD.cacheNodes,
  'origin-ms': 50,
  /** Readers simulated one by one at most; with more, whole gateways are left out and the counts multiplied. */
  most: 200_000,
  seed: 1,
  client: '',
};
/** The command line as numbers and words, under the names above. Throws on anything else. */
export function askedFor(args) {
  const options = Object.fromEntries(
    Object.entries(DEFAULTS).map(([name, value]) => [name, { type: 'string', default: String(value) }]),
  );
  const { values } = parseArgs({ args, options });
  return Object.fromEntries(
    Object.entries(DEFAULTS).map(([name, value]) => [name, read(name, value, values)]),
  );
}

function read(name, value, values) {
  if (typeof value === 'string') return values[name];
  const number = Number(values[name]);
  if (!Number.isFinite(number)) throw new TypeError(`--${name} must be a number, not ${values[name]}`);
  return number;
}

/** Who lost the line, and what is there to come back to. `part`: the share of it that is simulated. */
export function crowdOf({ readers, gateways, lost, region, most }) {
  const each = readers / gateways;
  const others = Math.max(1, gateways - 1);
  const of = {
    all: { crowd: readers, gateways, connected: 0 },
    region: { crowd: readers * region, gateways, connected: each * (1 - region) },
    gateway: { crowd: each, gateways: others, connected: gateways > 1 ? each : 0 },
    drain: { crowd: each, gateways: others, connected: gateways > 1 ? each : 0 },
  }[lost];
  if (!of) throw new TypeError(`--lost must be all, region, gateway or drain, not ${lost}`);
  const simulated = Math.max(1, Math.min(of.gateways, Math.floor((of.gateways * most) / of.crowd)));
  const part = simulated / of.gateways;
  return { ...of, crowd: Math.round(of.crowd * part), gateways: simulated, part };
}

/** One storm's settings. `variant`: client, isJittered, admitted (share of a core for joins, 0: everybody), answer. */
export function stormOf(asked, { client, isJittered, admitted, answer }) {
  const snapshotBytes = asked['snapshot-bytes'];
  const joinUs =
    (asked['join-us'] || client.joinUs) +
    (answer === 'snapshot' ? (snapshotBytes / 1_024) * asked['send-us-per-kb'] : 0);
  const perSecond = asked.rate || Math.round((admitted * 1e6) / joinUs);
  const { updates, coalesced, 'delivery-us': deliveryUs, 'ping-us': pingUs, outage } = asked;
  return {
    ...crowdOf(asked),
    client: isJittered ? client : withoutJitter(client),
    isJittered,
    answer,
    admission: admitted ? { perSecond, burst: perSecond, connections: asked.connections } : null,
    retryAfter: retryAfterOf(asked['retry-after'], isJittered),
    lost: asked.lost,
    outageMs: (outage < 0 ? (asked.lost === 'region' ? 30 : 0) : outage) * 1_000,
    isSilent: asked.lost === 'region',
    online: asked.online,
    updates,
    standingUs: standingUsPerSecond({ updates, deliveryUs, coalesced, pingUs }),
    joinUs,
    refuseUs: asked['refuse-us'],
    frameBytes: asked['frame-bytes'],
    snapshotBytes,
    backlog: asked.backlog || Number.POSITIVE_INFINITY,
    synRepeats: WORLD.synRepeats,
    roundTrip: asked['round-trip'],
    cacheNodes: asked['cache-nodes'],
    originMs: asked['origin-ms'],
    seed: asked.seed,
  };
}

function retryAfterOf(said, isJittered) {
  if (said === 'line') return 'line';
  const [least, most = least] = said.split('-').map(Number);
  if (!(least >= 0 && most >= least))
    throw new TypeError(`--retry-after must be 3, 1-3 or line, not ${said}`);
  return { least, most: isJittered ? most : least };
}
