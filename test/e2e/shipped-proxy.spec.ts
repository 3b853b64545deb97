import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { journalDataSource } from '#journal/data-source';
import { JournalReader } from '#journal/read/journal-reader';
import { type Dateline, type RunningApp, startDateline } from '../support/dateline.js';
import { byEveryTransport } from '../support/every-transport.js';
import { freePort } from '../support/free-port.js';
import { anUpdate, aStory, ask } from '../support/newsroom-people.js';
import { expectAllTold } from '../support/oracle.js';
import { rawRequest } from '../support/raw-request.js';
import { Reporter } from '../support/reporter.js';
import { ShippedProxy } from '../support/shipped-proxy.js';
import { FrontDesk, PASSWORD } from '../support/signed-in.js';
import { waitUntil } from '../support/wait-until.js';

const OF_EACH = 4;
const UPDATES = 20;
/** A poll is held up to 10 s; one that is not answered in a few seconds after an update was held back on the way. */
const AT_ONCE_MS = 4_000;
/** As shipped. */
const NAMES = ['gateway-1', 'gateway-2'];

let dateline: Dateline;
let gateways: RunningApp[];
let proxy: ShippedProxy;
let database: DataSource;
const open: { close(): unknown }[] = [];

const portOf = ({ url }: { readonly url: string }): number => Number(new URL(url).port);

async function startGateway(name: string, port: number): Promise<RunningApp> {
  return dateline.start('gateway', { GATEWAY_NAME: name, PORT: `${port}`, API_URL: dateline.url });
}

beforeAll(async () => {
  dateline = await startDateline({ app: 'api', env: { TRUSTED_PROXIES: 'loopback' } });
  const [, ...started] = await Promise.all([
    dateline.start('relay'),
    ...NAMES.map(async (name) => startGateway(name, await freePort())),
  ]);
  gateways = started;
  const [one, two] = gateways.map(portOf);
  proxy = await ShippedProxy.before({ api: portOf(dateline), 'gateway-1': one ?? 0, 'gateway-2': two ?? 0 });
  database = journalDataSource(dateline.databaseUrl, { poolSize: 2 });
  await database.initialize();
}, 60_000);
afterEach(() => {
  for (const each of open.splice(0)) each.close();
});
afterAll(async () => {
  await proxy?.stop();
  await database?.destroy();
  await dateline?.stop();
}, 30_000);

test('through the proxy as it is shipped every transport follows, and a dead gateway’s readers return by the other', async () => {
  const { id: story } = await aStory(dateline);
  const reporter = new Reporter({ url: proxy.url, story }, await dateline.token('editor'));
  const crowd = byEveryTransport(proxy.url, story, OF_EACH);
  open.push(...crowd);
  await waitUntil('everyone is in', () => crowd.every(({ view }) => view), 20_000);
  const upgraded = crowd.filter(({ name }) => name === 'stock socket.io ');
  await waitUntil('who may is on a websocket', () => upgraded.every((r) => r.transport === 'websocket'));
  for (let n = 0; n < UPDATES; n += 1) {
    const { seq } = await reporter.post(anUpdate({ text: `Report ${n}. ${'At length. '.repeat(200)}` }));
    const isThere = () => crowd.every(({ view }) => (view?.position.seq ?? 0) >= (seq ?? 0));
    await waitUntil(`everyone has ${n}`, isThere, AT_ONCE_MS);
  }
  const shares = await Promise.all(gateways.map(readersOf));
  expect(Math.min(...shares)).toBeGreaterThanOrEqual(OF_EACH);

  await gateways[0]?.kill();
  for (let n = 0; n < UPDATES; n += 1) await reporter.post(anUpdate({ text: `While one is dead: ${n}.` }));
  const journal = new JournalReader(database);
  await expectAllTold({ journal }, story, crowd);
  expect(crowd.filter(({ wholes }) => wholes.length > 1).map(({ name }) => name)).toEqual([]);
  const isAllHere = async () => (await readersOf(gateways[1])) === crowd.length;
  await waitUntil('all are with the other', isAllHere);
  gateways[0] = await startGateway('gateway-1', portOf(gateways[0] ?? { url: '' }));
}, 90_000);

async function readersOf(gateway: RunningApp | undefined): Promise<number> {
  const page = await (await fetch(`${gateway?.url}/metrics`)).text();
  const counts = page.matchAll(/^dateline_gateway_readers\{.*\} (\d+)$/gm);
  return [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
}

test('an id belongs to the gateway that is named before its dot, and to no other', async () => {
  const handshake = async () => {
    const answer = await fetch(`${proxy.url}/socket.io/?EIO=4&transport=polling`);
    return (JSON.parse((await answer.text()).slice(1)) as { sid: string }).sid;
  };
  const sids: string[] = [];
  await waitUntil('newcomers come to both', async () => {
    sids.push(await handshake());
    return NAMES.every((name) => sids.some((sid) => sid.startsWith(`${name}.`)));
  });
  const poll = (sid: string) =>
    fetch(`${proxy.url}/socket.io/?EIO=4&transport=polling&sid=${sid}`, { method: 'POST', body: '3' });
  for (const sid of sids) expect((await poll(sid)).status).toBe(200);
  for (const sid of [`gateway-11.${sids[0]}`, 'gateway-2', `x${sids[0]}`])
    expect([(await poll(sid)).status, sid]).toEqual([400, sid]);
});

test('streams come as the gateway made them, pages from the api, and what operators read is not outside', async () => {
  const { id: story } = await aStory(dateline);
  const abort = new AbortController();
  open.push({ close: () => abort.abort() });
  const stream = (url: string) =>
    fetch(`${url}/v1/stories/${story}/stream`, {
      signal: abort.signal,
      headers: { 'accept-encoding': 'gzip, deflate, br' },
    });
  const [through, direct] = await Promise.all([stream(proxy.url), stream(gateways[0]?.url ?? '')]);
  for (const header of ['content-type', 'content-encoding', 'cache-control'])
    expect([header, through.headers.get(header)]).toEqual([header, direct.headers.get(header)]);
  expect((await fetch(`${proxy.url}/stories/${story}`)).status).toBe(200);
  expect((await ask(`${proxy.url}/v1/stories/${story}`)).status).toBe(200);
  for (const inside of ['/metrics', '/readyz']) expect((await fetch(proxy.url + inside)).status).toBe(404);
});

test('B22: through it guesses are counted by network, whatever the sender says of its own', async () => {
  const desk = new FrontDesk(dateline);
  const { name } = await desk.person('Vera');
  const signIn = async (localAddress: string, password: string, said: string) => {
    const body = JSON.stringify({ name, password });
    const headers = { 'x-forwarded-for': said };
    const asked = { method: 'POST', path: '/v1/sign-in', body, headers, localAddress };
    return (await rawRequest(proxy.url, asked)).status;
  };
  for (let i = 0; i < 10; i++)
    expect([i, await signIn('127.5.5.5', 'wrong', `192.0.2.${i}`)]).toEqual([i, 401]);
  expect(await signIn('127.5.5.77', PASSWORD, '198.51.100.1')).toBe(429);
  expect(await signIn('127.6.6.6', PASSWORD, '127.5.5.5')).toBe(200);
});
