import { randomUUID } from 'node:crypto';
import type { FigureClaim } from '#contract/figure';
import type { Flag, GuardSettings, GuardView, Hold } from '#contract/guard';
import type { ProblemDocument } from '#contract/problems';
import { Desk } from '../support/at-the-desk.js';
import type { Dateline, RunningApp } from '../support/dateline.js';
import { ask } from '../support/newsroom-people.js';
import { standingNewsroom } from '../support/standing-newsroom.js';

const arrests = (value: number, more: Partial<FigureClaim> = {}) => ({
  figures: [{ metric: 'arrests', source: 'own', value, ...more }],
});

let dateline: Dateline;
let other: RunningApp;
let desk: Desk;
let vera: Desk;
beforeAll(async () => {
  dateline = await standingNewsroom();
  other = await dateline.start('api');
});
afterAll(() => dateline.stop());
beforeEach(async () => {
  desk = await Desk.open(dateline);
  vera = desk.as(await dateline.token('reporter', { name: 'Vera' }));
});

const read = async <T>(path: string, by = desk) =>
  (await ask<T>(by.address + path, { token: by.token })).body;
const holds = async (by = desk) => (await read<{ holds: Hold[] }>('/holds', by)).holds;
const flags = async (state = 'open') => (await read<{ flags: Flag[] }>(`/flags?state=${state}`)).flags;
const answer = (flag: Flag | undefined, body: object, by = desk) =>
  by.send<Flag & ProblemDocument>('POST', `/flags/${flag?.id}/answer`, body);
const shown = async () => (await desk.totals()).metrics['arrests']?.leading.label;
const logged = () =>
  dateline.sql<{ action: string }>('select action from desk_log where story_id = $1 order by desk_seq', [
    desk.story,
  ]);

async function setGuard(settings: Partial<GuardSettings>, version?: string) {
  const ifMatch = version ?? (await read<GuardView>('/guard')).version;
  const body = { requestId: randomUUID(), sources: {}, metrics: {}, ...settings };
  return desk.send<ProblemDocument & { current?: GuardView }>('PUT', '/guard', body, {
    'if-match': `"${ifMatch}"`,
  });
}

describe('the list of holds', () => {
  test('has every figure that waits, why, and whose it is, until it is ruled on', async () => {
    await vera.filed(arrests(100));
    const { id } = await vera.filed({
      city: 'omsk',
      figures: [...arrests(3).figures, ...arrests(90, { city: 'kazan' }).figures],
    });
    expect(await holds()).toEqual([
      expect.objectContaining({
        update: id,
        figure: 1,
        city: 'kazan',
        reason: 'large_first_figure',
        filedBy: 'Vera',
      }),
    ]);
    expect((await holds())[0]?.claim).toMatchObject({ value: 90, source: 'own' });
    expect(await holds(desk.as(await dateline.token('editor', { cities: ['omsk'] })))).toEqual([]);
    await desk.change(id, 'rulings', { figure: 1, state: 'counted' });
    expect(await holds()).toEqual([]);
  });

  test('is left by what is retracted, and has what an editor put on hold', async () => {
    const { id } = await vera.filed(arrests(5));
    await desk.change(id, 'rulings', { figure: 0, state: 'held' });
    expect(await holds()).toMatchObject([{ update: id, figure: 0, reason: null }]);
    await desk.change(id, 'retraction', { note: 'Wrong.' });
    expect(await holds()).toEqual([]);
  });
});

