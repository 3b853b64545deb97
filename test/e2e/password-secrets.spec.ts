import { randomUUID } from 'node:crypto';
import { FrontDesk, PASSWORD } from '../support/signed-in.js';
import { type Dateline, startDateline } from '../support/dateline.js';
import { ask } from '../support/newsroom-people.js';

let dateline: Dateline;
let desk: FrontDesk;
let away: FrontDesk;
let name: string;
beforeAll(async () => {
  dateline = await startDateline();
  desk = new FrontDesk(dateline);
  away = desk.at((await dateline.start('api')).url);
});
afterAll(() => dateline.stop());
beforeEach(() => {
  name = `Vera ${randomUUID().slice(0, 8)}`;
});

describe('an invitation', () => {
  test('makes somebody of the role it says, once, by the name it is for', async () => {
    const { secret, person, expiresAt } = await desk.invite(name, 'editor');
    expect(person).toMatchObject({ name, role: 'editor', state: 'active', hasPassword: false });
    expect(Date.parse(expiresAt)).toBeGreaterThan(Date.now() + 6 * 24 * 3600_000);
    const wrongName = await desk.accept({ secret, name: 'Somebody', password: PASSWORD });
    expect([wrongName.status, wrongName.body.code]).toEqual([410, 'secret_spent']);
    const accepted = await desk.accept({ secret, name, password: PASSWORD });
    expect([accepted.status, accepted.body]).toEqual([200, { ...person, hasPassword: true }]);
    const again = await desk.accept({ secret, name, password: 'another password' });
    expect([again.status, again.body.code]).toEqual([410, 'secret_spent']);
    const { body } = await desk.session((await desk.signedIn(name)).token);
    expect(body).toMatchObject({ name, role: 'editor' });
  });

  test('is accepted by one of those who try at once', async () => {
    const { secret } = await desk.invite(name);
    const tries = Array.from({ length: 8 }, (_, i) => {
      const at = i % 2 ? desk : away;
      return at.accept({ secret, name, password: `${PASSWORD} ${i}` });
    });
    const statuses = (await Promise.all(tries)).map(({ status }) => status);
    expect(statuses.toSorted()).toEqual([200, 410, 410, 410, 410, 410, 410, 410]);
  });

  test('does not hold when it has expired, and is no reset', async () => {
    const { secret, person } = await desk.invite(name);
    const completion = await ask(`${desk.url}/v1/password-resets/completion`, {
      method: 'POST',
      body: { secret, password: PASSWORD },
    });
    expect(completion.status).toBe(410);
    await dateline.sql(`update password_secrets set expires_at = now() where person_id = $1`, [person.id]);
    expect((await desk.accept({ secret, name, password: PASSWORD })).status).toBe(410);
  });

  test.each([
    ['short', 'short'],
    ['too long', 'x'.repeat(257)],
    ['the name', undefined],
  ])('takes no password that is %s, and holds on', async (_, password) => {
    const { secret } = await desk.invite(name);
    const refused = await desk.accept({ secret, name, password: password ?? `${name}1` });
    expect([refused.status, refused.body.fields?.[0]?.path]).toEqual([400, 'password']);
    expect((await desk.accept({ secret, name, password: PASSWORD })).status).toBe(200);
  });

  test.each([
    ['a name of nothing', { name: '  ' }],
    ['a name in brackets', { name: 'Vera (key)' }],
    ['a name of two lines', { name: 'Ve\nra' }],
    ['a name that hides', { name: 'Ve\u202era' }],
    ['a name of 61 letters', { name: 'v'.repeat(61) }],
    ['no role', { role: undefined }],
    ['an unknown role', { role: 'owner' }],
    [
      'a story twice',
      {
        memberships: [
          { story: 'a', cities: null },
          { story: 'a', cities: ['x'] },
        ],
      },
    ],
    ['no cities at all', { memberships: [{ story: 'a', cities: [] }] }],
    ['memberships that are none', { memberships: [null] }],
    ['memberships in a row', { memberships: [[]] }],
    ['half a membership', { memberships: [{ story: 'a' }] }],
    ['a password', { password: PASSWORD }],
  ])('is made for nobody with %s', async (_, wrong) => {
    const body = { name, role: 'reporter', ...wrong };
    expect((await desk.send<{ code: string }>('POST', '/v1/people', body)).body.code).toBe('malformed');
  });
});

describe('a reset', () => {
  const reset = async (id: string) =>
    (await desk.send<{ secret: string }>('POST', `/v1/people/${id}/password-reset`)).body.secret;
  const complete = (body: object) =>
    ask<{ code?: string }>(`${desk.url}/v1/password-resets/completion`, { method: 'POST', body });

  test('ends sessions and the old password when it is used, and is used once', async () => {
    const { id } = await desk.person(name);
    const { token, cookie } = await desk.signedIn(name);
    const secret = await reset(id);
    expect(await desk.isIn(token)).toBe(true);
    expect((await complete({ secret, password: 'quite another one' })).status).toBe(200);
    expect(await desk.isIn(token)).toBe(false);
    expect((await desk.refresh(cookie)).status).toBe(401);
    expect((await desk.signIn(name)).status).toBe(401);
    expect((await desk.signIn(name, 'quite another one')).status).toBe(200);
    expect((await complete({ secret, password: PASSWORD })).body.code).toBe('secret_spent');
  });

  test('ends the one before it, and opens no account that was closed', async () => {
    const { id } = await desk.person(name);
    const [first, second] = [await reset(id), await reset(id)];
    expect((await complete({ secret: first, password: PASSWORD })).status).toBe(410);
    await desk.change(id, { state: 'frozen' });
    expect((await complete({ secret: second, password: PASSWORD })).status).toBe(410);
  });

  test('is for somebody who is there', async () => {
    for (const id of [randomUUID(), '%00', 'x'.repeat(150)]) {
      const { status } = await desk.send('POST', `/v1/people/${id}/password-reset`);
      expect([id.slice(0, 9), status]).toEqual([id.slice(0, 9), 404]);
    }
  });
});
