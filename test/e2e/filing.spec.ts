import { randomUUID } from 'node:crypto';
import type { ProblemDocument } from '#contract/problems';
import { Desk, type DeliveryResult } from '../support/at-the-desk.js';
import type { Dateline } from '../support/dateline.js';
import { anUpdate, ask, type ReceiptOrProblem } from '../support/newsroom-people.js';
import { standingNewsroom } from '../support/standing-newsroom.js';

let dateline: Dateline;
let desk: Desk;
beforeAll(async () => {
  dateline = await standingNewsroom();
});
afterAll(() => dateline.stop());
beforeEach(async () => {
  desk = await Desk.open(dateline);
});

describe('a story', () => {
  const edit = async (change: (setup: Record<string, unknown>) => void) => {
    const { id: _, status: __, standfirst: ___, date: ____, ...setup } = (await desk.snapshot()).story;
    change(setup);
    return desk.send<ReceiptOrProblem>('PUT', '', setup);
  };

  test('that is opened again as it is takes no number', async () => {
    const { status, body } = await edit(() => undefined);
    expect(status).toBe(200);
    expect(body).toEqual({ ...body, id: desk.story, status: 'recorded', revision: null, seq: null });
    expect((await desk.snapshot()).position.seq).toBe(1);
  });

  test('can be given another title and more cities, and readers see both', async () => {
    const perm = {
      id: 'perm',
      name: 'Perm',
      country: 'RU',
      lat: 58,
      lon: 56,
      timeZone: 'Asia/Yekaterinburg',
    };
    const { body } = await edit((setup) => {
      setup['title'] = 'Two days';
      setup['cities'] = [...(setup['cities'] as object[]), perm];
    });
    expect(body.seq).toBe(2);
    const { story } = await desk.snapshot();
    expect(story.title).toBe('Two days');
    expect(story.cities.map(({ id }) => id)).toEqual(['moscow', 'kazan', 'omsk', 'perm']);
    await desk.filed({ city: 'perm' });
  });

  test.each(['cities', 'sources'])('keeps its %s: what updates may name is not removed', async (list) => {
    const { status, body } = await edit((setup) => {
      setup[list] = (setup[list] as object[]).slice(1);
    });
    expect([status, body.code, body.fields?.[0]?.path]).toEqual([409, 'still_in_use', list]);
  });

  test('that is closed takes corrections, and keeps updates at the desk, until it is reopened', async () => {
    const { id } = await desk.filed();
    const requestId = randomUUID();
    const closing = await desk.turn('closing', { requestId });
    expect([closing.status, closing.body.seq]).toEqual([201, 3]);
    expect((await desk.turn('closing', { requestId })).body).toEqual(closing.body);
    const waiting = await desk.post();
    expect([waiting.status, waiting.body.reasons?.[0]?.code]).toEqual([202, 'story_closed']);
    expect((await desk.revise(id, 1, {})).status).toBe(201);
    expect((await desk.snapshot()).story.status).toBe('closed');
    expect((await desk.turn('reopening')).body.seq).toBe(5);
    await desk.filed();
  });
});

