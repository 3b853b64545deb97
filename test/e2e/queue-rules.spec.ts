import type { Desk } from '../support/at-the-desk.js';
import type { Queue } from '../support/at-the-queue.js';
import type { Dateline } from '../support/dateline.js';
import { deskForEachTest } from '../support/desk-for-each-test.js';
import { anUpdate, type ReceiptOrProblem } from '../support/newsroom-people.js';

let dateline: Dateline;
let desk: Desk;
let queue: Queue;
let vera: Desk;
deskForEachTest((scene) => {
  ({ dateline, desk, queue, vera } = scene);
});

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
const ahead = (minutes: number) => ago(-minutes);
const own = (value: number) => [{ metric: 'arrests', source: 'own', value }];
const arrests = async () => (await desk.totals()).metrics['arrests']?.leading.label ?? null;

describe('what waits with its figures', () => {
  test('is let go by an editor, who is the second person and says why', async () => {
    const figures = own(50_000);
    const update = anUpdate({ city: 'omsk', figures, holdWithFigures: true });
    expect((await vera.post(update)).body.reasons?.map(({ code }) => code)).toEqual(['figure_held']);
    const hasty = await queue.move(update.id, 'publication', { version: 1 });
    expect([hasty.status, hasty.body.status]).toEqual([202, 'submitted']);
    const override = { reason: 'Three monitors say so.' };
    const { status, body } = await queue.move(update.id, 'publication', { version: 2, override });
    expect([status, body.status, body.warnings?.map(({ code }) => code)]).toEqual([
      ...[201, 'published', ['beyond_bound']],
    ]);
    expect(await arrests()).toBe('50,000');
  });
});

describe('a figure beyond what is plausible, in what waits', () => {
  beforeEach(() => queue.works({ review: 'all' }));
  const submitted = async () => {
    const update = anUpdate({ city: 'omsk', figures: own(50_000) });
    const { body } = await vera.post(update);
    expect(body.reasons?.map(({ code, path }) => [code, path])).toEqual([
      ['review', undefined],
      ['figure_held', 'figures.0'],
    ]);
    return update.id;
  };
  const warned = ({ warnings = [] }: ReceiptOrProblem) => warnings.map(({ code }) => code);

  test('is named to whoever reads it, and held where its words are let go', async () => {
    const id = await submitted();
    const { status, body } = await queue.move(id, 'publication', { version: 1 });
    expect([status, warned(body), await arrests()]).toEqual([201, ['figure_held'], null]);
    await desk.change(id, 'rulings', { figure: 0, state: 'counted' });
    expect(await arrests()).toBe('50,000');
  });

  test('counts where an editor says why', async () => {
    const id = await submitted();
    const override = { reason: 'Three monitors say so.' };
    const { body } = await queue.move(id, 'publication', { version: 1, override });
    expect([warned(body), await arrests()]).toEqual([['beyond_bound'], '50,000']);
  });

  test('that an editor puts there is theirs, and waits for another', async () => {
    const update = anUpdate({ city: 'omsk', figures: own(5) });
    await vera.post(update);
    const placed = { version: 1, figures: own(50_000) };
    const { body } = await queue.move(update.id, 'publication', placed);
    expect([warned(body), await arrests()]).toEqual([['figure_held'], null]);
    const alone = await desk.change(update.id, 'rulings', { figure: 0, state: 'counted' });
    expect([alone.body.code, await arrests()]).toEqual(['second_person_needed', null]);
  });
});

describe('a phone with a wrong clock', () => {
  test.each([
    ['an hour ahead', 60],
    ['two days behind', -2 * 24 * 60],
  ])('%s is set right by when it says it sends', async (_, minutes) => {
    const moment = ago(2);
    const byPhone = (time: string) => new Date(Date.parse(time) + minutes * 60_000).toISOString();
    const update = anUpdate({ occurredAt: byPhone(moment), sentAt: byPhone(ago(0)) });
    const { status, body } = await vera.post(update);
    expect([status, body.status]).toEqual([201, 'published']);
    const [shown] = (await desk.snapshot()).updates;
    expect(Math.abs(Date.parse(shown?.occurredAt ?? '') - Date.parse(moment))).toBeLessThan(3_000);
    expect(body.occurredAt).toBe(shown?.occurredAt);
    expect((await queue.one(update.id)).body).toMatchObject({
      ...{ state: 'published', saidOccurredAt: update.occurredAt, sentAt: update.sentAt },
    });
    const again = await vera.post({ ...update, sentAt: byPhone(ahead(5)) });
    expect([again.status, again.body]).toEqual([200, body]);
  });

  test('in a batch says once when it sends', async () => {
    const updates = [anUpdate({ occurredAt: ahead(59) }), anUpdate({ occurredAt: ahead(55) })];
    const { body } = await vera.send<{ results: { receipt?: { status: string } }[] }>(
      ...(['POST', '/updates:batch', { updates, sentAt: ahead(60) }] as const),
    );
    expect(body.results.map(({ receipt }) => receipt?.status)).toEqual(['published', 'published']);
  });

  test('that says nothing of its clock waits, and what is late is marked', async () => {
    expect((await vera.post({ occurredAt: ahead(60) })).body.status).toBe('submitted');
    await vera.post({ occurredAt: ago(60), city: 'atlantis' });
    const waiting = await queue.list('?state=submitted');
    expect(waiting.map(({ late }) => late).toSorted()).toEqual([false, true]);
  });
});

describe('a desk that reads first', () => {
  test('lets nothing of reporters through unread, or nothing of those it does not trust', async () => {
    await queue.works({ review: 'untrusted', trusted: ['Vera'] });
    const boris = desk.as(await dateline.token('reporter', { name: 'Boris' }));
    expect((await boris.post()).body.reasons?.map(({ code }) => code)).toEqual(['review']);
    expect((await vera.post()).status).toBe(201);
    expect((await desk.post()).status).toBe(201);
    await queue.works({ review: 'all', trusted: ['Vera'] });
    const update = anUpdate();
    expect((await vera.post(update)).status).toBe(202);
    expect((await queue.move(update.id, 'publication', { version: 1 })).status).toBe(201);
    expect((await vera.revise(update.id, 1, {})).status).toBe(202); // nor by a correction
    expect((await desk.revise(update.id, 1, {})).status).toBe(201);
  });

  test('is settled by editors, from what they read', async () => {
    const settings = { review: 'all', trusted: [], delay: 0, cityDelays: {} };
    const set = (body: object, version?: number, by = desk) =>
      by.send<ReceiptOrProblem>('PUT', '/desk-settings', body, version === undefined ? {} : match(version));
    const match = (version: number) => ({ 'if-match': `"${version}"` });
    expect((await set(settings, 0, vera)).status).toBe(403);
    expect((await set(settings)).body.code).toBe('version_required');
    expect((await set(settings, 0)).body).toEqual({ ...settings, version: 1 });
    expect((await set(settings, 0)).status).toBe(200); // the same again
    const stale = await set({ ...settings, delay: 5 }, 0);
    expect([stale.status, stale.body.current]).toEqual([412, { ...settings, version: 1 }]);
    expect((await set({ ...settings, delay: 16 }, 1)).status).toBe(400);
    expect((await set({ ...settings, cityDelays: { atlantis: 1 } }, 1)).body.code).toBe('unknown_city');
  });
});
