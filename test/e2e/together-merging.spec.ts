import { randomUUID } from 'node:crypto';
import { AReader } from '../support/a-reader.js';
import { Desk } from '../support/at-the-desk.js';
import type { Dateline } from '../support/dateline.js';
import type { Answer, ReceiptOrProblem } from '../support/newsroom-people.js';
import { ask } from '../support/newsroom-people.js';
import { standingNewsroom } from '../support/standing-newsroom.js';
import { stateHash } from '../support/state-hash.js';

const five = [{ metric: 'arrests', source: 'own', kind: 'new' as const, value: 5 }];
const NOTE = 'Two reports of one event.';

let dateline: Dateline;
let desk: Desk;
let first: string;
let other: string;
beforeAll(async () => {
  dateline = await standingNewsroom();
});
afterAll(() => dateline.stop());
beforeEach(async () => {
  desk = await Desk.open(dateline);
  ({ id: first } = await desk.filed({ text: 'Five led away at the theatre.', figures: five }));
  ({ id: other } = await desk.filed({ text: 'Five taken to a van, says Xenia.', figures: five }));
});

const merge = (body: object = {}, revision = 1, by = desk): Promise<Answer<ReceiptOrProblem>> =>
  by.send(
    'POST',
    `/updates/${first}/merging`,
    {
      ...{ requestId: randomUUID(), with: other, withRevision: 1, note: NOTE },
      ...{ text: 'Five led away at the theatre and taken to a van.', figures: five, ...body },
    },
    { 'if-match': `"${revision}"` },
  );
const detained = async () => (await desk.totals()).metrics['arrests']?.leading.label;

describe('two reports of one event', () => {
  test('become one: the other is struck and says where it went, and their figures count once', async () => {
    const reader = new AReader(dateline.url, { story: desk.story });
    await reader.follow();
    await desk.put(`/pins/${other}`, {});
    expect(await detained()).toBe('at least 10');
    const requestId = randomUUID();
    const { status, body } = await merge({ requestId });
    expect([status, body]).toMatchObject([201, { id: first, revision: 2, status: 'published', seq: 6 }]);
    expect(await detained()).toBe('at least 5');
    expect(await desk.update(first)).toMatchObject({ correctionNote: NOTE, figures: five });
    expect(await desk.update(other)).toMatchObject({ status: 'retracted', note: NOTE, mergedInto: first });
    await reader.at(6);
    expect(reader.view?.pins).toEqual([]);
    expect(reader.view && stateHash(reader.view)).toBe(stateHash(await desk.snapshot()));
    const page = await (await fetch(`${dateline.url}/stories/${desk.story}`)).text();
    expect(page).toContain(`#u-${first}">What is known`);
    for (const below of ['', '/events?after=0', `/updates/${other}`])
      expect(JSON.stringify((await ask(desk.address + below)).body)).not.toContain('Xenia');
    expect((await merge({ requestId })).body).toEqual(body);
    reader.close();
  });

  test('never counted both: no number of the story has a total of more than there was', async () => {
    await merge();
    const { body } = await ask<{ frame: { events: { changes: { after: { low: number } | null }[] }[] } }>(
      `${desk.address}/events?after=3`,
    );
    const shown = body.frame.events.flatMap(({ changes }) => changes.map(({ after }) => after?.low ?? 0));
    expect(Math.max(...shown)).toBe(5);
  });

  test('stay two when either was changed meanwhile, and the editor holds both as they are', async () => {
    await desk.revise(other, 1, { text: 'Six taken to a van.' });
    const stale = await merge();
    expect([stale.status, stale.body]).toMatchObject([
      412,
      {
        current: [
          { id: first, revision: 1 },
          { id: other, revision: 2, text: 'Six taken to a van.' },
        ],
      },
    ]);
    await desk.revise(first, 1, {});
    expect((await merge({ withRevision: 2 })).status).toBe(412);
    const { seq } = (await desk.snapshot()).position;
    expect((await merge({ withRevision: 2, figures: [{ ...five[0], value: -1 }] }, 2)).status).toBe(400);
    expect((await desk.snapshot()).position.seq).toBe(seq);
    expect((await merge({ withRevision: 2 }, 2)).status).toBe(201);
  });

  test('hold a figure beyond what is plausible, unless the editor says why it counts', async () => {
    const figures = [{ ...five[0], kind: 'so_far', value: 5_000 }];
    const warned = ({ body: { warnings = [] } }: Answer<ReceiptOrProblem>) =>
      warnings.map(({ code, path }) => `${code} ${path}`);
    expect(warned(await merge({ figures }))).toEqual(['figure_held figures.0']);
    expect((await desk.totals()).metrics).toEqual({});
    expect((await desk.update(other))?.status).toBe('retracted');
    const { id } = await desk.filed({ text: 'A third report of it.' });
    const override = { reason: 'Three monitors say so.' };
    const counted = await merge({ with: id, figures: [{ ...figures[0], value: 5_001 }], override }, 2);
    expect([counted.status, warned(counted), await detained()]).toEqual([
      ...[201, ['beyond_bound figures.0'], '5,001'],
    ]);
    const reasons = await dateline.sql(
      `select detail->>'override' as reason from desk_log where story_id = $1 and action = 'guard.overridden'`,
      [desk.story],
    );
    expect(reasons).toEqual([override]);
  });

  test('are two again when the other is restored', async () => {
    await merge();
    await desk.change(other, 'restoration');
    const restored = await desk.update(other);
    expect(restored).toMatchObject({ status: 'published', text: 'Five taken to a van, says Xenia.' });
    expect(restored).not.toHaveProperty('mergedInto');
    expect(await detained()).toBe('at least 10');
  });

  test('are two that are there, by an editor of both', async () => {
    expect((await merge({ with: first })).body.code).toBe('malformed');
    expect((await merge({ with: randomUUID() })).status).toBe(404);
    expect((await merge({}, 1, desk.as(await dateline.token('reporter')))).status).toBe(403);
    const { id } = await desk.filed({ city: 'kazan' });
    const ofMoscow = desk.as(await dateline.token('editor', { cities: ['moscow'] }));
    expect((await merge({ with: id }, 1, ofMoscow)).status).toBe(403);
    await desk.change(other, 'retraction', { note: 'Wrong.' });
    expect((await merge({ withRevision: 2 })).body.code).toBe('update_retracted');
  });
});