describe('an update', () => {
  test('sent fifty times at once is recorded once and answered fifty times the same', async () => {
    const body = JSON.stringify(anUpdate());
    const headers = { authorization: `Bearer ${desk.token}`, 'content-type': 'application/json' };
    const answers = await Promise.all(
      Array.from({ length: 50 }, async () => {
        const response = await fetch(`${desk.address}/updates`, { method: 'POST', headers, body });
        return [response.ok, await response.text()] as const;
      }),
    );
    expect(answers.every(([ok]) => ok)).toBe(true);
    expect(new Set(answers.map(([, text]) => text)).size).toBe(1);
    expect((await desk.snapshot()).position.seq).toBe(2);
    const [row] = await dateline.sql<{ n: string }>('select count(*) n from events where story_id = $1', [
      desk.story,
    ]);
    expect(row?.n).toBe('2');
  });

  test('of the same id with other words is refused, whoever was first', async () => {
    const id = randomUUID();
    const texts = Array.from({ length: 8 }, (_, i) => `Words ${i}.`);
    const answers = await Promise.all(texts.map((text) => desk.post({ id, text })));
    const codes = answers.map(({ status, body }) => [status, body.code]).sort();
    expect(codes).toEqual([[201, undefined], ...Array.from({ length: 7 }, () => [409, 'id_reused'])]);
  });

  test('has its id in its own story: another one may use it, and neither touches the other', async () => {
    const { id } = await desk.filed();
    const other = await Desk.open(dateline);
    expect((await other.change(id, 'retraction', { note: 'No.' })).body.code).toBe('update_not_found');
    await other.filed({ id, text: 'Elsewhere.' });
    expect((await other.change(id, 'retraction', { note: 'No.' })).status).toBe(201);
    expect((await desk.as(await dateline.token('admin')).change(id, 'erasure')).status).toBe(201);
    expect((await desk.snapshot()).updates).toMatchObject([{ id, status: 'published', erased: true }]);
    expect((await other.change(id, 'restoration')).status).toBe(201);
    expect((await other.snapshot()).updates).toMatchObject([{ id, text: 'Elsewhere.', erased: false }]);
  });

  test('that is wrong does not take down those it is sent with', async () => {
    const good = [anUpdate(), anUpdate({ city: 'kazan' }), anUpdate()] as const;
    const bad = anUpdate({ text: '' });
    const updates = [good[0], bad, { ...good[1], seq: 4 }, good[1], 7 as never, good[2]];
    const whole = await desk.send<ProblemDocument>('POST', '/updates:batch', { updates });
    expect(whole.status).toBe(400); // an item that is no object: the batch is not of the form
    const { status, body } = await desk.send<{ results: DeliveryResult[] }>('POST', '/updates:batch', {
      updates: updates.filter((item) => typeof item === 'object'),
    });
    expect(status).toBe(200);
    expect(body.results.map(({ id }) => id)).toEqual([
      good[0]?.id,
      bad.id,
      good[1]?.id,
      good[1]?.id,
      good[2]?.id,
    ]);
    expect(body.results.map(({ problem }) => problem?.code ?? null)).toEqual([
      ...[null, 'malformed', 'malformed', null, null],
    ]);
    expect(body.results[2]?.problem?.fields).toEqual([{ path: 'seq', message: 'should not exist' }]);
    expect(body.results.flatMap(({ receipt }) => receipt?.seq ?? [])).toEqual([2, 3, 4]);
  });
});

describe('a correction', () => {
  let id: string;
  beforeEach(async () => {
    ({ id } = await desk.filed({ figures: [{ metric: 'arrests', source: 'own', value: 5 }] }));
  });

  test('B15: says which revision it read: without, or with an old one, it learns the newest', async () => {
    const without = await desk.revise(id, null, {});
    expect([without.status, without.body.code]).toEqual([428, 'revision_required']);
    expect((await desk.revise(id, 1, {})).body).toMatchObject({ revision: 2, status: 'published', seq: 3 });
    const stale = await desk.revise(id, 1, {});
    expect([stale.status, stale.body.code, stale.body.revision]).toEqual([412, 'stale_revision', 2]);
    expect(stale.headers.get('etag')).toBe('"2"');
  });

  test('whose answer was lost is answered as the first time, not told of its own success', async () => {
    const requestId = randomUUID();
    const first = await desk.revise(id, 1, { requestId });
    const again = await desk.revise(id, 1, { requestId });
    expect(again.body).toEqual(first.body);
    expect((await desk.revise(id, 1, { requestId, text: 'Else.' })).body.code).toBe('id_reused');
  });

  test('of sixteen at once wins alone', async () => {
    const answers = await Promise.all(Array.from({ length: 16 }, () => desk.revise(id, 1, {})));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 412)).toHaveLength(15);
  });

  test('keeps place and time unless it brings others, and changes the total with its cause', async () => {
    await desk.revise(id, 1, { figures: [{ metric: 'arrests', source: 'own', value: 3 }], city: 'kazan' });
    const { updates, totals } = await desk.snapshot();
    expect(updates[0]).toMatchObject({ city: 'kazan', correctionNote: 'A slip.', revision: 2 });
    expect(Object.keys(totals.metrics['arrests']?.cities ?? {})).toEqual(['kazan']);
    const history = await ask<{ changes: { cause: string }[] }>(`${desk.address}/totals/arrests/history`);
    expect(history.body.changes.at(-1)?.cause).toBe('correction');
  });
});

