import { randomUUID } from 'node:crypto';
import { createClient } from 'redis';
import type { Desk } from '../support/at-the-desk.js';
import { Queue } from '../support/at-the-queue.js';
import { type Dateline, startDateline } from '../support/dateline.js';
import { deskForEachTest } from '../support/desk-for-each-test.js';
import { anUpdate, ask } from '../support/newsroom-people.js';

let dateline: Dateline;
let desk: Desk;
let vera: Desk;
let hers: Queue;
let id: string;
deskForEachTest(
  (scene) => {
    ({ dateline, desk, vera } = scene);
  },
  { newsroom: startDateline },
);
beforeEach(() => {
  hers = new Queue(vera);
  id = randomUUID();
});

const words = { city: 'moscow', text: 'Half a sent' };
const whole = () => {
  const { id: _, ...content } = anUpdate();
  return content;
};

describe('a draft', () => {
  test('is kept as it is typed, of any shape, from the version that was read', async () => {
    const first = await hers.save(id, null, words);
    expect([first.status, first.body.state, first.body.version]).toEqual([200, 'draft', 1]);
    expect((await hers.save(id, null, words)).body.version).toBe(1); // the same again
    expect((await hers.save(id, null, { text: 'Else' })).status).toBe(428);
    expect((await hers.save(id, 1, { text: 'Half a sentence', anything: [1] })).body.version).toBe(2);
    const stale = await hers.save(id, 1, { text: 'From another window' });
    expect([stale.status, stale.body.current]).toEqual([
      412,
      expect.objectContaining({ version: 2, content: { text: 'Half a sentence', anything: [1] } }),
    ]);
    expect((await hers.list('?state=draft')).map((draft) => draft.id)).toEqual([id]);
  });

  test('that is saved twice at once for the first time is one', async () => {
    const saves = await Promise.all(Array.from({ length: 8 }, () => hers.save(id, null, words)));
    expect(saves.map(({ status, body }) => [status, body.version])).toEqual(saves.map(() => [200, 1]));
  });

  test('is nobody else’s: to editors and other reporters, and to readers, it is not there', async () => {
    await hers.save(id, null, words);
    const others = [desk.token, await dateline.token('reporter'), await dateline.token('admin')];
    for (const token of others) {
      const theirs = new Queue(desk.as(token));
      expect(await theirs.list()).toEqual([]);
      const answers = await Promise.all([
        theirs.one(id),
        theirs.save(id, 1, { text: 'Mine now' }),
        theirs.withdraw(id, 1),
      ]);
      expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
    }
    const editors = new Queue(desk);
    for (const what of ['publication', 'discarding'])
      expect((await editors.move(id, what, { version: 1 })).status).toBe(404);
    const never = randomUUID();
    const [known, unknown] = await Promise.all(
      [id, never].map(async (name) => JSON.stringify((await ask(`${desk.address}/updates/${name}`)).body)),
    );
    expect(known?.replaceAll(id, '')).toBe(unknown?.replaceAll(never, ''));
  });

  test('is handed in when it is an update, once however often that is asked', async () => {
    await hers.save(id, null, words);
    const requestId = randomUUID();
    const refused = await hers.move(id, 'submission', { version: 1, requestId });
    expect([refused.status, refused.body.code]).toEqual([400, 'malformed']);
    expect(refused.body.fields?.map(({ path }) => path)).toContain('content.figures');
    const content = whole();
    await hers.save(id, 1, content);
    const asked = { version: 2, requestId: randomUUID() };
    const { status, body } = await hers.move(id, 'submission', asked);
    expect([status, body.status, body.id]).toEqual([201, 'published', id]);
    expect(await hers.move(id, 'submission', asked)).toMatchObject({ status: 200, body });
    expect((await desk.snapshot()).updates).toMatchObject([{ id, text: content.text }]);
    expect((await vera.post({ ...content, id })).body.code).toBe('id_reused');
    expect((await vera.revise(id, 1, {})).status).toBe(201);
  });

  test('that cannot be published as it is waits for an editor, who sees it then', async () => {
    await hers.save(id, null, { ...whole(), city: 'atlantis' });
    const { status, body } = await hers.move(id, 'submission', { version: 1 });
    expect([status, body.reasons?.map(({ code }) => code)]).toEqual([202, ['unknown_city']]);
    const placed = await new Queue(desk).move(id, 'publication', { version: 2, city: 'omsk' });
    expect(placed.status).toBe(201);
    expect((await hers.save(id, 3, words)).body.code).toBe('filing_settled');
  });

  test('that its author posts as an update is published with it: no words are left of it, least of all when it is erased', async () => {
    const { text } = { text: `Medlar ${randomUUID()}` };
    const left = () =>
      dateline.sql(`select 1 from filings where story_id = $1 and content::text like '%Medlar%'`, [
        desk.story,
      ]);
    await hers.save(id, null, { ...whole(), text });
    expect(await left()).toHaveLength(1);
    const posted = await vera.post({ ...whole(), id, text });
    expect([posted.status, posted.body.status, posted.body.id]).toEqual([201, 'published', id]);
    expect(await left()).toEqual([]);
    const published = { story: desk.story, seq: posted.body.seq };
    expect((await hers.one(id)).body).toMatchObject({
      state: 'published',
      content: null,
      published,
      version: 2,
    });
    expect((await hers.save(id, 2, words)).body.code).toBe('filing_settled');
    expect((await hers.save(id, 1, words)).status).toBe(412);
    // As an older program left it.
    await dateline.sql(
      `update filings set state = 'draft', received_at = '', content = jsonb_build_object('text', $2::text)
       where story_id = $1`,
      [desk.story, text],
    );
    expect(await left()).toHaveLength(1);
    const admin = desk.as(await dateline.token('admin'));
    expect((await admin.change(id, 'erasure')).status).toBe(201);
    expect(await left()).toEqual([]);
  });

  test('that is saved for the first time while its update is posted is not left behind', async () => {
    for (let round = 0; round < 40; round += 1) {
      const name = randomUUID();
      const [saved, posted] = await Promise.all([
        hers.save(name, null, words),
        vera.post({ ...whole(), id: name }),
      ]);
      expect(posted.status).toBe(201);
      expect([200, 409]).toContain(saved.status);
    }
    const left = await dateline.sql('select 1 from filings where story_id = $1 and content is not null', [
      desk.story,
    ]);
    expect(left).toEqual([]);
  });

  test('that its author files, and that has to wait, is what waits', async () => {
    await hers.save(id, null, words);
    const { status, body } = await vera.post({ ...whole(), id, city: 'atlantis' });
    expect([status, body.status, body.id]).toEqual([202, 'submitted', id]);
    const waiting = { id, state: 'submitted', version: 2, person: 'Vera', content: { city: 'atlantis' } };
    expect((await hers.one(id)).body).toMatchObject(waiting);
    expect(await new Queue(desk).list()).toMatchObject([waiting]);
    expect((await new Queue(desk).move(id, 'publication', { version: 2, city: 'omsk' })).status).toBe(201);
  });

  test('is unknown to who files under its id: what they file waits as any other, and the draft is as it was', async () => {
    await hers.save(id, null, words);
    const boris = desk.as(await dateline.token('reporter', { name: 'Boris' }));
    const asked = { ...whole(), city: 'atlantis' };
    const [known, unknown] = [await boris.post({ ...asked, id }), await boris.post(asked)];
    expect([known.status, known.body.status]).toEqual([202, 'submitted']);
    expect({ ...known.body, id: 0, seq: 0 }).toEqual({ ...unknown.body, id: 0, seq: 0 });
    expect((await hers.one(id)).body).toMatchObject({ state: 'draft', version: 1, content: words });
    expect((await hers.save(id, 1, whole())).body.version).toBe(2);
    expect((await new Queue(boris).one(id)).body).toMatchObject({ state: 'submitted', person: 'Boris' });
    expect((await new Queue(desk).one(id)).body.person).toBe('Boris');
    expect((await hers.move(id, 'submission', { version: 2 })).body.code).toBe('id_reused');
    const placed = await new Queue(desk).move(id, 'publication', { version: 1, city: 'omsk' });
    expect(placed.status).toBe(201);
    expect((await hers.one(id)).body).toMatchObject({ state: 'draft', version: 2 });
  });

  test('that is thrown away is gone, as are its words', async () => {
    await hers.save(id, null, { text: 'Nobody will read this.' });
    expect((await hers.withdraw(id, 1)).body).toMatchObject({ state: 'discarded', content: null });
    expect((await hers.withdraw(id, 1)).status).toBe(200);
    const rows = await dateline.sql('select 1 from filings where content is not null and id = $1', [id]);
    expect(rows).toEqual([]);
  });

  test('has the id that its update will have', async () => {
    expect((await hers.save('my-draft', null, words)).status).toBe(400);
  });

  test('is of a story that is there', async () => {
    const nowhere = desk.as(await dateline.token('reporter')).at(`${dateline.url}/v1/stories/nowhere`);
    expect((await new Queue(nowhere).save(id, null, words)).status).toBe(404);
  });
});

