import type { Browser, BrowserContext, Page } from 'playwright-core';
import { type Dateline, startDateline } from '../support/dateline.js';
import { aStory } from '../support/newsroom-people.js';
import { FrontDesk, PASSWORD } from '../support/signed-in.js';
import { aBrowser, CHROMIUM } from './page-scene.js';

const TOKEN_ENDS_MS = 10 * 60_000;

// Without a browser on the machine there is nothing to look at the desk with; CI installs one.
(CHROMIUM ? describe : describe.skip)('people in one browser', () => {
  let dateline: Dateline;
  let browser: Browser;

  beforeAll(async () => {
    [dateline, browser] = await Promise.all([startDateline(), aBrowser()]);
    const people = new FrontDesk(dateline);
    await people.person('Anna', 'editor');
    await people.person('Ivan', 'editor');
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await dateline?.stop();
  });

  const signIn = (page: Page) => page.getByRole('button', { name: 'Sign in', exact: true });
  const account = (page: Page) => page.getByRole('heading', { name: 'Account', exact: true });
  const signedIn = async (context: BrowserContext, name: string) => {
    const page = await context.newPage();
    await page.goto(`${dateline.url}/desk/-/account`);
    await page.getByLabel('Name').fill(name);
    await page.getByLabel('Password').fill(PASSWORD);
    await signIn(page).click();
    await account(page).waitFor();
    return page;
  };
  const askToSignOut = async (page: Page, name: string) => {
    await page.locator('summary', { hasText: name }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
  };
  const signOut = async (page: Page, name: string) => {
    await askToSignOut(page, name);
    await signIn(page).waitFor();
  };

  /** With the cookie of a session alone, as after signing in with an account elsewhere. */
  const letIn = async (context: BrowserContext, who: string) => {
    const { headers } = await new FrontDesk(dateline).signIn(who, PASSWORD);
    for (const cookie of headers.getSetCookie()) {
      const [pair = '', ...rest] = cookie.split('; ');
      const [name = '', value = ''] = pair.split('=');
      const path = rest.find((each) => each.startsWith('Path='))?.slice('Path='.length) ?? '/';
      await context.addCookies([
        { name, value, domain: '127.0.0.1', path, httpOnly: true, sameSite: 'Strict' },
      ]);
    }
  };

  test('who came without a password is asked before what is half written goes with signing out', async () => {
    const { id } = await aStory(dateline);
    const context = await browser.newContext({ locale: 'en-GB' });
    await letIn(context, 'Ivan');
    const page = await context.newPage();
    await page.goto(`${dateline.url}/desk/${id}/file`);
    await page.fill('.writing textarea', 'Half a thought');
    await askToSignOut(page, 'Ivan');
    await page.getByText('1 post is not sent. Signing out deletes what is on this device').waitFor();
    await page.reload();
    await page.waitForSelector('.writing textarea');
    expect(await page.inputValue('.writing textarea')).toBe('Half a thought');
    await context.close();
  });

  test('the page of the one does nothing in the name of the other, who signed in beside it', async () => {
    const context = await browser.newContext({ locale: 'en-GB' });
    const annas = await signedIn(context, 'Anna');
    await annas.evaluate(() => Object.assign(globalThis, { isTheSamePage: true }));
    await context.clearCookies();
    await letIn(context, 'Ivan');
    await annas.clock.setSystemTime(Date.now() + TOKEN_ENDS_MS);
    await annas.getByRole('link', { name: 'People' }).click();
    await signIn(annas).waitFor();
    expect(await annas.evaluate(() => Reflect.get(globalThis, 'isTheSamePage'))).toBe(true);
    await context.close();
  });

  test('who signs out in one tab is out in the other, and what was being written there is gone', async () => {
    const context = await browser.newContext({ locale: 'en-GB' });
    const one = await signedIn(context, 'Anna');
    const other = await context.newPage();
    await other.goto(`${dateline.url}/desk/-/account`);
    await account(other).waitFor();
    await other.evaluate(() => sessionStorage.setItem('dateline-desk:Anna:new:story', 'half a sentence'));
    await askToSignOut(one, 'Anna');
    await one.getByText('Signing out throws it away, in every tab').waitFor();
    expect(await other.evaluate(() => sessionStorage.length)).toBe(1);
    await one.getByRole('button', { name: 'Sign out all the same' }).click();
    await signIn(one).waitFor();
    await signIn(other).waitFor();
    expect(await other.evaluate(() => sessionStorage.length)).toBe(0);
    await context.close();
  });

  test('who signs out without a network is out when there is one again', async () => {
    const context = await browser.newContext({ locale: 'en-GB' });
    const page = await signedIn(context, 'Anna');
    await context.setOffline(true);
    await signOut(page, 'Anna');
    await context.setOffline(false);
    await page.reload();
    await signIn(page).waitFor();
    await page.reload();
    await signIn(page).waitFor();
    await signedIn(context, 'Anna'); // and may come in again
    await context.close();
  });
});