describe('what the desk knows of its sources', () => {
  test('holds the figures of whoever may not file for them, at every api at once', async () => {
    await vera.filed(arrests(3));
    const elsewhere = vera.at(desk.address.replace(dateline.url, other.url));
    await elsewhere.filed(arrests(4));
    expect((await setGuard({ sources: { police: { names: ['Max'] } } })).status).toBe(200);
    for (const by of [vera, elsewhere]) {
      const { warnings } = await by.filed(arrests(7, { source: 'police' }));
      expect(warnings?.[0]?.code).toBe('figure_held');
    }
    const max = desk.as(await dateline.token('reporter', { name: 'Max' }));
    expect(await max.filed(arrests(7, { source: 'police' }))).not.toHaveProperty('warnings');
    expect((await holds()).map(({ reason }) => reason)).toEqual(['not_your_source', 'not_your_source']);
  });

  test('is changed by whoever read it last: another keeps both versions', async () => {
    const { version } = await read<GuardView>('/guard');
    const first = { sources: { own: { bounds: { arrests: 40 } } } };
    expect((await setGuard(first, version)).status).toBe(200);
    const second = await setGuard({ sources: { own: { verification: 'unverified' } } }, version);
    expect([second.status, second.body.code, second.body.current]).toMatchObject([
      412,
      'stale_version',
      first,
    ]);
    const body = { requestId: randomUUID(), sources: {}, metrics: {} };
    expect((await desk.send('PUT', '/guard', body)).status).toBe(428);
    expect(await logged()).toEqual([{ action: 'guard.changed' }]);
    const { warnings } = await vera.filed(arrests(41));
    expect(warnings?.[0]?.code).toBe('figure_held');
  });

  test.each<[object, string, string]>([
    [{ sources: { nobody: {} } }, 'unknown_source', 'sources.nobody'],
    [{ metrics: { weather: {} } }, 'unknown_metric', 'metrics.weather'],
    [{ sources: { own: { bounds: { weather: 1 } } } }, 'unknown_metric', 'sources.own.bounds.weather'],
    [{ sources: { own: { bounds: { arrests: '1' } } } }, 'malformed', 'sources.own.bounds'],
    [{ sources: { own: { growth: { times: 0, atLeast: 1 } } } }, 'malformed', 'sources.own.growth.times'],
    [{ sources: { own: { trust: 1 } } }, 'malformed', 'sources.own.trust'],
    [{ metrics: { crowd: { shows: 'all' } } }, 'malformed', 'metrics.crowd.shows'],
    [{ metrics: [] }, 'malformed', 'metrics'],
  ])('is of the right form: %j', async (settings, code, path) => {
    const { status, body } = await setGuard(settings);
    expect([status, body.code, body.fields?.[0]?.path]).toEqual([400, code, path]);
  });
});