/** Everything there is in Postgres but what drafts are kept in, and everything in Redis. */
async function everywhereElse(): Promise<string> {
  const tables = await dateline.sql<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'filings'`,
  );
  const rows = await Promise.all(tables.map(({ name }) => dateline.sql(`select * from "${name}"`)));
  const redis = createClient({ url: dateline.redisUrl });
  await redis.connect();
  const keys = await redis.keys('*');
  const held = await Promise.all(
    keys.map(
      async (key) => (await redis.sendCommand(['DUMP', key], { typeMapping: { 36: Buffer } })) as unknown,
    ),
  );
  await redis.close();
  return JSON.stringify(rows) + keys.join() + held.map((dump) => String(dump)).join();
}

test('the words of drafts, and of what waits, are in no table but theirs, nor in Redis, nor printed', async () => {
  const secret = `Wanda${randomUUID().replaceAll('-', '')}`;
  await hers.save(id, null, { text: `${secret} draft` });
  await vera.post({ text: `${secret} waiting`, city: 'atlantis' });
  await vera.post({ text: `${secret} later`, publishAt: new Date(Date.now() + 60_000).toISOString() });
  await desk.filed({ text: 'A word that readers see.' });
  const found = await everywhereElse();
  expect(found).toContain('A word that readers see.');
  expect(found).not.toContain(secret);
  expect(dateline.output()).not.toContain(secret);
});
