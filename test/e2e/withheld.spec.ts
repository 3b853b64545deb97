import { randomUUID } from 'node:crypto';
import type { Position } from '#contract/snapshot';
import type { PostUpdate } from '#contract/update';
import { AReader } from '../support/a-reader.js';
import { AStream } from '../support/a-stream.js';
import { allOfRedis } from '../support/all-redis.js';
import { Desk } from '../support/at-the-desk.js';
import { type Dateline, type RunningApp, startDateline } from '../support/dateline.js';
import { waitUntil } from '../support/wait-until.js';

let dateline: Dateline;
let gateway: RunningApp;
let desk: Desk;
/** In every text that an update has. */
let word: string;
const open: { close(): void }[] = [];
beforeAll(async () => {
  dateline = await startDateline();
  gateway = await dateline.start('gateway', { API_URL: dateline.url });
});
afterAll(async () => {
  await gateway.kill();
  await dateline.stop();
});
beforeEach(async () => {
  desk = await Desk.open(dateline, 'admin');
  word = `zerkalo${randomUUID().replaceAll('-', '')}`;
});
afterEach(() => {
  for (const each of open.splice(0)) each.close();
});

const told = (): Partial<PostUpdate> => ({
  ...{ text: `They took ${word} away.`, headline: `${word} taken`, byline: `By ${word}`, keyEvent: true },
  evidence: [{ url: `https://example.org/${word}`, quote: `We saw ${word}.` }],
  figures: [{ metric: 'arrests', source: 'own', value: 3 }],
  media: [{ embed: `https://example.org/${word}`, title: `${word} on film` }],
});

/** An update with the word in all its texts, corrected and pinned, and another one after it. */
async function shown(): Promise<{ id: string; before: Position }> {
  const before = (await desk.snapshot()).position;
  const { id } = await desk.filed(told());
  await desk.revise(id, 1, { ...told(), correctionNote: `Not ${word}.` });
  await desk.put(`/pins/${id}`, {});
  await desk.filed({ text: 'The square is quiet.' });
  return { id, before };
}

type Read = { readonly status: number; readonly text: string; readonly etag: string };
async function readAll(id: string, { epoch }: Position, etags: readonly Read[] = []): Promise<Read[]> {
  const at = `${desk.address}`;
  const page = `${dateline.url}/stories/${desk.story}`;
  const addresses = [
    ...[
      at,
      `${at}?city=moscow`,
      `${at}/updates`,
      `${at}/updates?city=moscow`,
      `${at}/updates?keyEvents=true`,
    ],
    ...[`${at}/updates?before=9999-01-01T00:00:00Z_1`, `${at}/updates/${id}`, page, `${page}?city=moscow`],
    ...[
      `${page}?before=9999-01-01T00:00:00Z_1`,
      `${at}/events?after=0`,
      `${at}/events?after=1&epoch=${epoch}`,
    ],
    ...[`${at}/events?epoch=${epoch}&from=1&to=5`, `${at}/events?epoch=${epoch}&from=2&to=2`],
  ];
  return Promise.all(
    addresses.map(async (address, place) => {
      const headers = { 'if-none-match': etags[place]?.etag ?? '"none"' };
      const response = await fetch(address, { headers });
      const text = await response.text();
      return { status: response.status, text, etag: response.headers.get('etag') ?? '' };
    }),
  );
}

/** What a reader is answered who follows anew, and one who was there before the update, by socket and by stream. */
async function followAll(before: Position): Promise<string[]> {
  const answers: string[] = [];
  for (const { url } of [dateline, gateway]) {
    for (const city of [undefined, 'moscow']) {
      const reader = new AReader(
        url,
        city === undefined ? { story: desk.story } : { story: desk.story, city },
      );
      open.push(reader);
      answers.push(JSON.stringify([await reader.follow(), await reader.follow(before)]));
      const address = `${url}/v1/stories/${desk.story}/stream${city === undefined ? '' : `?city=${city}`}`;
      for (const id of ['', `${before.epoch}:${before.seq}`]) {
        const stream = await AStream.open(address, id === '' ? {} : { 'last-event-id': id });
        open.push(stream);
        answers.push(JSON.stringify(await waitUntil('the first answer', () => stream.events.at(0))));
      }
    }
  }
  return answers;
}

