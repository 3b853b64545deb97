import type { Snapshot } from '#contract/snapshot';
import { AnHttpStream } from '../support/an-http-stream.js';
import { type Dateline, realDay, startDateline } from '../support/dateline.js';
import { HandSpoken, shownAfter } from '../support/hand-spoken.js';
import { ask } from '../support/newsroom-people.js';
import { stateHash } from '../support/state-hash.js';
import { waitUntil } from '../support/wait-until.js';

const STORY = 'ru-2021-01-23';
/** Of compressed bytes to plain ones. Measured: 0.348 on a websocket (95,332 of 273,572), 0.346 on SSE. */
const MOST = 0.65;

let dateline: Dateline;
const open: { close(): void }[] = [];
beforeAll(async () => {
  dateline = await startDateline();
}, 30_000);
afterAll(async () => {
  for (const each of open) each.close();
  await dateline.stop();
});

/** Someone who reads along, and how many bytes that took. */
interface Reader {
  readonly bytes: number;
  readonly last: number;
  shown(): Snapshot | string;
}

async function aSpeaker(perMessageDeflate: boolean): Promise<Reader> {
  const speaker = await HandSpoken.open(dateline.url, { perMessageDeflate });
  open.push(speaker);
  await speaker.join('/live');
  const answer = await speaker.follow({ story: STORY });
  return {
    get bytes() {
      return speaker.bytes;
    },
    get last() {
      return speaker.frames().at(-1)?.to ?? 0;
    },
    shown: () => shownAfter(answer, speaker.frames()),
  };
}

async function aStream(coding: string): Promise<Reader> {
  const address = `${dateline.url}/v1/stories/${STORY}/stream`;
  const stream = await AnHttpStream.open(address, { 'accept-encoding': coding });
  open.push(stream);
  await waitUntil('the snapshot', () => stream.of('snapshot')[0]);
  return {
    get bytes() {
      return stream.bytes;
    },
    get last() {
      return Number(stream.of('frame').at(-1)?.id.split(':')[1] ?? 0);
    },
    shown: () => stream.shown(),
  };
}

test('the day’s updates, a frame for each, take compressed at most 0.65 of their bytes, and show the same', async () => {
  const token = await dateline.token('admin');
  const address = `${dateline.url}/v1/stories/${STORY}`;
  const lines = await realDay();
  const of = (type: string) =>
    lines.filter((line) => line['type'] === type).map(({ type: _, ...rest }) => rest);
  const [{ id: _, ...story } = { id: '' }] = of('story');
  const body = { ...story, cities: of('city'), sources: of('source') };
  expect((await ask(address, { method: 'PUT', token, body })).status).toBe(200);
  const [plain, deflated] = [await aSpeaker(false), await aSpeaker(true)];
  const [text, gzip] = [await aStream('identity'), await aStream('gzip')];
  const readers = [plain, deflated, text, gzip];
  const before = readers.map(({ bytes }) => bytes);
  for (const line of lines.filter(({ receivedAt }) => receivedAt !== undefined)) {
    const sent = { method: 'POST', token, body: { deliveries: [line] } };
    const answer = await ask<{ results: { receipt?: { seq: number | null } }[] }>(
      `${address}/deliveries`,
      sent,
    );
    const seq = answer.body.results[0]?.receipt?.seq ?? 0;
    await waitUntil(`all at ${seq}`, () => readers.every(({ last }) => last >= seq));
  }
  const [a = 0, b = 0, c = 0, d = 0] = readers.map(({ bytes }, i) => bytes - (before[i] ?? 0));
  const { body: truth } = await ask<Snapshot>(address);
  for (const reader of readers) expect(stateHash(reader.shown() as Snapshot)).toBe(stateHash(truth));
  expect(b / a).toBeLessThanOrEqual(MOST);
  expect(d / c).toBeLessThanOrEqual(MOST);
}, 60_000);
