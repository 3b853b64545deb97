import type { EventRange, Frame } from '#contract/follow';
import type { Snapshot } from '#contract/snapshot';
import { followStory } from '#client/follow-story';
import { AReader } from '../support/a-reader.js';
import { AStream } from '../support/a-stream.js';
import { Desk } from '../support/at-the-desk.js';
import { type Dateline, startDateline } from '../support/dateline.js';
import { ask, CITIES } from '../support/newsroom-people.js';
import { stateHash } from '../support/state-hash.js';
import { waitUntil } from '../support/wait-until.js';

let dateline: Dateline;
let desk: Desk;
const open: { close(): void }[] = [];
beforeAll(async () => {
  dateline = await startDateline();
});
afterAll(() => dateline.stop());
beforeEach(async () => {
  desk = await Desk.open(dateline);
});
afterEach(() => {
  for (const each of open.splice(0)) each.close();
});

const MANY = Array.from({ length: 450 }, (_, i) => ({
  ...{ id: `city-${i}`, name: `City ${i}`, country: 'RU', lat: 55, lon: 37, timeZone: 'Europe/Moscow' },
}));
const edit = async (title: string, cities: readonly object[]) => {
  const { timeZone, sources, metrics } = (await desk.snapshot()).story;
  const { body } = await desk.put('', { title, timeZone, sources, metrics, cities, requestId: undefined });
  return body.seq;
};
const follow = async (city?: string): Promise<AReader> => {
  const reader = new AReader(dateline.url, { story: desk.story, ...(city !== undefined && { city }) });
  open.push(reader);
  await reader.follow();
  return reader;
};
const LIGHT = { events: [{ kind: 'story.edited', story: 'reload' }], totals: 'reload' };

test('an edited story that is small goes to every reader whole', async () => {
  const reader = await follow();
  expect(await edit('Two days', CITIES)).toBe(2);
  await reader.at(2);
  expect(reader.view?.story.title).toBe('Two days');
  expect(reader.frames).toHaveLength(1);
});

test('one that is large is not sent to each of them: they are told to fetch it', async () => {
  const [reader, kazan] = await Promise.all([follow(), follow('kazan')]);
  const stream = await AStream.open(`${desk.address}/stream`);
  open.push(stream);
  await waitUntil('the stream goes', () => stream.of('snapshot').length > 0);
  expect(await edit('Two days', [...CITIES, ...MANY])).toBe(2);
  await waitUntil('all are told', () => reader.frames[0] && kazan.frames[0] && stream.of('frame')[0]);
  for (const frame of [reader.frames[0], kazan.frames[0], stream.of('frame')[0]?.data as Frame]) {
    expect(frame).toMatchObject(LIGHT);
    expect(JSON.stringify(frame).length).toBeLessThan(1_000);
  }
  expect((await desk.snapshot()).story).toMatchObject({ title: 'Two days', cities: { length: 453 } });
});

test('a poller and one who comes back are told the same', async () => {
  const reader = await follow();
  const position = reader.view?.position;
  await edit('Two days', [...CITIES, ...MANY]);
  await desk.filed();
  const { body } = await ask<EventRange>(`${desk.address}/events?after=1`);
  expect(body.frame).toMatchObject({ ...LIGHT, events: [...LIGHT.events, { kind: 'update.posted' }] });
  expect(body.totals).toMatchObject(['reload', { counts: {} }]);
  await waitUntil('both are in', () => reader.frames.at(-1)?.to === 3);
  const answer = await reader.follow(position);
  expect(answer).toMatchObject({ mode: 'resume', frame: { from: 2, to: 3, totals: 'reload' } });
});

test.each(['sse', 'socket'] as const)(
  'who reads with our client over %s has the story as it is a moment later, and goes on',
  async (transport) => {
    const seen: { view?: Snapshot } = {};
    const seqs: number[] = [];
    open.push(
      followStory({
        url: dateline.url,
        story: desk.story,
        transport,
        onChange: (snapshot) => {
          seen.view = snapshot;
        },
        onEvent: ({ seq }) => seqs.push(seq),
      }),
    );
    await waitUntil('it follows', () => seen.view !== undefined);
    await edit('Two days', [...CITIES, ...MANY]);
    await desk.filed({ city: 'city-7' });
    await waitUntil('it is there', () => seen.view?.position.seq === 3);
    expect(seen.view?.story.title).toBe('Two days');
    expect(stateHash(seen.view as Snapshot)).toBe(stateHash(await desk.snapshot()));
    expect(seqs).toEqual([2, 3]);
  },
);
