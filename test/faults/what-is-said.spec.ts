import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Dateline, startDateline } from '../support/dateline.js';
import { OwnRedis } from '../support/own-redis.js';
import { waitUntil } from '../support/wait-until.js';

let redis: OwnRedis;
let relay: Dateline;
beforeAll(async () => {
  redis = await OwnRedis.start();
  relay = await startDateline({ app: 'relay', env: { REDIS_URL: redis.url } });
}, 40_000);
afterAll(async () => {
  await relay.stop();
  await redis.dispose();
});

test('a relay says when Redis is away and when it answers again, once, to whoever reads its output', async () => {
  await waitUntil('it found Redis', () => relay.output().includes('Redis answers.'));
  await redis.kill();
  await waitUntil('it says so', () =>
    relay.output().includes('Redis is away; readers are served from the journal.'),
  );
  await waitUntil('it says why', () => /WARN \[live\] Redis: /.test(relay.output()));
  await redis.start();
  await waitUntil('it found it again', () => relay.output().split('Redis answers.').length === 3);
  expect(relay.output().match(/Redis is away/g)).toHaveLength(1);
  expect(relay.output()).toMatch(/^\[Dateline\] \d+ {2}- .* WARN \[relay\] Redis is away/m);
  expect(relay.output()).not.toContain('\u001b');
  const page = await (await fetch(`${relay.url}/metrics`)).text();
  expect(page).toMatch(/^# TYPE dateline_relay_applied_total counter$/m);
  expect(page).toMatch(/^process_cpu_seconds_total \d/m);
}, 30_000);
