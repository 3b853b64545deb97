import { networkInterfaces } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { AStream } from '../support/a-stream.js';
import { type AppName, type Dateline, type RunningApp, startDateline } from '../support/dateline.js';
import { AReader } from '../support/a-reader.js';
import { anUpdate, aStory } from '../support/newsroom-people.js';
import { Reporter } from '../support/reporter.js';
import { waitUntil } from '../support/wait-until.js';

const hasIPv6 = Object.values(networkInterfaces()).some((each) =>
  each?.some(({ address }) => address === '::1'),
);
const HOSTS = hasIPv6 ? ['127.0.0.1', '[::1]'] : ['127.0.0.1'];
const TWICE = pathToFileURL(path.resolve(import.meta.dirname, '../support/localhost-twice.mjs')).href;
const AT_LOCALHOST = { HOST: 'localhost', NODE_OPTIONS: `--import=${TWICE}` };

let dateline: Dateline;
beforeAll(async () => {
  dateline = await startDateline();
});
afterAll(() => dateline.stop());
const open: { close(): void }[] = [];
afterEach(() => {
  for (const each of open.splice(0)) each.close();
});

const WAYS: [string, AppName, Record<string, string>][] = [
  ['a newsroom', 'newsroom', {}],
  ['a newsroom of several gateways', 'newsroom', { GATEWAYS: '2' }],
  ['a gateway alone', 'gateway', {}],
];

describe.each(WAYS)('%s at localhost, where that is two addresses', (_, app, more) => {
  let running: RunningApp;
  beforeAll(async () => {
    running = await dateline.start(app, {
      ...AT_LOCALHOST,
      ...more,
      ...(app === 'gateway' && { API_URL: dateline.url }),
    });
  });

  test.each(HOSTS)('serves every reader at %s', async (host) => {
    const url = `http://${host}:${new URL(running.url).port}`;
    const { id: story } = await aStory(dateline);
    expect((await fetch(`${url}/metrics`)).status).toBe(200);
    const readers = [['websocket'], ['polling']].map(
      (transports) => new AReader(url, { story }, { transports, upgrade: false }),
    );
    open.push(...readers);
    await Promise.all(readers.map((reader) => reader.follow()));
    const stream = await AStream.open(`${url}/v1/stories/${story}/stream`);
    open.push(stream);
    const token = await dateline.token('editor');
    const { seq } = await new Reporter({ url: dateline.url, story }, token).post(anUpdate());
    await Promise.all(readers.map((reader) => reader.at(seq ?? 0)));
    await waitUntil('the stream has it', () => stream.events.some(({ id }) => id?.endsWith(`:${seq}`)));
  });
});

test.each(['127.0.0.1', '0.0.0.0', ...(hasIPv6 ? ['::', '::1'] : [])])(
  'a newsroom that listens at %s says where this machine reaches it',
  async (host) => {
    const running = await dateline.start('newsroom', { HOST: host });
    expect(new URL(running.url).hostname).toBe(host === '::1' ? '[::1]' : '127.0.0.1');
    expect((await fetch(`${running.url}/readyz`)).status).toBe(200);
    await running.stop();
  },
);
