import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { byEveryTransport } from '../support/every-transport.js';
import { ManyGateways } from '../support/many-gateways.js';
import { anUpdate, aStory } from '../support/newsroom-people.js';
import { expectAllTold } from '../support/oracle.js';
import { Reporter } from '../support/reporter.js';
import { waitUntil } from '../support/wait-until.js';

const OF_EACH = 8;
const REPORTERS = 4;
const UPDATES = 400;

let newsroom: ManyGateways;
beforeAll(async () => {
  newsroom = await ManyGateways.start(3);
}, 60_000);
afterAll(() => newsroom.stop(), 30_000);

async function pidOf(name: string): Promise<number> {
  return waitUntil(`${name} runs`, async () => (await newsroom.pids()).get(name));
}

test('gateways killed under load, one after another, cost no reader an update and double none', async () => {
  const { id: story } = await aStory(newsroom.dateline);
  const crowd = byEveryTransport(newsroom.url, story, OF_EACH);
  await waitUntil('everyone is in', () => crowd.every(({ view }) => view), 20_000);
  const token = await newsroom.dateline.token('editor');
  let filed = 0;
  const shifts = Array.from({ length: REPORTERS }, async () => {
    const reporter = new Reporter({ url: newsroom.url, story }, token);
    while (filed++ < UPDATES) await reporter.post(anUpdate({ text: `Report ${filed}.` }));
  });
  for (const [i, name] of ['gateway-2', 'gateway-1'].entries()) {
    await waitUntil('some are filed', () => filed > (UPDATES / 3) * (i + 1), 30_000);
    process.kill(await pidOf(name), 'SIGKILL');
    const isDown = async () => (await newsroom.readiness()).gateways[name] === 'away';
    await waitUntil('it is said to be down', isDown);
  }
  await Promise.all(shifts);
  await expectAllTold(newsroom, story, crowd, 60_000);
  expect(crowd.filter(({ wholes }) => wholes.length > 1).map(({ name }) => name)).toEqual([]);
  for (const reader of crowd) reader.close();
  const isWhole = async () => Object.values((await newsroom.readiness()).gateways).every((up) => up === 'up');
  await waitUntil('all run again', isWhole, 20_000);
  const deaths = newsroom.dateline.output().match(/gateway-\d ended \(SIGKILL\) and is started again/g);
  expect(deaths).toHaveLength(2);
}, 120_000);

test('a gateway that hangs is ended, and its readers, and those who were sent there meanwhile, move', async () => {
  const { id: story } = await aStory(newsroom.dateline);
  const crowd = byEveryTransport(newsroom.url, story, OF_EACH);
  await waitUntil('everyone is in', () => crowd.every(({ view }) => view), 20_000);
  process.kill(await pidOf('gateway-3'), 'SIGSTOP');
  crowd.push(...byEveryTransport(newsroom.url, story, OF_EACH)); // not known to hang yet, it is given some of them
  const token = await newsroom.dateline.token('editor');
  await new Reporter({ url: newsroom.url, story }, token).post(anUpdate({ text: 'While one hangs.' }));
  await expectAllTold(newsroom, story, crowd);
  for (const reader of crowd) reader.close();
  const isWhole = async () => Object.values((await newsroom.readiness()).gateways).every((up) => up === 'up');
  await waitUntil('all run again', isWhole, 20_000);
  expect(newsroom.dateline.output()).toMatch(/gateway-3 ended \(SIGKILL\) and is started again/);
}, 90_000);
