import { RULES } from './constants.mjs';

/** µs of gateway CPU that one reader costs in a second, joining aside: frames, updates that share one, pings and heads. */
export function standingUsPerSecond({ updates, deliveryUs, coalesced, pingUs }) {
  const frames = Math.min(updates, RULES.mostFramesPerSecond);
  const ping = (2 * pingUs) / (RULES.pingEvery / 1_000);
  const heads = updates * (RULES.headEvery / 1_000) < 1 ? pingUs / (RULES.headEvery / 1_000) : 0;
  return frames * deliveryUs + (updates - frames) * coalesced * deliveryUs + ping + heads;
}
