import axe from 'axe-core';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { Desk } from '../support/at-the-desk.js';
import { type Dateline, startDateline } from '../support/dateline.js';
import { AtScreen } from '../support/desk-pages.js';
import { FrontDesk } from '../support/signed-in.js';
import { aBrowser, CHROMIUM } from './page-scene.js';

(CHROMIUM ? describe : describe.skip)('the editors’ screen', () => {
  let dateline: Dateline;
  let browser: Browser;
  let desk: Desk;
  let screen: AtScreen;

  beforeAll(async () => {
    [dateline, browser] = await Promise.all([startDateline(), aBrowser()]);
    await new FrontDesk(dateline).person('Anna', 'editor');
    desk = await Desk.open(dateline);
    const vera = desk.as(await dateline.token('reporter', { name: 'Vera' }));
    const arrests = (value: number) => [{ metric: 'arrests', source: 'ovd-info', value }];
    const { id } = await vera.filed({ text: 'Twelve are held.', figures: arrests(12) });
    await vera.filed({ text: 'A slip.', figures: arrests(90_000) });
    await vera.post({ city: 'tver', text: 'A march in Tver.' });
    const { id: gone } = await vera.filed({ text: 'Not so.' });
    await desk.change(gone, 'retraction', { note: 'It was elsewhere.' });
    await desk.put(`/pins/${id}`, {});
    await desk.markKeyEvent(id, { keyEvent: true });
    await desk.revise(id, 1, { text: 'Thirteen are held.', figures: arrests(13) });
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await dateline?.stop();
  });
  afterEach(() => screen.close());

  const open = async (options: BrowserContextOptions) => {
    const at = { url: dateline.url, story: desk.story, name: 'Anna' };
    screen = await AtScreen.open(browser, at, { bypassCSP: true, reducedMotion: 'reduce', ...options });
    await screen.sees('.item .reason');
    await screen.sees('.cities .number', '13');
  };
  const violations = async () => {
    await screen.page.evaluate(axe.source);
    const found = (await screen.page.evaluate('axe.run()')) as {
      violations: { id: string; nodes: { html: string }[] }[];
    };
    return found.violations.map(({ id, nodes }) => [id, nodes[0]?.html]);
  };

  test.each([
    ['light', 'en-GB'],
    ['dark', 'en-GB'],
    ['light', 'ru-RU'],
    ['dark', 'ru-RU'],
  ] as const)(
    'in %s colours and %s is accessible, whatever is open',
    async (colorScheme, locale) => {
      await open({ colorScheme, locale });
      const found = [await violations()];
      const { page } = screen;
      await page.locator('.section').evaluateAll((all) => all.map((each) => each.setAttribute('open', '')));
      await page.locator('.line.city').first().press('Enter');
      await page.locator('.metric .leads button').first().press('Enter');
      await screen.sees('.why .line');
      await page.locator('.item button[aria-expanded]').first().press('Enter');
      await page.locator('h1').click();
      for (const keys of [['j'], ['e'], ['Escape', 'm'], ['n']]) {
        await screen.press(...keys);
        await screen.sees(keys[0] === 'j' ? '.reading' : '.opened :is(form, .history, .choosing)');
        found.push(await violations());
        await page.locator('h1').click();
      }
      await screen.press('?');
      await screen.sees('dialog[open]');
      found.push(await violations());
      expect(found.flat()).toEqual([]);
    },
    60_000,
  );

  test.each([1440, 1024, 390, 320])(
    'at %i px nothing sticks out, and all three parts are there',
    async (width) => {
      await open({ viewport: { width, height: 800 }, hasTouch: width < 500, isMobile: width < 500 });
      const tabs = screen.page.locator('.tabs button:visible');
      for (const part of width < 960 ? [0, 1, 2] : [0]) {
        if (width < 960) await tabs.nth(part).click();
        expect(await screen.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
          width,
        );
      }
      if (width < 960) await tabs.first().click();
      await screen.page.locator('.item').first().waitFor();
      if (width >= 500) return;
      const small = await screen.page
        .locator('button:visible')
        .evaluateAll((buttons) =>
          buttons
            .filter((button) => button.getBoundingClientRect().height < 44)
            .map(({ outerHTML }) => outerHTML),
        );
      expect(small).toEqual([]);
    },
  );
});
