import { randomUUID } from 'node:crypto';
import type { PersonView } from '#contract/people';
import { ABrowser, type Account, AnIssuer } from '../support/an-issuer.js';
import { type Dateline, startDateline } from '../support/dateline.js';
import { freePort } from '../support/free-port.js';
import { FrontDesk, PASSWORD } from '../support/signed-in.js';

let dateline: Dateline;
let front: FrontDesk;
let issuer: AnIssuer;
let byMail: FrontDesk;

const client = { OIDC_CLIENT_ID: 'dateline', OIDC_CLIENT_SECRET: 'the secret of the client' };
beforeAll(async () => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  issuer = await AnIssuer.start(`${url}/v1/oidc/callback`);
  dateline = await startDateline({ env: { OIDC_ISSUER: issuer.url, ...client, PORT: `${port}` } });
  front = new FrontDesk(dateline);
}, 60_000);
afterAll(async () => {
  await dateline.stop();
  await issuer.stop();
});

const isCallback = (address: string) => address.includes('/v1/oidc/callback');

/** Goes to the issuer and is sent back; the address it is sent back to is not opened yet. */
async function sentBack(account: Account, change: (address: URL) => void = () => undefined) {
  await issuer.is(account);
  const browser = new ABrowser();
  const started = await browser.get(`${front.url}/v1/oidc/start`);
  const address = new URL(started.headers.get('location') ?? '');
  change(address);
  return { browser, callback: await browser.follow(address.href, isCallback) };
}

/** What signing in with an account leads to: the newsroom's token, or null. */
async function signIn(account: Account): Promise<string | null> {
  const { browser, callback } = await sentBack(account);
  const answer = await browser.get(callback);
  if (answer.status !== 303) return null;
  expect(answer.headers.get('location')).toBe('/desk');
  return tokenIn(browser);
}
async function tokenIn(browser: ABrowser): Promise<string | null> {
  const cookie = browser.cookie(front.url, 'dateline_refresh');
  if (!cookie) return null;
  return (await front.refresh(`dateline_refresh=${cookie}`)).body.accessToken;
}
const nameOf = async (token: string | null) => (await front.session(token ?? '')).body['name'];
const anAccount = (preferred_username: string): Account => ({ sub: randomUUID(), preferred_username });
/** Opens the address it was sent back to, changed, with the browser's cookies: nobody is signed in. */
async function expectRefused(browser: ABrowser, callback: string | URL): Promise<void> {
  const answer = await browser.get(String(callback));
  expect(answer.status).toBe(401);
  expect(browser.cookie(front.url, 'dateline_refresh')).toBeUndefined();
}
function changed(callback: string, change: (query: URLSearchParams) => void): URL {
  const url = new URL(callback);
  change(url.searchParams);
  return url;
}

describe('an account elsewhere', () => {
  test('signs in who was invited under its name, and from then on whatever it is called', async () => {
    const { secret, person } = await front.invite('Vera');
    const account = anAccount('vera');
    expect(await nameOf(await signIn(account))).toBe('Vera');
    expect(await nameOf(await signIn({ ...account, preferred_username: 'renamed' }))).toBe('Vera');
    expect((await front.accept({ secret, name: 'Vera', password: PASSWORD })).status).toBe(410);
    expect(person.name).toBe('Vera');
  });

  test('signs in who is expected with it, whatever their name', async () => {
    await front.send('POST', '/v1/people', {
      name: 'Galina',
      role: 'editor',
      signsInAs: 'g.petrova@example.org',
    });
    expect(await signIn(anAccount('galina'))).toBeNull();
    expect(await nameOf(await signIn(anAccount('G.Petrova@example.org')))).toBe('Galina');
    const kept = JSON.stringify(await dateline.sql('select * from identities'));
    expect(kept).not.toContain('petrova');
  });

  test('signs in nobody whom nobody invited, nor who has a password here, nor another account of the same name', async () => {
    expect(await signIn(anAccount('Stranger'))).toBeNull();
    await front.person('Olga');
    expect(await signIn(anAccount('Olga'))).toBeNull();
    await front.invite('Pavel');
    expect(await signIn(anAccount('Pavel'))).not.toBeNull();
    expect(await signIn(anAccount('Pavel'))).toBeNull();
  });

  test('signs in nobody who is disabled or frozen, and ends with them', async () => {
    const { person } = await front.invite('Roman');
    const account = anAccount('Roman');
    const token = await signIn(account);
    await front.change(person.id, { state: 'disabled' });
    expect(await front.isIn(token ?? '')).toBe(false);
    expect(await signIn(account)).toBeNull();
    await front.change(person.id, { state: 'active' });
    expect(await signIn(account)).not.toBeNull();
  });

  test('is let go by an admin: its sessions end, and it signs in no more', async () => {
    const { person } = await front.invite('Sofia');
    const account = anAccount('Sofia');
    const token = await signIn(account);
    expect((await front.change(person.id, { signsInAs: null })).status).toBe(200);
    expect(await front.isIn(token ?? '')).toBe(false);
    await front.change(person.id, { signsInAs: 'sofia-2' });
    expect(await signIn(account)).toBeNull();
    expect(await nameOf(await signIn(anAccount('sofia-2')))).toBe('Sofia');
  });
});

