import type { Browser, BrowserContext, Page } from 'playwright-core';
import { type Dateline, startDateline } from '../support/dateline.js';
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
  const signOut = async (page: Page, name: string) => {
    await page.locator('summary', { hasText: name }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await signIn(page).waitFor();
  };

  test('the page of the one does nothing in the name of the other, who signed in beside it', async () => {
    const context = await browser.newContext({ locale: 'en-GB' });
    const annas = await signedIn(context, 'Anna');
    await annas.evaluate(() => Object.assign(globalThis, { isTheSamePage: true }));
    const ivan = await new FrontDesk(dateline).signIn('Ivan', PASSWORD);
    await context.clearCookies();
    for (const cookie of ivan.headers.getSetCookie()) {
      const [pair = '', ...rest] = cookie.split('; ');
      const [name = '', value = ''] = pair.split('=');
      const path = rest.find((each) => each.startsWith('Path='))?.slice('Path='.length) ?? '/';
      await context.addCookies([
        { name, value, domain: '127.0.0.1', path, httpOnly: true, sameSite: 'Strict' },
      ]);
    }
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
    await signOut(one, 'Anna');
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
