import { StockReader } from './stock-reader.js';
import { FollowingWitness, type Witness } from './witness.js';

/** As many readers of each kind that there is: every transport of the stock client, and streams. */
export function byEveryTransport(
  url: string,
  story: string,
  ofEach: number,
): (Witness & { readonly transport?: string | undefined })[] {
  return Array.from({ length: ofEach }, () => [
    new StockReader(url, story, undefined),
    new StockReader(url, story, undefined, { transports: ['websocket'] }),
    new StockReader(url, story, undefined, { transports: ['polling'] }),
    new FollowingWitness({ url, story, transport: 'sse' }),
  ]).flat();
}
