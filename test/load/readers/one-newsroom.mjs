// A newsroom as `npm start` runs it, with gateways of its own behind its one port.
import { aBenchNewsroom, aBenchStory } from '../a-bench-newsroom.mjs';
import { STORY } from './newsroom-parts.mjs';
import { processesBelow } from './proc.mjs';

const GATEWAY = 'gateway-process.js';

/** `count`: from 2, since a single gateway is in the newsroom's own process. */
export async function startOneNewsroom(count) {
  const newsroom = await aBenchNewsroom({ NODE_ENV: 'production', GATEWAYS: `${count}` });
  const { url, pid, token, stop } = newsroom;
  const address = await aBenchStory(newsroom, STORY);
  return {
    gateways: [{ url }], // its page has all of them
    ports: [Number(new URL(url).port)],
    gateway: processesBelow(pid, GATEWAY),
    all: [pid],
    postTo: `${address}/updates`,
    batchTo: `${address}/updates:batch`,
    token,
    stop,
  };
}