describe('a flag', () => {
  const ago = (minutes: number) => ({ occurredAt: new Date(Date.now() - minutes * 60_000).toISOString() });
  const five = arrests(5, { kind: 'new' });

  test('is raised by the same increment of two reporters, not of one', async () => {
    const max = desk.as(await dateline.token('reporter', { name: 'Max' }));
    const { id: before } = await vera.filed(five);
    await vera.filed(five);
    expect(await flags()).toEqual([]);
    const { id } = await max.filed(five);
    const [flag] = await flags();
    expect(flag).toMatchObject({ kind: 'same_increment', update: id, figure: 0, detail: { city: 'moscow' } });
    expect([before, flag?.detail.before?.update]).toContain(flag?.detail.before?.update);
    expect((await answer(flag, { answer: 'seen' })).status).toBe(400);
    const { status, body } = await answer(flag, { answer: 'one_report' });
    expect([status, body.answer, await shown()]).toEqual([200, 'one_report', 'at least 10']);
    expect((await answer(flag, { answer: 'one_report' })).body).toEqual(body);
    expect((await answer(flag, { answer: 'two_reports' })).body.code).toBe('flag_answered');
    expect([await flags(), (await flags('answered')).length]).toEqual([[], 1]);
    expect((await logged()).map(({ action }) => action)).toEqual(['ruling.made', 'flag.answered']);
  });

  test('is raised by a later lower total, and each of its three answers leads where it should', async () => {
    const { id: highest } = await desk.filed({ ...arrests(100, { source: 'police' }), ...ago(9) });
    const lower = async (minutes: number) => {
      const { id } = await vera.filed({ ...arrests(60, { source: 'police' }), ...ago(minutes) });
      expect(await shown()).toBe('100');
      return (await flags()).find(({ update }) => update === id);
    };
    await answer(await lower(8), { answer: 'older_report' });
    expect(await shown()).toBe('100');
    const revised = await lower(7);
    await answer(revised, { answer: 'source_revised', note: 'The police revised it.' });
    expect(await shown()).toBe('60');
    const { body: corrected } = await ask<{ update: object }>(`${desk.address}/updates/${revised?.update}`);
    expect(corrected.update).toMatchObject({ revision: 2, correctionNote: 'The police revised it.' });
    await desk.filed({ ...arrests(101, { source: 'police' }), ...ago(6) });
    const { id } = await vera.filed({ ...arrests(61, { source: 'police' }), ...ago(5) });
    const ours = (await flags()).find(({ update }) => update === id);
    expect(ours?.detail.before?.update).not.toBe(highest);
    await answer(ours, { answer: 'ours_was_wrong' });
    expect(await shown()).toBe('61');
  });

  test('answered with the source’s own correction leaves the update its photos and films', async () => {
    await desk.filed(arrests(100, { source: 'police' }));
    const media = [{ embed: 'https://video.example/1', title: 'A film of the square' }];
    const { id } = await vera.filed({ ...arrests(60, { source: 'police' }), media });
    const [flag] = await flags();
    expect((await answer(flag, { answer: 'source_revised' })).status).toBe(200);
    expect(await desk.update(id)).toMatchObject({ revision: 2, media });
  });

  test('once answered by one editor is not answered otherwise by another', async () => {
    await desk.filed(arrests(100));
    await vera.filed(arrests(60));
    const [flag] = await flags();
    const both = await Promise.all(
      ['source_revised', 'ours_was_wrong', 'source_revised', 'ours_was_wrong'].map((each) =>
        answer(flag, { answer: each }),
      ),
    );
    expect(new Set(both.map(({ status }) => status))).toEqual(new Set([200, 409]));
    const [{ answer: held } = { answer: null }] = await flags('answered');
    expect(both.filter(({ status }) => status === 200).map(({ body }) => body.answer)).toEqual([held, held]);
  });

  test('is raised when the cities together pass what is claimed of the story, once each time', async () => {
    await desk.filed(arrests(100, { scope: 'story', source: 'ovd-info' }));
    await desk.filed({ ...arrests(70), override: { reason: 'Counted on the square.' } });
    expect(await flags()).toEqual([]);
    await vera.filed({ ...arrests(19), city: 'kazan' });
    await vera.filed({ ...arrests(35), city: 'kazan' });
    await vera.filed({ ...arrests(45), city: 'kazan' });
    const open = await flags();
    expect(open).toMatchObject([{ kind: 'sum_over_claim', update: null, detail: { metric: 'arrests' } }]);
    expect((await answer(open[0], { answer: 'suspend_sum' })).status).toBe(200);
    expect((await read<GuardView>('/guard')).metrics).toEqual({
      arrests: { shows: 'city_sum', sumSuspended: true },
    });
    expect((await desk.snapshot()).story.presentation).toEqual({
      arrests: { shows: 'city_sum', sumSuspended: true },
    });
  });

  test('of another story or none is not found, and deliveries raise none', async () => {
    expect((await desk.send('POST', `/flags/${randomUUID()}/answer`, { answer: 'seen' })).status).toBe(404);
    expect((await desk.send('POST', '/flags/5/answer', { answer: 'seen' })).status).toBe(404);
    const admin = desk.as(await dateline.token('admin'));
    const line = (id: string, value: number) => ({
      ...{ type: 'update', receivedAt: '2021-01-23T12:00:00Z' },
      record: {
        ...{ id, story: desk.story, revision: 1, status: 'published', text: 'Words.', city: 'omsk' },
        ...{ occurredAt: '2021-01-23T11:00:00Z', ...arrests(value) },
      },
    });
    const { body } = await admin.deliver(line('a', 100), line('b', 5));
    expect(body.results[1]?.receipt?.warnings?.[0]?.code).toBe('below_running_total');
    expect(await flags()).toEqual([]);
  });
});

describe('a tap that was none', () => {
  test('is undone within ten seconds, without a reason, by whoever tapped', async () => {
    const { id } = await vera.filed(arrests(5, { kind: 'new' }));
    expect((await desk.as(await dateline.token('reporter')).change(id, 'undoing')).status).toBe(403);
    const { status, body } = await vera.change(id, 'undoing');
    expect([status, body.status, (await desk.totals()).metrics]).toEqual([201, 'retracted', {}]);
    expect((await desk.snapshot()).updates).toMatchObject([{ id, status: 'retracted', note: null }]);
  });

  test('is a correction’s or a retraction’s after that, or once it is corrected', async () => {
    const { id } = await vera.filed(arrests(5));
    await vera.revise(id, 1, arrests(6));
    expect((await vera.change(id, 'undoing')).body.code).toBe('too_late_to_undo');
    const { id: old } = await vera.filed(arrests(7));
    await dateline.sql(
      `update updates set head = jsonb_set(head, '{receivedAt}', '"2021-01-23T12:00:00Z"') where id = $1`,
      [old],
    );
    const elsewhere = vera.at(desk.address.replace(dateline.url, other.url));
    const late = await elsewhere.change(old, 'undoing');
    expect([late.status, late.body.code]).toEqual([409, 'too_late_to_undo']);
    expect(late.body.detail).toContain('retracted, with a note');
  });
});
