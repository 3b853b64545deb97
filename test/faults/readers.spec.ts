import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { io } from 'socket.io-client';
import type { Receipt } from '#contract/update';
import { AStream } from '../support/a-stream.js';
import { MangledStream } from '../support/mangled-stream.js';
import { anUpdate, aStory, ask } from '../support/newsroom-people.js';
import { NewsroomInParts } from '../support/newsroom-in-parts.js';
import { chance } from '../support/newsroom-shift.js';
import { expectAllTold, expectNoDifference } from '../support/oracle.js';
import { Readership } from '../support/readership.js';
import { Reporter } from '../support/reporter.js';
import { TcpLink } from '../support/tcp-link.js';
import { waitUntil } from '../support/wait-until.js';
import { FollowingWitness } from '../support/witness.js';

const MOST_MEMORY = 512 * 1024 * 1024;
const HEADS_MS = 15_000;

let newsroom: NewsroomInParts;
let token: string;
beforeAll(async () => {
  newsroom = await NewsroomInParts.start({ gateways: 2 });
  token = await newsroom.dateline.token('editor');
}, 60_000);
afterAll(() => newsroom.stop(), 60_000);

let story: { id: string; address: string };
let reporter: Reporter;
const open: { close(): unknown }[] = [];
beforeEach(async () => {
  story = await aStory(newsroom.dateline);
  reporter = new Reporter({ url: newsroom.api.url, story: story.id }, token);
});
afterEach(async () => {
  Readership.closeAll();
  for (const each of open.splice(0)) await each.close();
});

test('frames that are lost, repeated and overtaken, the last one too, are put right', async () => {
  const line = await MangledStream.to(newsroom.gateway.url, chance(7));
  open.push(line);
  const readers = Array.from(
    { length: 10 },
    (_, i) =>
      new FollowingWitness({
        ...{ url: line.url, story: story.id, transport: 'sse' as const },
        ...(i % 2 && { city: 'moscow' }),
      }),
  );
  open.push(...readers);
  await waitUntil('everyone is in', () => readers.every(({ isLive }) => isLive));
  for (let n = 0; n < 60; n += 1) await reporter.post(anUpdate({ city: n % 2 ? 'moscow' : 'kazan' }));
  await expectAllTold(newsroom, story.id, readers);
  expect(Math.min(...Object.values(line.counts))).toBeGreaterThan(0);
}, 60_000);

test('a withdrawn update never comes back, on any way, while others resume', async () => {
  const link = await TcpLink.to('127.0.0.1', Number(new URL(newsroom.gateway.url).port));
  open.push(link);
  const cameBack: string[] = [];
  const watcher = (transport: 'sse' | 'socket') => {
    const struck = new Set<string>();
    return new FollowingWitness(
      { url: `http://127.0.0.1:${link.port}`, story: story.id, transport },
      (view) => {
        for (const { id, status } of view.updates) {
          if (status === 'retracted') struck.add(id);
          else if (struck.has(id)) cameBack.push(id);
        }
        for (const { id } of view.pins) if (struck.has(id)) cameBack.push(`pinned ${id}`);
      },
    );
  };
  const readers = Array.from({ length: 12 }, (_, i) => watcher(i % 2 ? 'sse' : 'socket'));
  open.push(...readers);
  await waitUntil('everyone is in', () => readers.every(({ view }) => view));
  const random = chance(3);
  const found: string[] = [];
  for (let n = 0; n < 25; n += 1) {
    const secret = `secret-${randomUUID()}`;
    const receipt = await reporter.post(anUpdate({ text: secret }));
    await Promise.all([reporter.pin(receipt), reporter.correct(receipt, `${secret} corrected`)]);
    link.cutSome(() => random() < 0.4);
    await reporter.retract({ ...receipt, revision: 2 });
    const before = { epoch: receipt.epoch, seq: (receipt.seq ?? 1) - 1 };
    found.push(...(await everyWay(before)).filter((text) => text.includes(secret)));
  }
  expect(found).toEqual([]);
  await expectAllTold(newsroom, story.id, readers);
  expect(cameBack).toEqual([]);
}, 60_000);

/** What the newsroom serves from a position on: snapshot, range, poll, page, and both ways to follow on each gateway. */
async function everyWay({ epoch, seq }: { epoch: string; seq: number }): Promise<string[]> {
  const below = [
    '',
    `/events?epoch=${epoch}&from=${seq + 1}&to=${seq + 9}`,
    `/events?after=${seq}`,
    '/updates',
  ];
  const read = async (url: string) => (await fetch(url)).text();
  const followed = newsroom.gateways.flatMap(({ url }) => [
    followBySocket(url, { epoch, seq }),
    followByStream(url, `${epoch}:${seq}`),
    followBySocket(url),
  ]);
  const pages = [
    ...below.map((rest) => `${story.address}${rest}`),
    `${newsroom.api.url}/stories/${story.id}`,
  ];
  return Promise.all([...pages.map(read), ...followed]);
}

