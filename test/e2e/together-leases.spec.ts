import type { LeaseView } from '#contract/lease';
import type { ProblemDocument } from '#contract/problems';
import { Desk } from '../support/at-the-desk.js';
import type { Dateline, RunningApp } from '../support/dateline.js';
import { type Answer, ask } from '../support/newsroom-people.js';
import { standingNewsroom } from '../support/standing-newsroom.js';

let dateline: Dateline;
let second: RunningApp;
let vera: Desk;
let ivan: Desk;
let id: string;
beforeAll(async () => {
  dateline = await standingNewsroom();
  second = await dateline.start('api');
});
afterAll(() => dateline.stop());
beforeEach(async () => {
  const desk = await Desk.open(dateline);
  vera = desk.as(await dateline.token('editor', { name: 'Vera' }));
  const there = desk.address.replace(dateline.url, second.url);
  ivan = desk.as(await dateline.token('editor', { name: 'Ivan' })).at(there);
  ({ id } = await vera.filed());
});

type Leased = Answer<LeaseView & ProblemDocument>;
const take = (by: Desk, takeOverFrom?: string): Promise<Leased> =>
  by.send('PUT', `/updates/${id}/lease`, takeOverFrom === undefined ? {} : { takeOverFrom });
const giveUp = (by: Desk): Promise<Answer> =>
  ask(`${by.address}/updates/${id}/lease`, { method: 'DELETE', token: by.token });
const leases = async (by = vera) =>
  (await ask<{ leases: LeaseView[] }>(`${by.address}/leases`, { token: by.token })).body.leases;
const logged = () =>
  dateline.sql<object>(
    'select actor, action, about, detail from desk_log where story_id = $1 order by desk_seq',
    [vera.story],
  );
/** Time passes for this lease. */
const expires = () =>
  dateline.sql(`update leases set until = clock_timestamp() where story_id = $1`, [vera.story]);

describe('a lease on an update', () => {
  test('says who is in it, for a minute, at every api', async () => {
    const { status, body } = await take(vera);
    expect([status, body]).toMatchObject([200, { update: id, person: 'Vera' }]);
    const seconds = (Date.parse(body.until) - Date.now()) / 1_000;
    expect(Math.abs(seconds - 60)).toBeLessThan(5);
    expect(await leases(ivan)).toEqual([body]);
    expect((await take(vera)).status).toBe(200);
    expect(await leases(ivan)).toMatchObject([{ update: id, person: 'Vera' }]);
    expect((await giveUp(ivan)).status).toBe(204);
    expect(await leases()).toHaveLength(1);
    expect((await giveUp(vera)).status).toBe(204);
    expect(await leases()).toEqual([]);
  });

  test('is one person’s: the other is told who has it, and takes it over by that name', async () => {
    const answers = await Promise.all([take(vera), take(ivan)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const names = answers[0]?.status === 200 ? ['Vera', 'Ivan'] : ['Ivan', 'Vera'];
    const [holder = '', other = ''] = names;
    const late = other === 'Ivan' ? ivan : vera;
    const refused = await take(late);
    expect(refused.body).toMatchObject({ code: 'leased', current: { update: id, person: holder } });
    expect((await take(late, 'Nobody')).body.code).toBe('leased');
    expect((await take(late, holder)).body).toMatchObject({ person: other });
    expect(await logged()).toEqual([
      { actor: holder, action: 'lease.taken', about: id, detail: {} },
      { actor: other, action: 'lease.taken_over', about: id, detail: { from: holder } },
    ]);
  });

  test('keeps others from saving into it, until it is taken over, given up or over', async () => {
    await take(vera);
    const refused = await ivan.revise(id, 1, { text: 'Ivan’s words.' });
    expect([refused.status, refused.body]).toMatchObject([
      409,
      { code: 'leased', current: { person: 'Vera' } },
    ]);
    const requestId = '1b4e28ba-2fa1-41d2-883f-0016d3cca427';
    const saved = await vera.revise(id, 1, { text: 'Vera’s words.', requestId });
    expect(saved.status).toBe(201);
    await take(ivan, 'Vera');
    expect((await vera.revise(id, 2, { text: 'More of Vera’s words.' })).body.code).toBe('leased');
    expect((await vera.revise(id, 1, { text: 'Vera’s words.', requestId })).body).toEqual(saved.body);
    expect((await ivan.revise(id, 2, { text: 'Ivan’s words.' })).status).toBe(201);
    await expires();
    expect((await vera.revise(id, 3, { text: 'Vera again.' })).status).toBe(201);
    expect(await leases()).toEqual([]);
    expect((await take(vera)).body.person).toBe('Vera');
  });

  test('never keeps anybody from taking words back', async () => {
    await take(vera);
    expect((await ivan.change(id, 'retraction', { note: 'A name must go.' })).status).toBe(201);
  });

  test('is for those who may change the update, and there must be one', async () => {
    const reporter = vera.as(await dateline.token('reporter', { name: 'Olga' }));
    expect((await take(reporter)).status).toBe(403);
    expect((await take(vera.as(await dateline.token('editor', { cities: ['kazan'] })))).status).toBe(403);
    ({ id } = await reporter.filed());
    expect((await take(reporter)).status).toBe(200);
    expect(await leases(reporter)).toHaveLength(1);
    expect(await leases(vera.as(await dateline.token('reporter', { name: 'Pyotr' })))).toEqual([]);
    expect(await leases(vera.as(await dateline.token('editor', { cities: ['kazan'] })))).toEqual([]);
    id = 'nobody-sent-this';
    expect((await take(vera)).status).toBe(404);
    expect((await ask(`${vera.address}/leases`)).status).toBe(401);
  });
});
