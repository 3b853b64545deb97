import { COSTS, GOALS, PRICES, REDIS, RULES, SIZES } from './constants.mjs';
import { standingUsPerSecond } from './standing-load.mjs';

const PORTS = 28_232; // net.ipv4.ip_local_port_range, 32768–60999: connections from one address to one address and port

/** What `readers` of stories with `updates` a second each need. `of`: readers, updates, stories, joinUs. */
export function sizeOf({ readers, updates, stories, joinUs = COSTS.socketJoinUs }) {
  const standingUs = standingUsPerSecond({ ...COSTS, updates });
  const { most, limit } = perGateway(standingUs, joinUs);
  const needed = Math.ceil(readers / most);
  const gateways = needed + Math.max(1, Math.ceil(needed * GOALS.spare));
  const gigabits = gigabitsOf(readers, updates, 1);
  return {
    perGateway: most,
    limit,
    gateways,
    cores: (readers * standingUs) / 1e6,
    memoryGB: (readers * COSTS.kbPerReader) / 1e6,
    kernelGB: (readers * COSTS.kernelKbPerReader) / 1e6,
    gigabits,
    compressedGigabits: gigabitsOf(readers, updates, SIZES.compressed),
    gatewayMegabits: (gigabits * 1_000) / needed,
    ...redisOf({ gateways, updates, stories }),
    apiReads: (gateways * stories) / (RULES.apiCheckEvery / 1_000),
    snapshotsGB: (readers * SIZES.snapshot * SIZES.snapshotCompressed) / 1e9,
    proxyAddresses: Math.ceil(readers / PORTS),
    perHour: priceOf(gateways, gigabitsOf(readers, updates, SIZES.compressed)),
  };
}

/** Readers of one gateway, and which goal says so. */
function perGateway(standingUs, joinUs) {
  const mosts = {
    'CPU for frames': (GOALS.standingShare * 1e6) / standingUs,
    'time to the last reader': (GOALS.fanOut * 1_000) / COSTS.deliveryUs,
    storm: (GOALS.storm * 1e6) / joinUs,
  };
  const [limit, most] = Object.entries(mosts).sort(([, one], [, other]) => one - other)[0];
  return { limit, most: Math.floor(most) };
}

function gigabitsOf(readers, updates, share) {
  const frames = Math.min(updates, RULES.mostFramesPerSecond);
  return (readers * 8 * (updates * SIZES.frame * share + frames * SIZES.overhead)) / 1e9;
}

/** Each event is one message to each gateway, which reads it; each gateway looks at each story's head, and adds up the readers of all. */
function redisOf({ gateways, updates, stories }) {
  const rings = gateways * updates * stories;
  const heads = (gateways * stories) / (RULES.headCheckEvery / 1_000);
  const counts = (gateways * stories) / (RULES.countEvery / 1_000);
  return {
    rings,
    heads,
    redisCores: (rings * (REDIS.ringUs + REDIS.readUs) + heads * REDIS.headUs) / 1e6,
    countCores: (counts * gateways * REDIS.countUs) / 1e6,
    redisMegabits: (rings * SIZES.frame * 8) / 1e6,
  };
}

function priceOf(gateways, gigabits) {
  const gigabytes = (gigabits / 8) * 3_600;
  return { cores: gateways * PRICES.coreHour, sent: gigabytes * PRICES.gigabyte };
}
