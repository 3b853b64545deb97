import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Snapshot } from '#contract/snapshot';
import { checkerboard } from '../support/a-photo.js';
import { fileAt, fillUp, isKept, signInAt, untilAt } from '../support/at-the-phone.js';
import { type Dateline, startDateline } from '../support/dateline.js';
import { ask, aStory } from '../support/newsroom-people.js';
import { FrontDesk } from '../support/signed-in.js';
import { StallingFront } from '../support/stalling-front.js';
import { waitUntil } from '../support/wait-until.js';
import { aBrowser, CHROMIUM } from './page-scene.js';

// Without a browser on the machine there is nothing to look at the screen with; CI installs one.
(CHROMIUM ? describe : describe.skip)('a reporter’s screen on a full phone and a dying network', () => {
  let dateline: Dateline;
  let browser: Browser;
  let phone: BrowserContext;
  let page: Page;
  let story: { id: string; address: string };
  const complaints: string[] = [];

  const open = async (options: Parameters<Browser['newContext']>[0] = {}) => {
    phone = await browser.newContext({ viewport: { width: 390, height: 780 }, ...options });
    page = await phone.newPage();
    page.setDefaultTimeout(40_000); // a look at the desk that failed is repeated after half a minute
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`${dateline.url}/desk/${story.id}`);
  };
  const newest = async () => (await ask<Snapshot>(story.address)).body.updates[0];

  beforeAll(async () => {
    [dateline, browser] = await Promise.all([startDateline(), aBrowser()]);
    const front = new FrontDesk(dateline);
    await front.person('Anna', 'reporter', [{ story: null, cities: ['kazan', 'omsk'] }]);
    await front.person('Boris');
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await dateline?.stop();
  });
  beforeEach(async () => {
    complaints.length = 0;
    story = await aStory(dateline);
  });
  afterEach(async () => {
    await phone.close();
    expect(complaints).toEqual([]);
  });

  test('sends what is queued on a phone whose disk is full, still shows it, and says so', async () => {
    await open();
    await signInAt(page, 'Anna');
    await isKept(page);
    await phone.setOffline(true);
    await fileAt(page, 'Queued before the disk was full.');
    await phone.addInitScript(fillUp);
    await page.reload();
    await untilAt(page, { phone: 1 });
    await phone.setOffline(false);
    await waitUntil('it is live', async () => (await newest()) !== undefined);
    await untilAt(page, { live: 1 });
    await page.reload();
    await untilAt(page, { live: 1 });
    await page.getByText('This device is full').waitFor();
    expect(await page.textContent('.entry .said')).toBe('Queued before the disk was full.');
    expect(await page.getByText('keeps nothing on the device').count()).toBe(0);
    expect((await ask<Snapshot>(story.address)).body.updates.length).toBe(1);
    expect(complaints.filter((complaint) => complaint !== 'The disk is full.')).toEqual([]);
    complaints.length = 0;
  });

  test('is told plainly, in one’s language, that the disk is full, what waits and what makes room', async () => {
    await open({ locale: 'ru-RU' });
    await signInAt(page, 'Anna');
    await phone.setOffline(true);
    await fileAt(page, 'Queued before the disk was full.');
    await page.evaluate(fillUp);
    await phone.setOffline(false);
    await untilAt(page, { live: 1 });
    await page.locator('.line-state', { hasText: 'Удалите лишние фото или приложения' }).waitFor();
    const [buffer, name, mimeType] = [await checkerboard(), 'photo.jpg', 'image/jpeg'];
    await page.setInputFiles('input[type=file]', { name, mimeType, buffer });
    await page.fill('#photo-alt', 'Buses.');
    await page.click('.photo-sheet button[type=submit]');
    await page
      .locator('.photo-sheet .lack', { hasText: 'На устройстве нет места: фото не сохранить.' })
      .waitFor();
    complaints.length = 0; // what the disk says
  });

  test('undoes without a network: once that is back too late, it is taken back with a note, and nothing is refused', async () => {
    await open();
    await signInAt(page, 'Anna');
    await fileAt(page, 'A slip of the thumb.');
    await untilAt(page, { live: 1 });
    page.on('response', (answer) => answer.status() >= 400 && complaints.push(answer.url()));
    await phone.setOffline(true);
    await page.click('.entry button:text-is("Undo")');
    await page.getByText('readers may still have the post').waitFor();
    await page.clock.install();
    await page.clock.fastForward(11_000);
    await phone.setOffline(false);
    await untilAt(page, { withdrawn: 1 });
    expect(await newest()).toMatchObject({ status: 'retracted', note: 'Published by mistake.' });
  });

  test('opens from what is kept where the network dies in the middle of the page', async () => {
    const front = await StallingFront.of(dateline.url);
    await open();
    await page.goto(`${front.url}/desk/${story.id}`);
    await signInAt(page, 'Anna');
    await isKept(page);
    front.isStalled = true;
    await page.reload();
    await page.waitForSelector('.writing textarea');
    expect(front.stalled).toBe(1);
    await front.close();
  });

  test('that did not load is loaded when somebody says so, or the network is back', async () => {
    await open({ serviceWorkers: 'block' });
    await phone.route('**/reporter-screen*.js', (route) => route.abort());
    const signIn = signInAt(page, 'Anna');
    const again = page.getByRole('button', { name: 'Try again' });
    await again.waitFor();
    await page.getByText('could not be loaded').waitFor();
    await phone.unroute('**/reporter-screen*.js');
    await again.click();
    await signIn;
    await phone.route('**/reporter-screen*.js', (route) => route.abort());
    await page.reload();
    await again.waitFor();
    await phone.unroute('**/reporter-screen*.js');
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await page.waitForSelector('.writing textarea');
  });
});
