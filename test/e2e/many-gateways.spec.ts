import net from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { io } from 'socket.io-client';
import { AStream } from '../support/a-stream.js';
import { byEveryTransport } from '../support/every-transport.js';
import { isRunning, ManyGateways } from '../support/many-gateways.js';
import { anUpdate, aStory } from '../support/newsroom-people.js';
import { expectAllTold } from '../support/oracle.js';
import { Reporter } from '../support/reporter.js';
import { waitUntil } from '../support/wait-until.js';

const OF_EACH = 6;
const UPDATES = 60;

let newsroom: ManyGateways;
const open: { close(): unknown }[] = [];
beforeAll(async () => {
  newsroom = await ManyGateways.start(3);
}, 60_000);
afterEach(() => {
  for (const each of open.splice(0)) each.close();
});
afterAll(() => newsroom.stop(), 30_000);

async function aReporter(): Promise<{ story: string; reporter: Reporter }> {
  const { id: story } = await aStory(newsroom.dateline);
  const token = await newsroom.dateline.token('editor');
  return { story, reporter: new Reporter({ url: newsroom.url, story }, token) };
}

test('every reader, by every transport, is told every update once and in order, and the crowd is spread', async () => {
  const { story, reporter } = await aReporter();
  const crowd = byEveryTransport(newsroom.url, story, OF_EACH);
  open.push(...crowd);
  await waitUntil('everyone is in', () => crowd.every(({ view }) => view), 20_000);
  const upgraded = crowd.filter((reader) => reader.name === 'stock socket.io ');
  await waitUntil('who may is on a websocket', () => upgraded.every((r) => r.transport === 'websocket'));
  for (let n = 0; n < UPDATES; n += 1) await reporter.post(anUpdate({ text: `Report ${n}.` }));
  await expectAllTold(newsroom, story, crowd);
  const readers = [...(await newsroom.readers()).values()];
  expect(readers.reduce((sum, count) => sum + count, 0)).toBe(crowd.length);
  expect(readers.length).toBe(3);
  expect(Math.min(...readers)).toBeGreaterThanOrEqual(crowd.length / 3 - 3);
}, 60_000);

test('websockets and streams are none of the newsroom’s connections any more', async () => {
  const { story } = await aReporter();
  const before = await newsroom.connections();
  const sockets = Array.from({ length: 40 }, () =>
    io(`${newsroom.url}/live`, { forceNew: true, transports: ['websocket'] }),
  );
  open.push(...sockets);
  const streams = await Promise.all(
    Array.from({ length: 40 }, () => AStream.open(`${newsroom.url}/v1/stories/${story}/stream`)),
  );
  open.push(...streams);
  await waitUntil('all are in', () => sockets.every(({ connected }) => connected));
  await waitUntil('all have the story', () => streams.every(({ events }) => events.length > 0));
  await waitUntil(
    'the newsroom holds none of them',
    async () => (await newsroom.connections()) < before + 10,
  );
});