describe('what comes back from the issuer', () => {
  test('is asked for with state, nonce and PKCE, kept where no script and no other site reads them', async () => {
    const started = await fetch(`${front.url}/v1/oidc/start`, { redirect: 'manual' });
    const query = new URL(started.headers.get('location') ?? '').searchParams;
    expect(query.get('code_challenge_method')).toBe('S256');
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect(query.get(name)?.length).toBeGreaterThan(20);
    const [cookie = ''] = started.headers.getSetCookie();
    expect(cookie).toMatch(
      /^dateline_oidc=[\w-]+; Path=\/v1\/oidc\/callback; Max-Age=600; HttpOnly; SameSite=Lax$/,
    );
    const kept = Buffer.from(cookie.split(/[=;]/)[1] ?? '', 'base64url').toString('latin1');
    expect(kept).not.toContain(query.get('state'));
  });

  test.each<[string, (query: URLSearchParams) => void]>([
    ['another state', (query) => query.set('state', 'x'.repeat(43))],
    ['no state', (query) => query.delete('state')],
    ['a code that was made up', (query) => query.set('code', 'x'.repeat(43))],
    ['another issuer’s name', (query) => query.set('iss', 'https://issuer.example')],
    ['no issuer’s name', (query) => query.delete('iss')],
    ['an error', (query) => query.set('error', 'access_denied')],
  ])('with %s signs nobody in', async (_what, change) => {
    const { browser, callback } = await sentBack(await anInvitedAccount());
    await expectRefused(browser, changed(callback, change));
  });

  test('signs nobody in a second time, nor in another browser', async () => {
    const { browser, callback } = await sentBack(await anInvitedAccount());
    const stolen = `dateline_oidc=${browser.cookie(front.url, 'dateline_oidc')}`;
    await expectRefused(new ABrowser(), callback);
    expect((await browser.get(callback)).status).toBe(303);
    expect((await browser.get(callback)).status).toBe(401); // the browser has forgotten it
    const replayed = await fetch(callback, { redirect: 'manual', headers: { cookie: stolen } });
    expect(replayed.status).toBe(401); // and the issuer knows the code
  });

  test('signs nobody in with a nonce that was not asked for', async () => {
    const { browser, callback } = await sentBack(await anInvitedAccount(), ({ searchParams }) =>
      searchParams.set('nonce', 'of somebody else'),
    );
    await expectRefused(browser, callback);
  });

  test('signs nobody in when the challenge was left out on the way', async () => {
    const { browser, callback } = await sentBack(await anInvitedAccount(), ({ searchParams }) => {
      searchParams.delete('code_challenge');
      searchParams.delete('code_challenge_method');
    });
    await expectRefused(browser, callback);
  });

  test('of one person’s sign-in does not sign in another browser that began its own', async () => {
    const theirs = await sentBack(await anInvitedAccount());
    const mine = await sentBack(await anInvitedAccount());
    await expectRefused(mine.browser, theirs.callback);
  });

  test('with a cookie that was changed signs nobody in', async () => {
    const { browser, callback } = await sentBack(await anInvitedAccount());
    const kept = browser.cookie(front.url, 'dateline_oidc') ?? '';
    const first = kept.startsWith('A') ? 'B' : 'A';
    for (const cookie of [`${first}${kept.slice(1)}`, kept.slice(0, -2), '', 'x'])
      expect((await fetch(callback, { headers: { cookie: `dateline_oidc=${cookie}` } })).status).toBe(401);
  });
});

