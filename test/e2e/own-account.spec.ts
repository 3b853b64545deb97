import { randomUUID } from 'node:crypto';
import type { OwnSession } from '#contract/people';
import { type Dateline, startDateline } from '../support/dateline.js';
import { ask } from '../support/newsroom-people.js';
import { cookieIn, FrontDesk, PASSWORD } from '../support/signed-in.js';

const ANOTHER = 'staple battery horse';
let dateline: Dateline;
let front: FrontDesk;
let name: string;
beforeAll(async () => {
  dateline = await startDateline();
  front = new FrontDesk(dateline);
}, 60_000);
afterAll(() => dateline.stop());
beforeEach(async () => {
  name = `Vera ${randomUUID().slice(0, 8)}`;
  await front.person(name);
});

const change = (token: string, current: string, password: string) =>
  front.send<{ code: string }>('PUT', '/v1/session/password', { current, password }, token);
const sessions = async (token: string) =>
  (await front.send<{ sessions: OwnSession[] }>('GET', '/v1/sessions', undefined, token)).body.sessions;
const end = (token: string, id: string) =>
  front.send<{ code: string }>('DELETE', `/v1/sessions/${id}`, undefined, token);

describe('one’s own password', () => {
  test('is changed by who knows the present one; the other sessions end, this one goes on', async () => {
    const here = await front.signedIn(name);
    const elsewhere = await front.signedIn(name);
    expect((await change(here.token, PASSWORD, ANOTHER)).status).toBe(204);
    expect([await front.isIn(here.token), await front.isIn(elsewhere.token)]).toEqual([true, false]);
    expect((await front.refresh(elsewhere.cookie)).status).toBe(401);
    expect((await front.refresh(here.cookie)).status).toBe(200);
    expect((await front.signIn(name, PASSWORD)).status).toBe(401);
    expect((await front.signIn(name, ANOTHER)).status).toBe(200);
  });

  test('is not changed by a stolen token alone, however often it guesses', async () => {
    const { token } = await front.signedIn(name);
    const answers: number[] = [];
    for (let guess = 0; guess < 11; guess += 1)
      answers.push((await change(token, `guess ${guess}`, ANOTHER)).status);
    expect(answers.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 401));
    expect(answers[10]).toBe(429);
  });

  test('makes resets that were given out before worthless, and is not little more than the name', async () => {
    const { token } = await front.signedIn(name);
    const { id } = (
      await front.send<{ people: { id: string; name: string }[] }>('GET', '/v1/people')
    ).body.people.find((person) => person.name === name) ?? { id: '' };
    const reset = await front.send<{ secret: string }>('POST', `/v1/people/${id}/password-reset`, {});
    expect((await change(token, PASSWORD, `${name}1`)).body.code).toBe('malformed');
    expect((await change(token, PASSWORD, ANOTHER)).status).toBe(204);
    const completion = { secret: reset.body.secret, password: PASSWORD };
    const late = await ask(`${front.url}/v1/password-resets/completion`, {
      method: 'POST',
      body: completion,
    });
    expect(late.status).toBe(410);
  });

  test('is nothing that a key or the command line’s token has', async () => {
    expect((await change(await dateline.token('reporter'), PASSWORD, ANOTHER)).status).toBe(403);
    const key = (await front.makeKey({ name: 'Wire', role: 'reporter' })).body.key;
    expect((await front.send('GET', '/v1/sessions', undefined, key)).status).toBe(403);
  });
});

describe('one’s own sessions', () => {
  test('are listed with their times and nothing of where, and ended one by one', async () => {
    const here = await front.signedIn(name);
    const lost = await front.signedIn(name);
    const mine = await sessions(here.token);
    expect(mine.map(({ isThis }) => isThis)).toEqual([false, true]);
    expect(Object.keys(mine[0] ?? {}).sort()).toEqual([
      'expiresAt',
      'id',
      'isThis',
      'renewedAt',
      'startedAt',
    ]);
    const { id } = mine.find(({ isThis }) => !isThis) ?? { id: '' };
    expect((await end(here.token, id)).status).toBe(204);
    expect([await front.isIn(lost.token), await front.isIn(here.token)]).toEqual([false, true]);
    expect((await end(here.token, id)).body.code).toBe('session_not_found');
  });

  test('are nobody else’s to end', async () => {
    const here = await front.signedIn(name);
    await front.person(`${name} two`);
    const other = await front.signedIn(`${name} two`);
    const [theirs] = await sessions(other.token);
    expect((await end(here.token, theirs?.id ?? '')).body.code).toBe('session_not_found');
    expect(await front.isIn(other.token)).toBe(true);
  });

  test('end by the cookie when the access token has expired meanwhile', async () => {
    const { cookie } = await front.signedIn(name);
    const expired = await dateline.token('reporter', { expires: '1s ago' });
    const headers = { authorization: `Bearer ${expired}`, cookie };
    expect((await front.signOut(headers)).status).toBe(403); // a page of ours says so
    expect((await front.signOut({ ...headers, 'x-csrf-protection': '1' })).status).toBe(204);
    expect((await front.refresh(cookie)).status).toBe(401);
    const again = await front.signIn(name);
    expect(cookieIn(again)).not.toBe(cookie);
  });
});

test('a password set by a secret and another secret made at the same time do not wait for each other for ever', async () => {
  const invited = await front.invite(`${name} three`);
  const { id } = invited.person;
  for (let round = 0; round < 10; round += 1) {
    const { body } = await front.send<{ secret: string }>('POST', `/v1/people/${id}/password-reset`, {});
    const [set, made] = await Promise.all([
      ask(`${front.url}/v1/password-resets/completion`, {
        ...{ method: 'POST', body: { secret: body.secret, password: ANOTHER } },
      }),
      front.send('POST', `/v1/people/${id}/password-reset`, {}),
    ]);
    expect([200, 410]).toContain(set.status);
    expect(made.status).toBe(201);
  }
});