describe('a retraction', () => {
  test('leaves a struck line with its reason, is repeated safely, and can be taken back', async () => {
    const { id } = await desk.filed({ figures: [{ metric: 'arrests', source: 'own', value: 5 }] });
    const body = { requestId: randomUUID(), note: 'It was another day.' };
    const first = await desk.change(id, 'retraction', body);
    expect(first.body).toMatchObject({ revision: 2, status: 'retracted', seq: 3 });
    expect((await desk.change(id, 'retraction', body)).body).toEqual(first.body);
    expect((await desk.change(id, 'retraction', { note: 'Again.' })).body.code).toBe('update_retracted');
    const struck = await desk.snapshot();
    expect(struck.updates[0]).toMatchObject({ id, status: 'retracted', note: 'It was another day.' });
    expect(struck.updates[0]).not.toHaveProperty('text');
    expect(struck.totals.metrics).toEqual({});
    const restoring = { requestId: randomUUID() };
    const restored = await desk.change(id, 'restoration', restoring);
    expect(restored.body).toMatchObject({ revision: 3, status: 'published', seq: 4 });
    expect((await desk.change(id, 'restoration', restoring)).body).toEqual(restored.body);
    expect((await desk.change(id, 'restoration')).body.code).toBe('not_retracted');
    const back = await desk.snapshot();
    expect(back.updates[0]).toMatchObject({ text: 'People gather on the square.', revision: 3 });
    expect(back.totals.metrics['arrests']?.leading?.label).toBe('5');
  });
});

describe('an erasure', () => {
  let admin: Desk;
  beforeEach(async () => {
    admin = desk.as(await dateline.token('admin'));
  });
  const textOf = async (id: string) =>
    (await desk.snapshot()).updates.flatMap((u) =>
      u.id === id && u.status === 'published' ? u.text : [],
    )[0];

  test('takes the words of every revision and leaves figures and number', async () => {
    const { id } = await desk.filed({ figures: [{ metric: 'arrests', source: 'own', value: 5 }] });
    await desk.revise(id, 1, { figures: [{ metric: 'arrests', source: 'own', value: 6 }] });
    const body = { requestId: randomUUID() };
    const receipt = await admin.change(id, 'erasure', body);
    expect([receipt.status, receipt.body.seq]).toEqual([201, 4]);
    expect((await admin.change(id, 'erasure', body)).body).toEqual(receipt.body);
    const { updates, totals } = await desk.snapshot();
    expect(updates[0]).toMatchObject({ text: '', erased: true, revision: 2 });
    expect(totals.metrics['arrests']?.leading?.label).toBe('6');
  });

  test('at the same moment as a correction leaves no words that came before it', async () => {
    const ids = await Promise.all(Array.from({ length: 12 }, async () => (await desk.filed()).id));
    await Promise.all(
      ids.flatMap((id) => [desk.revise(id, 1, { text: 'Her name.' }), admin.change(id, 'erasure')]),
    );
    const rows = await dateline.sql<{ kind: string; text: string | null; erased: boolean }>(
      `select (select e.kind from events e where e.update_id = u.id order by seq desc limit 1) as kind, r.text,
         (u.head->>'erasedTo')::integer >= u.revision as erased
       from updates u join revisions r on r.update_id = u.id and r.revision = u.revision where u.story_id = $1`,
      [desk.story],
    );
    expect(rows).toHaveLength(12);
    for (const { kind, text, erased } of rows) {
      expect([kind, text, erased]).toEqual(
        kind === 'update.erased' ? [kind, null, true] : ['update.corrected', 'Her name.', false],
      );
    }
  });

  test('is not undone by an older revision that arrives later', async () => {
    const line = (revision: number, text: string) => ({
      type: 'update',
      receivedAt: '2021-01-23T12:00:00Z',
      record: {
        id: 'u1',
        story: desk.story,
        revision,
        status: 'published',
        city: 'moscow',
        text,
        occurredAt: '2021-01-23T11:00:00Z',
        figures: [],
      },
    });
    await admin.deliver(line(3, 'The third words.'));
    await admin.change('u1', 'erasure');
    expect((await admin.deliver(line(2, 'The second words.'))).body.results[0]?.receipt?.status).toBe(
      'history',
    );
    const { body } = await ask(`${desk.address}/updates/u1`);
    expect(JSON.stringify(body)).not.toMatch(/second|third/);
    const rows = await dateline.sql<{ text: string | null }>(
      "select text from revisions where update_id = 'u1'",
    );
    expect(rows.map(({ text }) => text)).toEqual([null, null]);
  });

  test('is over when a new revision brings new words', async () => {
    const { id } = await desk.filed();
    await admin.change(id, 'erasure');
    await desk.revise(id, 1, { text: 'Without the name.' });
    expect(await textOf(id)).toBe('Without the name.');
    expect((await desk.snapshot()).updates[0]).toMatchObject({ erased: false });
  });
});
