import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Snapshot } from '#contract/snapshot';
import { allOfRedis } from '../support/all-redis.js';
import { Desk } from '../support/at-the-desk.js';
import { readmeLine, Typed } from '../support/command-line.js';
import { type Dateline, realDay, type RunningApp, startDateline } from '../support/dateline.js';
import { freePort } from '../support/free-port.js';
import { ask } from '../support/newsroom-people.js';
import { FrontDesk, PASSWORD } from '../support/signed-in.js';
import { waitUntil } from '../support/wait-until.js';

const STORY = 'ru-2021-01-23';

describe('a line of the README', () => {
  let dateline: Dateline;
  let folder: string;
  /** A day of three updates. */
  let file: string;
  beforeAll(async () => {
    dateline = await startDateline();
    folder = await mkdtemp(path.join(os.tmpdir(), 'dateline-day-'));
    file = path.join(folder, 'a-day.ndjson');
    const lines = await realDay();
    const setup = lines.filter((line) => line['record'] === undefined);
    const updates = lines.filter(({ type }) => type === 'update').slice(0, 3);
    // half a minute apart: half a second at sixty times the pace
    const moments = ['05:10:00', '05:10:30', '05:11:00'];
    const timed = updates.map((line, i) => ({ ...line, receivedAt: `2021-01-23T${moments[i]}Z` }));
    await writeFile(file, [...setup, ...timed].map((line) => JSON.stringify(line)).join('\n'));
  });
  afterAll(async () => {
    await dateline.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** What it printed; fails unless it ended well. */
  const type = async (line: string): Promise<string> => {
    const typed = new Typed(line, { DATELINE_HOME: dateline.home });
    expect([line, await typed.exit, typed.stderr]).toEqual([line, 0, expect.not.stringContaining('rror')]);
    return typed.stdout;
  };
  const snapshot = async () => (await ask<Snapshot>(`${dateline.url}/v1/stories/${STORY}`)).body;

  test('replays a day at its pace, and again without doubling anything', async () => {
    const before = Date.now();
    await type(readmeLine('replay', { 'FILE.ndjson': `'${file}'` }));
    expect(Date.now() - before).toBeGreaterThan(1_000);
    expect((await snapshot()).updates).toHaveLength(3);
    const { position } = await snapshot();
    await type(readmeLine('replay', { 'FILE.ndjson': `'${file}'` }));
    expect((await snapshot()).position).toEqual(position);
  });

  test('makes a token that files in its city, and ends it', async () => {
    const token = await type(`${readmeLine('token')}; echo "$TOKEN"`);
    const session = () =>
      ask(`${dateline.url}/v1/session`, { token: token.trim() }).then(({ status }) => status);
    expect(await session()).toBe(200);
    await type(readmeLine('revoke', { TOKEN: token.trim() }));
    await waitUntil('the token is ended', async () => (await session()) === 401);
  });

  test('invites the first admin, who signs in; lists, resets, disables and enables her', async () => {
    const desk = new FrontDesk(dateline);
    const send = async (path: string, body: object) =>
      (await ask(desk.url + path, { method: 'POST', body })).status;
    const secret = (await type(`${readmeLine('person add')}; echo "$SECRET"`)).trim();
    expect(await type(readmeLine('person list'))).toBe('Vera\tadmin\tinvited\teverywhere\n');
    expect((await desk.accept({ secret, name: 'Vera', password: PASSWORD })).status).toBe(200);
    const { token } = await desk.signedIn('Vera');
    expect((await desk.send('GET', '/v1/people', undefined, token)).status).toBe(200);
    expect(await type(readmeLine('person disable', { NAME: 'vera' }))).toBe('Vera is disabled now.\n');
    await waitUntil('she is out', async () => !(await desk.isIn(token)), 1_000);
    expect(await type(readmeLine('person list'))).toBe('Vera\tadmin\tdisabled\teverywhere\n');
    const enable = readmeLine('person disable', { NAME: 'Vera' }).replace('disable', 'enable');
    expect(await type(enable)).toBe('Vera is active now.\n');
    const another = (await type(readmeLine('person reset', { NAME: 'Vera' }))).trim();
    expect(await send('/v1/password-resets/completion', { secret: another, password: 'another one' })).toBe(
      200,
    );
    expect((await desk.signIn('Vera', 'another one')).status).toBe(200);
  });

  test('says who is not there, and whose name is taken', async () => {
    const failed = async (line: string) => {
      const typed = new Typed(`node scripts/dateline.mjs person ${line}`, { DATELINE_HOME: dateline.home }); // what npm runs
      return [await typed.exit, typed.stdout, typed.stderr];
    };
    const { name } = await new FrontDesk(dateline).person('Anna', 'reporter', [
      { story: 'x', cities: ['kazan'] },
    ]);
    expect(await failed('disable Nobody')).toEqual([1, '', 'There is nobody named Nobody.\n']);
    expect(await failed(`add --name ${name.toLowerCase()} --role editor`)).toEqual([
      ...[1, '', 'There is a person named anna.\n'],
    ]);
    expect((await failed(`add --name '(x)' --role editor`))[0]).toBe(1);
    expect((await failed('add --name Olga --role owner'))[0]).toBe(1);
    expect((await failed('list'))[1]).toContain('Anna\treporter\tactive\tx: kazan\n');
  });

  test('finds no difference, puts Redis together again, and gives a new epoch', async () => {
    expect(await type(readmeLine('verify'))).toContain(STORY);
    expect(await type(readmeLine('rebuild'))).toContain(`${STORY}: rebuilt`);
    const { epoch } = (await snapshot()).position;
    expect(await type(readmeLine('epoch'))).toContain(`${STORY}: epoch`);
    await waitUntil('it holds', async () => (await snapshot()).position.epoch !== epoch);
  });

  test('erases the words of an update for ever', async () => {
    const [update] = (await snapshot()).updates;
    const { id, text } = update?.status === 'published' ? update : { id: '', text: '' };
    const [words = ''] = /[a-z ]{20,}/.exec(text) ?? [];
    expect(words).not.toBe('');
    await waitUntil('Redis has the words', async () => (await allOfRedis(dateline.redisUrl)).includes(words));
    expect(await type(readmeLine('erase', { STORY, ID: id }))).toContain(`update ${id} are erased`);
    expect(await allOfRedis(dateline.redisUrl)).not.toContain(words);
  });
});

describe('an erasure by the command line', () => {
  let dateline: Dateline;
  let relay: RunningApp;
  let desk: Desk;
  let id: string;
  let word: string;
  beforeAll(async () => {
    dateline = await startDateline({ app: 'api' });
  });
  afterAll(() => dateline.stop());
  beforeEach(async () => {
    relay = await dateline.start('relay');
    desk = await Desk.open(dateline);
    word = `zerkalo ${desk.story}`;
    ({ id } = await desk.filed({ text: `They took ${word} away.` }));
    await waitUntil('Redis has the words', hasWords);
    await relay.kill();
  });
  afterEach(() => relay.stop());
  const hasWords = async () => (await allOfRedis(dateline.redisUrl)).includes(word);
  const erase = (env: Record<string, string> = {}) =>
    new Typed(readmeLine('erase', { STORY: desk.story, ID: id }), {
      DATABASE_URL: dateline.databaseUrl,
      REDIS_URL: dateline.redisUrl,
      ...env,
    });
  const isErased = async () =>
    (await dateline.sql<{ text: string | null }>('select text from revisions where update_id = $1', [id]))[0]
      ?.text === null;

  test('ends when the words are gone from Redis too', async () => {
    const typed = erase();
    await waitUntil('they are gone from Postgres', isErased);
    expect(await hasWords()).toBe(true);
    const end = typed.exit.then(async (code) => [code, typed.stderr, await hasWords()]);
    relay = await dateline.start('relay');
    expect(await end).toEqual([0, '', false]);
  });

  test('says that they are still in Redis when no relay runs, and one takes them out later', async () => {
    const typed = erase();
    expect([await typed.exit, typed.stdout]).toEqual([1, '']);
    expect(typed.stderr).toMatch(/erased in Postgres \(event 3\), for ever\. Redis still holds them/);
    expect([await isErased(), await hasWords()]).toEqual([true, true]);
    relay = await dateline.start('relay');
    await waitUntil('they are gone from Redis', async () => !(await hasWords()));
  });

  test('says so when Redis is away', async () => {
    const typed = erase({ REDIS_URL: `redis://127.0.0.1:${await freePort()}` });
    expect([await typed.exit, typed.stdout]).toEqual([1, '']);
    expect(typed.stderr).toMatch(/erased in Postgres \(event 3\), for ever\. Redis does not answer/);
    expect(await isErased()).toBe(true);
  });
});