test('a stream asked for behind another request on its connection is passed on, until the reader goes', async () => {
  const { story, reporter } = await aReporter();
  await waitUntil('others have left', async () => sum(await newsroom.readers()) === 0);
  const connection = net.connect(Number(new URL(newsroom.url).port), '127.0.0.1');
  open.push({ close: () => connection.destroy() });
  let heard = '';
  connection.setEncoding('utf8').on('data', (part: string) => {
    heard += part;
  });
  const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: newsroom\r\n\r\n`;
  connection.write(get('/healthz') + get(`/v1/stories/${story}/stream`));
  await waitUntil('both are answered', () => /"up"[\s\S]*event: snapshot/.test(heard));
  await reporter.post(anUpdate({ text: 'Behind another.' }));
  await waitUntil('the update arrives', () => heard.includes('Behind another.'));
  expect(sum(await newsroom.readers())).toBe(1);
  connection.destroy();
  await waitUntil('the gateway knows', async () => sum(await newsroom.readers()) === 0);
});

test('a page asked for by a client that would rather speak HTTP/2 is served in HTTP/1.1', async () => {
  const headers = [
    'Host: newsroom',
    'Connection: Upgrade, HTTP2-Settings',
    'Upgrade: h2c',
    'HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA',
  ];
  const connection = net.connect(Number(new URL(newsroom.url).port), '127.0.0.1');
  open.push({ close: () => connection.destroy() });
  let heard = '';
  connection.setEncoding('utf8').on('data', (part: string) => {
    heard += part;
  });
  const { story } = await aReporter();
  connection.write(`GET /healthz HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n`);
  await waitUntil('the page', () => /^HTTP\/1.1 200 [\s\S]*"up"/.test(heard));
  connection.write(`GET /v1/stories/${story}/stream HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n`);
  await waitUntil('the stream', () => heard.includes('event: snapshot'));
});

const sum = (readers: ReadonlyMap<string, number>): number =>
  [...readers.values()].reduce((all, count) => all + count, 0);

test.each(['gateway-9.1', 'nobody', '.', 'gateway-1', 'gateway-1.gone', 'gateway-1.gone.'])(
  'a client with the id %s of a connection that is no more is told so in its own words',
  async (sid) => {
    const address = `${newsroom.url}/socket.io/?EIO=4&transport=polling&sid=${sid}`;
    for (const method of ['GET', 'POST']) {
      const answer = await fetch(address, { method, ...(method === 'POST' && { body: '3' }) });
      expect([answer.status, await answer.json()]).toEqual([400, { code: 1, message: 'Session ID unknown' }]);
    }
    const upgrade = await upgradeAnswer(address.replace('polling', 'websocket'));
    expect(upgrade).toMatch(/^HTTP\/1\.1 400 [\s\S]*Session ID unknown/);
  },
);

/** What the connection carries until it ends. */
function upgradeAnswer(address: string): Promise<string> {
  const { port, pathname, search } = new URL(address);
  const headers = [
    'Host: newsroom',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
  ];
  const connection = net.connect(Number(port), '127.0.0.1');
  connection.write(`GET ${pathname}${search} HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n`);
  return text(connection);
}

test('pages of other origins may not connect, whichever process looks', async () => {
  const handshake = (origin: string) =>
    fetch(`${newsroom.url}/socket.io/?EIO=4&transport=polling`, { headers: { origin } });
  expect((await handshake('https://elsewhere.example')).status).toBe(403);
  expect((await handshake(newsroom.url)).status).toBe(200);
});

test('what Node, the api and each gateway measure is on one page, told apart', async () => {
  const page = await newsroom.page();
  expect(page).toMatch(/^process_cpu_seconds_total \d/m);
  expect(page).toMatch(/^process_start_time_seconds \d/m);
  for (const name of ['gateway-1', 'gateway-2', 'gateway-3']) {
    expect(page).toMatch(new RegExp(`^process_cpu_seconds_total\\{gateway="${name}"\\} \\d`, 'm'));
    expect(page).toMatch(new RegExp(`^dateline_gateway_frames_sent_total\\{gateway="${name}"\\} \\d`, 'm'));
    expect(page).toMatch(
      new RegExp(`^dateline_gateway_readers\\{transport="sse",gateway="${name}"\\} \\d`, 'm'),
    );
    expect(page).toMatch(
      new RegExp(`^dateline_gateway_updates_per_frame_bucket\\{le="\\+Inf",gateway="${name}"\\} \\d`, 'm'),
    );
  }
  expect(page).not.toMatch(/null|NaN/);
});

test('how long updates take from their commit in Postgres to readers is measured at every gateway', async () => {
  const { story, reporter } = await aReporter();
  const crowd: ReturnType<typeof byEveryTransport> = [];
  // the door hears once a second how many each has: those who left a moment ago still count for it
  await waitUntil('others have left', async () => sum(await newsroom.readers()) === 0);
  await waitUntil('every gateway has some', async () => {
    const more = byEveryTransport(newsroom.url, story, 1);
    crowd.push(...more);
    open.push(...more);
    await waitUntil('they are in', () => more.every(({ view }) => view));
    return [...(await newsroom.readers()).values()].filter((count) => count > 0).length === 3;
  });
  await waitUntil('everyone is in', () => crowd.every(({ view }) => view), 20_000);
  const before = await measured();
  for (let n = 0; n < 10; n += 1) {
    const { seq } = await reporter.post(anUpdate({ text: `Report ${n}.` }));
    // one at a time: what is read along with the one before it is sent before its own doorbell is heard
    await waitUntil('all have it', () => crowd.every(({ view }) => (view?.position.seq ?? 0) >= (seq ?? 0)));
  }
  await expectAllTold(newsroom, story, crowd);
  const after = await measured();
  expect(after.size).toBe(3);
  for (const [gateway, { frames, known, seconds }] of after) {
    const had = before.get(gateway) ?? { frames: 0, known: 0, seconds: 0 };
    expect(frames).toBeGreaterThan(had.frames);
    expect((known - had.known) / (frames - had.frames)).toBeGreaterThan(0.5);
    expect((seconds - had.seconds) / (known - had.known)).toBeGreaterThan(0);
    expect((seconds - had.seconds) / (known - had.known)).toBeLessThan(1);
  }
}, 40_000);

/** By gateway: frames, those of which the time is known, and these times added up. */
async function measured() {
  const page = await newsroom.page();
  const of = (name: string, gateway: string) =>
    Number(new RegExp(`^dateline_gateway_${name}\\{gateway="${gateway}"\\} (\\S+)$`, 'm').exec(page)?.[1]);
  const each = ['gateway-1', 'gateway-2', 'gateway-3'].map((gateway) => {
    const frames = of('updates_per_frame_count', gateway);
    const known = of('commit_to_send_seconds_count', gateway);
    return [gateway, { frames, known, seconds: of('commit_to_send_seconds_sum', gateway) }] as const;
  });
  return new Map(each);
}

test('a number of gateways that cannot be is refused in a sentence', async () => {
  await expect(newsroom.dateline.start('newsroom', { GATEWAYS: '65' })).rejects.toThrow(
    `The newsroom can't start: GATEWAYS must be a whole number from 1 to 64; it is "65".`,
  );
});

test('a newsroom that is asked to end tells readers to move; one that is killed leaves no gateway behind', async () => {
  const { dateline } = newsroom;
  const asked = await dateline.start('newsroom', { GATEWAYS: '2' });
  const told: string[] = [];
  const socket = io(`${asked.url}/live`, { forceNew: true, transports: ['websocket'] });
  open.push(socket);
  socket.on('moving', () => told.push('moving'));
  await waitUntil('it is in', () => socket.connected);
  const { story } = await aReporter();
  const stream = await AStream.open(`${asked.url}/v1/stories/${story}/stream`);
  open.push(stream);
  await waitUntil('it has the story', () => stream.events.length > 0);
  await asked.stop();
  await waitUntil('both are told', () => told.length === 1 && stream.hasEnded && stream.retries.length === 2);

  const killed = await ManyGateways.start(2);
  const pids = [...(await killed.pids()).values()];
  expect(pids).toHaveLength(2);
  await killed.dateline.kill();
  await waitUntil('nobody is left', () => !pids.some(isRunning));
  await killed.stop();
}, 60_000);
