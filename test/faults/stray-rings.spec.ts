import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createClient } from 'redis';
import { AReader } from '../support/a-reader.js';
import { type Dateline, startDateline } from '../support/dateline.js';
import { anUpdate, aStory } from '../support/newsroom-people.js';
import { Reporter } from '../support/reporter.js';
import { waitUntil } from '../support/wait-until.js';

let dateline: Dateline;
beforeAll(async () => {
  dateline = await startDateline();
});
afterAll(() => dateline.stop());

test('whatever anybody says on the channels, the newsroom goes on telling readers', async () => {
  const { id: story } = await aStory(dateline);
  const reader = new AReader(dateline.url, { story });
  await reader.follow();
  const { epoch, head_seq: seq } = (
    await dateline.sql<{ epoch: string; head_seq: number }>(
      'select epoch, head_seq from stories where id = $1',
      [story],
    )
  )[0] ?? { epoch: '', head_seq: 0 };
  const words = [
    '',
    'x',
    '{',
    'null',
    '{}',
    ' ',
    `${story} ${epoch} x y z`,
    `${story} ${epoch}`,
    'я'.repeat(3_000),
  ];
  const wrong = `${story} ${epoch} ${2 ** 60} ${2 ** 61} 1`;
  const head = JSON.stringify({ id: story, epoch, seq: seq + 9, hash: 'none' });
  const redis = createClient({ url: dateline.redisUrl });
  await redis.connect();
  for (const word of [...words, wrong, head, '\u0000\ufffd']) await redis.publish('dl:doorbell', word);
  for (const word of [...words, wrong, head, JSON.stringify({ id: randomUUID(), epoch, seq: 1, hash: '' })])
    await dateline.sql('select pg_notify($1, $2)', ['dateline_appended', word]);
  redis.destroy();
  const token = await dateline.token('editor');
  await new Reporter({ url: dateline.url, story }, token).post(anUpdate({ text: 'All is well.' }));
  await waitUntil('the reader has it', () => JSON.stringify(reader.view).includes('All is well.'));
  reader.close();
  expect((await fetch(`${dateline.url}/healthz`)).status).toBe(200);
}, 30_000);
