import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Receipt } from '#contract/update';
import { Desk } from '../support/at-the-desk.js';
import { Queue } from '../support/at-the-queue.js';
import { type Dateline, type RunningApp, startDateline } from '../support/dateline.js';
import { ask, anUpdate } from '../support/newsroom-people.js';
import { waitUntil } from '../support/wait-until.js';

const SCHEDULED = 500;
/** From the first time to the last. */
const SPREAD_MS = 12_000;
const PROMISED_MS = 1_000;

let dateline: Dateline;
let others: RunningApp[];
let desk: Desk;
beforeAll(async () => {
  dateline = await startDateline({ app: 'api' });
  others = [await dateline.start('api'), await dateline.start('api')];
  desk = await Desk.open(dateline);
}, 60_000);
afterAll(() => dateline.stop());

interface Shown {
  readonly id: string;
  readonly committed: Date;
}
/** When each update was committed, by the database's clock; each once. */
async function watchCommits(): Promise<() => Promise<readonly Shown[]>> {
  await dateline.sql(
    `create table commits (id text, committed timestamptz);
     create function note_commit() returns trigger language plpgsql as $$
       begin insert into commits values (new.update_id, clock_timestamp()); return null; end $$;
     create constraint trigger noted after insert on events deferrable initially deferred
       for each row when (new.kind = 'update.posted') execute function note_commit()`,
  );
  return () => dateline.sql<Shown>('select id, committed from commits');
}

test(`${SCHEDULED} set times, three apis of which two are killed meanwhile: each once, and in time`, async () => {
  const commits = await watchCommits();
  const first = Date.now() + 4_000;
  const updates = Array.from({ length: SCHEDULED }, (_, i) =>
    anUpdate({ publishAt: new Date(first + Math.floor((i * SPREAD_MS) / SCHEDULED)).toISOString() }),
  );
  for (let at = 0; at < SCHEDULED; at += 100) {
    const batch = { updates: updates.slice(at, at + 100) };
    const { body } = await desk.send<{ results: { receipt?: Receipt }[] }>('POST', '/updates:batch', batch);
    expect(body.results.map(({ receipt }) => receipt?.status)).toEqual(batch.updates.map(() => 'scheduled'));
  }
  expect((await desk.snapshot()).updates).toEqual([]);
  const [one, other] = others;
  const some = (count: number) =>
    waitUntil(`${count} are there`, async () => (await commits()).length >= count, 30_000);
  await some(100);
  await one?.kill();
  await some(300);
  await other?.kill();
  await some(SCHEDULED);

  const times = new Map((await commits()).map(({ id, committed }) => [id, committed.getTime()]));
  expect([times.size, (await commits()).length]).toEqual([SCHEDULED, SCHEDULED]);
  const lateness = updates.map(({ id, publishAt = '' }) => (times.get(id) ?? 0) - Date.parse(publishAt));
  expect(Math.min(...lateness)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...lateness)).toBeLessThan(PROMISED_MS);
  const queue = new Queue(desk);
  expect(await queue.list('?state=scheduled')).toEqual([]);
  const again = await ask<Receipt>(`${desk.address}/updates`, {
    ...{ method: 'POST', token: desk.token, body: updates[7] },
  });
  expect([again.status, again.body.status]).toEqual([200, 'published']);
}, 60_000);

test('what came due while no api ran is there within a second of the first that runs again', async () => {
  await dateline.sql('truncate commits');
  const due = new Date(Date.now() + 2_500).toISOString();
  const updates = Array.from({ length: 60 }, () => anUpdate({ publishAt: due }));
  const { status } = await desk.send('POST', '/updates:batch', { updates });
  expect(status).toBe(200);
  await dateline.kill();
  await waitUntil('it is time', async () => Date.now() > Date.parse(due));
  const again = await dateline.start('api');
  const ready = Date.now();
  const left = async () =>
    (await dateline.sql(`select 1 from filings where state = 'scheduled' and story_id = $1`, [desk.story]))
      .length;
  await waitUntil('all are there', async () => (await left()) === 0);
  expect(Date.now() - ready).toBeLessThan(PROMISED_MS);
  const counted = await dateline.sql('select distinct id from commits');
  expect(counted).toHaveLength(updates.length);
  const snapshot = await ask<{ updates: unknown[] }>(`${again.url}/v1/stories/${desk.story}`);
  expect(snapshot.body.updates).toHaveLength(50);
}, 40_000);