async function anInvitedAccount(): Promise<Account> {
  const name = `Invited ${randomUUID().slice(0, 8)}`;
  await front.invite(name);
  return anAccount(name);
}

describe('a newsroom that knows its people by their e-mail addresses', () => {
  let other: Dateline;
  let elsewhere: AnIssuer;
  beforeAll(async () => {
    const port = await freePort();
    elsewhere = await AnIssuer.start(`http://127.0.0.1:${port}/v1/oidc/callback`);
    const env = { OIDC_ISSUER: elsewhere.url, ...client, OIDC_NAME_CLAIM: 'email', PORT: `${port}` };
    other = await startDateline({ env });
    byMail = new FrontDesk(other);
  }, 60_000);
  afterAll(async () => {
    await other.stop();
    await elsewhere.stop();
  });
  const comes = async (account: Account): Promise<number> => {
    await elsewhere.is(account);
    const browser = new ABrowser();
    return (await browser.get(await browser.follow(`${byMail.url}/v1/oidc/start`, isCallback))).status;
  };

  test('believes only an address that the issuer has verified', async () => {
    const signsInAs = 'vera@example.org';
    await byMail.send<PersonView>('POST', '/v1/people', { name: 'Vera', role: 'reporter', signsInAs });
    const account = { sub: randomUUID(), email: signsInAs };
    expect(await comes({ ...account, email_verified: false })).toBe(401);
    expect(await comes(account)).toBe(401);
    expect(await comes({ ...account, email_verified: true })).toBe(303);
  });

  test('with nobody at the issuer’s address says so, and signs in by password all the same', async () => {
    await byMail.person('Boris');
    await elsewhere.stop();
    const away = await other.start('api', { OIDC_ISSUER: elsewhere.url, PORT: '0' });
    expect((await fetch(`${away.url}/v1/oidc/start`)).status).toBe(503);
    expect((await byMail.at(away.url).signIn('Boris')).status).toBe(200);
    elsewhere = await AnIssuer.start(`${away.url}/v1/oidc/callback`);
  });
});

describe('a newsroom without an issuer', () => {
  test('has none of these addresses, and one with half of the settings does not start', async () => {
    const api = await dateline.start('api', { OIDC_ISSUER: '', PORT: '0' });
    for (const path of ['start', 'callback?code=x&state=y'])
      expect((await fetch(`${api.url}/v1/oidc/${path}`)).status).toBe(404);
    const start = (env: Record<string, string>) => dateline.start('api', { PORT: '0', ...env });
    await expect(start({ OIDC_CLIENT_ID: '' })).rejects.toThrow('OIDC_CLIENT_ID');
    await expect(start({ OIDC_ISSUER: 'http://issuer.example' })).rejects.toThrow('https');
  });

  test('that takes newcomers makes them members of nothing', async () => {
    const port = await freePort();
    const place = await AnIssuer.start(`http://127.0.0.1:${port}/v1/oidc/callback`);
    const env = { OIDC_NEWCOMERS: 'reporter', OIDC_ISSUER: place.url, PORT: `${port}` };
    const api = await dateline.start('api', env);
    await place.is({ sub: randomUUID(), preferred_username: 'Newcomer' });
    const browser = new ABrowser();
    const callback = await browser.follow(`${api.url}/v1/oidc/start`, isCallback);
    expect((await browser.get(callback)).status).toBe(303);
    const { body } = await front.send<{ people: PersonView[] }>('GET', '/v1/people');
    expect(body.people.find(({ name }) => name === 'Newcomer')).toMatchObject({
      role: 'reporter',
      memberships: [],
    });
    await place.stop();
  });
});
