import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { LogRead } from '#live/live-reader';
import { GatewayConfig } from '../gateway-config.js';
import { GatewayMetrics } from '../gateway-metrics.js';
import { ApiClient } from '../source/api-client.js';
import { type StoryLog, StorySource } from '../source/story-source.js';
import { StoryFeed } from './story-feed.js';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** A log that only grows. */
class Growing implements StoryLog {
  top = 0;
  private readonly entries: LogRead['entries'][number][] = [];

  push(): void {
    this.top += 1;
    const { top: seq } = this;
    const event = { seq, shownAt: '', cities: [], changes: [], kind: 'update.posted', update: {}, pins: [] };
    const rest = { cities: [], totals: null, update: null, withheld: null };
    this.entries.push({ seq, event: JSON.stringify(event), ...rest });
  }
  head = async () => ({ epoch: 'e', seq: this.top, hash: '' });
  heads = async () => [await this.head()];
  read = async (_story: string, after: number) =>
    ({ epoch: 'e', top: this.top, first: 1, entries: this.entries.slice(after) }) as LogRead;
  snapshot = async () => null;
  onDoorbell = async () => () => undefined;
}

test('a resume is kept for those who come back to it, and let go when the story moves', async () => {
  const [log, metrics] = [new Growing(), new GatewayMetrics()];
  log.push();
  const source = new StorySource(log, new ApiClient(new GatewayConfig()), metrics);
  const feed = new StoryFeed('story', source, metrics, null);
  await feed.catchUp();
  log.push();
  await feed.catchUp();
  const resumed = async () => {
    const { body } = (await feed.resumed(1, undefined)) ?? {};
    return body && new WeakRef(body);
  };
  const first = await resumed();
  collectGarbage();
  expect(first?.deref()?.bytes).toBeGreaterThan(0);
  expect((await resumed())?.deref() === first?.deref()).toBe(true);
  log.push();
  await feed.catchUp();
  await new Promise((resolve) => setImmediate(resolve)); // what was looked at in this turn is held until its end
  collectGarbage();
  expect(first?.deref()).toBeUndefined();
});
