import type { Browser } from 'playwright-core';
import { type Dateline, startDateline } from '../support/dateline.js';
import { FrontDesk, PASSWORD } from '../support/signed-in.js';
import { aBrowser, CHROMIUM } from './page-scene.js';

const TOKEN_ENDS_MS = 10 * 60_000;

// Without a browser on the machine there is nothing to look at the desk with; CI installs one.
(CHROMIUM ? describe : describe.skip)('two people in one browser', () => {
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

  test('the page of the one does nothing in the name of the other, who signed in beside it', async () => {
    const context = await browser.newContext({ locale: 'en-GB' });
    const signedIn = async (name: string) => {
      const page = await context.newPage();
      await page.goto(`${dateline.url}/desk/-/account`);
      await page.getByLabel('Name').fill(name);
      await page.getByLabel('Password').fill(PASSWORD);
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
      await page.getByRole('heading', { name: 'Account', exact: true }).waitFor();
      return page;
    };
    const annas = await signedIn('Anna');
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
    await annas.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
    expect(await annas.evaluate(() => Reflect.get(globalThis, 'isTheSamePage'))).toBe(true);
  });
});
