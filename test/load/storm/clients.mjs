import { COSTS, RULES } from './constants.mjs';

/**
 * How readers' programs come back. `wait(failures, random)`: ms before the next attempt after so many failures in a row,
 * the lost line being the first. `answer`: ms until an attempt without an answer is given up. `afterLoss(random)`: ms that
 * the server asked for beforehand. `hearsRetryAfter`: whether the program can see that header. `tries`: handshakes in one
 * attempt when they are refused. `endsOn503`: a refusal is the last thing the reader hears. `notices`: ms of silence until
 * a line that broke without a word counts as lost, and what of it may have passed already. `afterOnline`: ms from the
 * device's word that its network is back to the attempt; none: at once.
 */
const SILENCE = { after: 25_000, heard: RULES.headEvery, byFrames: true };

/** libs/client/src/backoff.ts with follower.ts: up to 1 s, then the upper half of 1, 2, 4 … 30 s. */
const ceiling = (failures) => Math.min(30_000, 1_000 * 2 ** Math.max(0, failures - 2));
const ofDateline = {
  wait: (failures, random) => ceiling(failures) * (failures > 1 ? (1 + random()) / 2 : random()),
  answer: 10_000,
  afterOnline: (random) => random() * 2_000,
};

/** socket.io-client 4.8.4, contrib/backo2.js: 1 s doubling, ± 50 %, then cut at 5 s, so that the jitter is gone after four. */
function stockSocketWait(failures, random) {
  const ms = 1_000 * 2 ** Math.max(0, failures - 1);
  const drawn = random();
  const deviation = Math.floor(drawn * 0.5 * ms);
  return Math.min((Math.floor(drawn * 10) & 1) === 0 ? ms - deviation : ms + deviation, 5_000);
}

const drawnRetry = (random) => RULES.sseRetry.least + Math.floor(random() * RULES.sseRetry.spread);

export const CLIENTS = {
  /** libs/client over socket.io. A browser shows no header of a refused websocket; polling is tried at once (tryAllTransports). */
  'dateline-socket': {
    ...ofDateline,
    title: 'Dateline client, websocket',
    joinUs: COSTS.socketJoinUs,
    tries: 2,
    notices: SILENCE,
  },
  /** libs/client over SSE: fetch, so it can wait as long as it was asked to. */
  'dateline-sse': {
    ...ofDateline,
    title: 'Dateline client, SSE',
    joinUs: COSTS.sseJoinUs,
    afterLoss: drawnRetry,
    hearsRetryAfter: true,
    notices: SILENCE,
  },
  /** Default options; its own handshake by polling and the upgrade after it cost more than is counted here. */
  'socket.io': {
    title: 'stock socket.io',
    wait: stockSocketWait,
    answer: 20_000,
    joinUs: COSTS.socketJoinUs,
    notices: { after: 20_000, heard: RULES.pingEvery, byFrames: false },
  },
  /** A browser's: waits `retry:` each time, without growth; any status but 200 ends it for ever (HTML standard, 9.2.3). */
  eventsource: {
    title: "browser's EventSource",
    wait: () => 0,
    afterEach: drawnRetry,
    answer: Number.POSITIVE_INFINITY,
    joinUs: COSTS.sseJoinUs,
    endsOn503: true,
  },
};

/** The same program without chance: every wait at its ceiling, the middle of what it was asked for. */
export function withoutJitter(client) {
  const middle = { least: () => 0.5, most: () => 1 - Number.EPSILON };
  return {
    ...client,
    wait: (failures) => client.wait(failures, client.wait === stockSocketWait ? () => 0 : middle.most),
    ...(client.afterLoss && { afterLoss: () => client.afterLoss(middle.least) }),
    ...(client.afterOnline && { afterOnline: () => 0 }),
    ...(client.afterEach && { afterEach: () => client.afterEach(middle.least) }),
  };
}