describe.each(['retraction', 'erasure'] as const)('after the %s is acknowledged', (what) => {
  const withdraw = async (id: string) => {
    const { status, body } = await desk.change(
      id,
      what,
      what === 'retraction' ? { note: 'It was another.' } : {},
    );
    expect([status, body.code]).toEqual([201, undefined]);
  };

  test('nothing that is read has the words, also for those who hold old versions', async () => {
    const { id, before } = await shown();
    const held = await readAll(id, before);
    expect(held.map(({ status, text }) => [status, text.includes(word)])).toEqual(
      held.map(() => [200, true]),
    );
    await withdraw(id);
    const now = await readAll(id, before, held);
    expect(now.map(({ status, text }) => [status, text.includes(word)])).toEqual(now.map(() => [200, false]));
    expect((await readAll(id, before)).some(({ text }) => text.includes(word))).toBe(false);
  });

  test('nobody who follows is given the words, though gateways gave them before', async () => {
    const { id, before } = await shown();
    const held = await followAll(before);
    expect(held.map((answer) => answer.includes(word))).toEqual(held.map(() => true));
    await withdraw(id);
    expect((await followAll(before)).filter((answer) => answer.includes(word))).toEqual([]);
  });

  test('no key of Redis has the words', async () => {
    const { id } = await shown();
    await waitUntil('Redis has the words', async () => (await allOfRedis(dateline.redisUrl)).includes(word));
    await withdraw(id);
    expect(await allOfRedis(dateline.redisUrl)).not.toContain(word);
  });

  test('a gateway that was held up, and hears of everything late, sends nobody the words', async () => {
    const { position } = await desk.snapshot();
    const reader = new AReader(gateway.url, { story: desk.story });
    const stream = await AStream.open(`${gateway.url}/v1/stories/${desk.story}/stream`);
    open.push(reader, stream);
    await reader.follow(position);
    process.kill(gateway.pid, 'SIGSTOP');
    try {
      const { id } = await shown();
      await withdraw(id);
    } finally {
      process.kill(gateway.pid, 'SIGCONT');
    }
    const { seq } = (await desk.snapshot()).position;
    await waitUntil('both have all there is', () =>
      [reader.frames.at(-1)?.to, (stream.events.at(-1)?.data as { to?: number } | undefined)?.to].every(
        (to) => to === seq,
      ),
    );
    expect(JSON.stringify([reader.answers, reader.frames, stream.events])).not.toContain(word);
  });

  test('it holds each time, in the moment of the acknowledgement', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { id, before } = await shown();
      const reader = new AReader(gateway.url, { story: desk.story });
      open.push(reader);
      await reader.follow(before);
      await withdraw(id);
      const [answer, { text }, redis] = await Promise.all([
        reader.follow(before),
        fetch(desk.address).then(async (response) => ({ text: await response.text() })),
        allOfRedis(dateline.redisUrl),
      ]);
      expect([JSON.stringify(answer).includes(word), text.includes(word), redis.includes(word)]).toEqual([
        ...[false, false, false],
      ]);
    }
  });

  test('and a restoration brings back only what was not erased', async () => {
    const { id } = await shown();
    await withdraw(id);
    if (what === 'erasure') await desk.change(id, 'retraction', { note: 'It was another.' });
    expect((await desk.change(id, 'restoration')).status).toBe(201);
    const { updates } = await desk.snapshot();
    expect(JSON.stringify(updates).includes(word)).toBe(what === 'retraction');
    expect(updates.find((update) => update.id === id)).toMatchObject({
      ...{ status: 'published', erased: what === 'erasure', figures: [{ value: 3 }] },
    });
  });

  test('a delivery of another desk withdraws as surely', async () => {
    const before = (await desk.snapshot()).position;
    const record = (revision: number, fields: object) => ({
      ...{ type: 'update', receivedAt: '2021-01-23T12:00:00Z' },
      record: { id: `u-${word.slice(7)}`, story: desk.story, revision, ...fields },
    });
    const words = { ...told(), city: 'moscow', occurredAt: '2021-01-23T11:00:00Z' };
    await desk.deliver(record(1, { status: 'published', ...words }));
    await followAll(before);
    if (what === 'erasure') await desk.change(`u-${word.slice(7)}`, 'erasure');
    else await desk.deliver(record(2, { status: 'retracted', correctionNote: 'It was another.' }));
    expect((await followAll(before)).filter((answer) => answer.includes(word))).toEqual([]);
    expect(await allOfRedis(dateline.redisUrl)).not.toContain(word);
  });
});

test('B21: erased words are in no table and in nothing that was printed', async () => {
  const { id } = await shown();
  await desk.change(id, 'retraction', { note: `It was ${word}.` });
  const gone = await shown();
  await desk.change(gone.id, 'erasure');
  await desk.change(id, 'erasure');
  const tables = await dateline.sql<{ name: string }>(
    `select quote_ident(table_name) as name from information_schema.tables where table_schema = 'public'`,
  );
  expect(tables.length).toBeGreaterThan(8);
  for (const { name } of tables) {
    const [found] = await dateline.sql<{ n: string }>(
      `select count(*) as n from ${name} as row where row::text like '%' || $1 || '%'`,
      [word],
    );
    expect([name, found?.n]).toEqual([name, '0']);
  }
  for (const { output } of [dateline, gateway]) expect(output()).not.toContain(word);
});