async function followBySocket(url: string, position?: object): Promise<string> {
  const socket = io(`${url}/live`, { forceNew: true, transports: ['websocket'] });
  try {
    const request = { story: story.id, ...(position && { position }) };
    return JSON.stringify(await socket.timeout(5_000).emitWithAck('follow', request));
  } finally {
    socket.disconnect();
  }
}

async function followByStream(url: string, id: string): Promise<string> {
  const stream = await AStream.open(`${url}/v1/stories/${story.id}/stream`, { 'last-event-id': id });
  const first = await waitUntil('the stream begins', () => stream.events[0]);
  stream.close();
  return JSON.stringify(first);
}

test('positions that cannot be are answered quickly, ten thousand follows are cut off, and nobody else notices', async () => {
  const readership = await Readership.of(newsroom, story.id);
  const other = await aStory(newsroom.dateline);
  const { body } = await ask<{ position: { epoch: string } }>(other.address);
  const { epoch } = (await newsroom.journal.head(story.id)) ?? {};
  const seqs: unknown[] = [2 ** 60, -1, 1.5, '7', null, {}, Number.MAX_SAFE_INTEGER];
  const positions = [
    ...seqs.map((seq) => ({ epoch, seq })),
    { ...body.position, seq: 1 },
    [],
    'here',
    { seq: 1 },
  ];
  for (const position of positions) {
    const startedAt = performance.now();
    const answer = await followBySocket(newsroom.gateway.url, position as object);
    expect(answer).toMatch(/"mode":"snapshot"|"code":"malformed"/);
    expect(performance.now() - startedAt).toBeLessThan(1_500);
  }
  for (const after of ['1152921504606846976', '-1', '1e9', '9'.repeat(400), '%00'])
    expect((await fetch(`${story.address}/events?after=${after}`)).status).toBeLessThan(500);
  for (const id of [`${epoch}:${'9'.repeat(30)}`, ':', `${epoch}:-1`, 'x'.repeat(10_000)])
    expect(await followByStream(newsroom.gateway.url, id)).toContain('"event":"snapshot"');
  const greedy = io(`${newsroom.gateway.url}/live`, { forceNew: true, transports: ['websocket'] });
  const cut = new Promise((resolve) => greedy.once('disconnect', resolve));
  for (let n = 0; n < 10_000; n += 1) greedy.emit('follow', { story: story.id, city: `city-${n}` }, () => {});
  await cut;
  greedy.disconnect();
  await readership.at((await reporter.post(anUpdate())).seq ?? 0);
  expect(readership.disturbances()).toEqual([]);
  expect(newsroom.parts.filter((part) => !part.isAlive() || part.memory() > MOST_MEMORY)).toEqual([]);
}, 60_000);

test('a quiet city keeps up by heads alone, and asks nothing', async () => {
  const quiet = new FollowingWitness({
    url: newsroom.gateway.url,
    story: story.id,
    transport: 'sse',
    city: 'omsk',
  });
  open.push(quiet);
  await waitUntil('it is in', () => quiet.isLive);
  const states = quiet.states.length;
  let last: Receipt | undefined;
  for (let n = 0; n < 200; n += 1) last = await reporter.post(anUpdate({ city: 'moscow' }));
  const isThere = () => (quiet.view?.position.seq ?? 0) >= (last?.seq ?? 0);
  await waitUntil('a head moves it on', isThere, HEADS_MS);
  expect({ told: quiet.seqs, states: quiet.states.slice(states), wholes: quiet.wholes.length }).toEqual({
    ...{ told: [], states: [], wholes: 1 },
  });
  await expectAllTold(newsroom, story.id, [quiet]);
}, 60_000);

test("an update that is corrected from one city to another leaves the first city's page", async () => {
  const inCity = (city: string) => {
    const { url } = newsroom.gateway;
    return new FollowingWitness({ url, story: story.id, transport: 'socket', city });
  };
  const [moscow, kazan] = [inCity('moscow'), inCity('kazan')];
  open.push(moscow, kazan);
  await waitUntil('both are in', () => moscow.isLive && kazan.isLive);
  const receipt = await reporter.post(anUpdate({ city: 'moscow' }));
  await waitUntil('it is shown in Moscow', () => moscow.view?.updates.some(({ id }) => id === receipt.id));
  await ask(`${story.address}/updates/${receipt.id}/revisions`, {
    ...{ method: 'POST', token, headers: { 'if-match': '"1"' } },
    body: {
      requestId: randomUUID(),
      city: 'kazan',
      text: 'In Kazan.',
      figures: [],
      correctionNote: 'Another city.',
    },
  });
  await waitUntil('it is shown in Kazan', () => kazan.view?.updates.some(({ id }) => id === receipt.id));
  await waitUntil('it has left Moscow', () => moscow.view?.updates.every(({ id }) => id !== receipt.id));
  await expectAllTold(newsroom, story.id, [moscow, kazan]);
  await expectNoDifference(newsroom, story.id);
});
