import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import type { Invitation, PersonView } from '#contract/people';
import type { Snapshot } from '#contract/snapshot';
import { type Dateline, startDateline } from '../support/dateline.js';
import { ask } from '../support/newsroom-people.js';
import { waitUntil } from '../support/wait-until.js';
import { aBrowser, CHROMIUM } from './page-scene.js';

const PASSWORD = 'four words of nobody';
const STORY = 'a-day-in-kazan';

// Without a browser on the machine there is nothing to look at the desk with; CI installs one.
(CHROMIUM ? describe : describe.skip)('an empty newsroom', () => {
  let dateline: Dateline;
  let browser: Browser;
  let page: Page;
  let secret: string;
  const complaints: string[] = [];

  beforeAll(async () => {
    [dateline, browser] = await Promise.all([startDateline(), aBrowser()]);
    const token = await dateline.token('admin');
    const body = { name: 'Vera', role: 'admin' };
    const invited = await ask<Invitation>(`${dateline.url}/v1/people`, { method: 'POST', token, body });
    ({ secret } = invited.body);
    page = await browser.newPage({ viewport: { width: 1280, height: 900 }, locale: 'en-GB' });
    page.on('pageerror', (error) => complaints.push(error.message));
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await dateline?.stop();
  });

  const snapshot = async () => (await ask<Snapshot>(`${dateline.url}/v1/stories/${STORY}`)).body;
  const open = async (path: string) => {
    await page.goto(`${dateline.url}${path}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
  };

  test('lets in who was invited', async () => {
    await page.goto(`${dateline.url}/desk`);
    await page.getByRole('button', { name: 'I was invited' }).click();
    await page.getByLabel('Code you were given').fill(secret);
    await page.getByLabel('Name').fill('Vera');
    await page.getByLabel('New password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Join the newsroom' }).click();
    await page.getByText('The password is set.').waitFor();
    await page.getByLabel('Name').fill('Vera');
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByText('No live blogs yet.').waitFor();
  });

  test('has its first live blog in a minute, with a city that was only named', async () => {
    await page.getByRole('link', { name: 'New live blog' }).click();
    await page.getByLabel('Title').fill('A day in Kazan');
    expect(await page.getByLabel('Address').inputValue()).toBe(STORY);
    await page.getByLabel('Find a city').fill('Казан');
    await page.getByRole('button', { name: /^Kazan RU/ }).click();
    await page.getByText('Kazan RU · Europe/Moscow').waitFor();
    await page.getByRole('button', { name: 'Open the live blog' }).click();
    await page.getByRole('heading', { name: 'A day in Kazan' }).waitFor();
    const { story } = await snapshot();
    expect(story.cities).toEqual([expect.objectContaining({ id: 'kazan', timeZone: 'Europe/Moscow' })]);
    expect(story.sources.map(({ id }) => id)).toEqual(['own', 'police']);
  });

  test('has its first update, pinned, on readers’ page', async () => {
    await page.keyboard.press('n');
    await page.getByLabel('Text', { exact: true }).fill('People gather at the Kremlin wall.');
    await page.keyboard.press('Control+Enter');
    await page.getByText('People gather at the Kremlin wall.').first().waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('j');
    await page.keyboard.press('p');
    await waitUntil('it is pinned', async () => (await snapshot()).pins.length === 1);
    await page.goto(`${dateline.url}/stories/${STORY}`);
    await page.locator('.pinned').getByText('People gather at the Kremlin wall.').waitFor();
  });

  test('posts what is typed in a tab that has no room to keep it', async () => {
    await open(`/desk/${STORY}`);
    await page.evaluate(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException('No room.', 'QuotaExceededError');
      };
    });
    await page.keyboard.press('n');
    await page.getByLabel('Text', { exact: true }).pressSequentially('More come over the bridge.');
    await page.keyboard.press('Control+Enter');
    const texts = async () => (await snapshot()).updates.map((each) => 'text' in each && each.text);
    await waitUntil('it is out', async () => (await texts()).includes('More come over the bridge.'));
    expect(complaints).toEqual([]);
  });

  test('invites a reporter for one city, and freezes that account', async () => {
    await open('/desk/-/people');
    await page.getByText('Invite somebody').click();
    await page.getByLabel('Name').fill('Rita');
    await page.getByLabel('Works in').selectOption({ label: 'A day in Kazan' });
    await page.getByLabel(/^Only these cities/).fill('kazan');
    await page.getByRole('button', { name: 'Invite', exact: true }).click();
    await page.getByText('Give this code to Rita').waitFor();
    await page.evaluate(withoutTls);
    const copy = page.locator('.secret').getByRole('button', { name: 'Copy' });
    await copy.click();
    await page.locator('.secret').getByText('Copied.', { exact: true }).waitFor();
    const code = await page.locator('.secret code').textContent();
    expect(await page.evaluate(() => Reflect.get(globalThis, 'taken') as unknown)).toBe(code);
    await page.evaluate(() => Object.assign(document, { execCommand: () => false }));
    await copy.click();
    await page.locator('.secret').getByText('It could not be copied.').waitFor();
    const people = async () =>
      (
        await ask<{ people: PersonView[] }>(`${dateline.url}/v1/people`, {
          token: await dateline.token('admin'),
        })
      ).body.people;
    const rita = (await people()).find(({ name }) => name === 'Rita');
    expect(rita).toMatchObject({ role: 'reporter', memberships: [{ story: STORY, cities: ['kazan'] }] });
    await page
      .getByRole('listitem')
      .filter({ hasText: 'Rita' })
      .getByRole('button', { name: 'Freeze' })
      .click();
    await page.getByRole('button', { name: 'Freeze' }).first().click();
    await page.getByRole('listitem').filter({ hasText: 'Rita' }).getByText('frozen').waitFor();
  });

  test('has it all on record', async () => {
    await open('/desk/-/audit');
    await page.getByRole('cell', { name: 'person.changed' }).waitFor();
    await page.getByRole('textbox', { name: 'What' }).fill('update.posted');
    await page.getByRole('button', { name: 'Show' }).click();
    await page.getByRole('cell', { name: 'person.changed' }).first().waitFor({ state: 'detached' });
    await page.getByRole('cell', { name: STORY }).first().waitFor();
  });

  test.each([390, 320])(
    'has it on record on a phone of %i px too: all of it in sight, and heard as a table',
    async (width) => {
      const usual = page.viewportSize();
      await page.setViewportSize({ width, height: 700 });
      await open('/desk/-/audit');
      await page.getByRole('cell', { name: 'person.changed' }).waitFor();
      expect(await page.locator('.scrolled').evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0);
      const wire = await page.context().newCDPSession(page);
      const { nodes } = await wire.send('Accessibility.getFullAXTree');
      const heard = nodes.map(({ role, name }) => `${role?.value} ${name?.value}`);
      expect(heard).toEqual(expect.arrayContaining(['columnheader Who', 'cell person.changed']));
      expect(heard.filter((each) => each.startsWith('cell ')).length % 6).toBe(0);
      if (usual) await page.setViewportSize(usual);
    },
  );

  test.each([
    ['en', 'There is no live blog at this address.'],
    ['ru', 'По этому адресу трансляции нет.'],
  ])('says at a wrong address that nothing is there, in the language of the desk (%s)', async (tag, said) => {
    await page.evaluate((language) => localStorage.setItem('dateline-language', language), tag);
    for (const path of ['/desk/nope', '/desk/nope/setup']) {
      await page.goto(`${dateline.url}${path}`);
      const why = await page.locator('.why-not', { hasText: /./ }).textContent();
      expect([why, why?.includes('nope')]).toEqual([expect.stringContaining(said), false]);
    }
    await page.evaluate(() => localStorage.removeItem('dateline-language'));
  });

  test('does not overwrite one live blog with another of the same address', async () => {
    await open('/desk/-/new');
    await page.getByLabel('Title').fill('Another');
    await page.getByLabel('Address').fill(STORY);
    await page.getByRole('button', { name: 'Open the live blog' }).click();
    await page.getByText('Another live blog has this address.').waitFor();
    expect((await snapshot()).story.title).toBe('A day in Kazan');
  });

  test('keeps what two editors set up at once from overwriting each other', async () => {
    await open(`/desk/${STORY}/setup`);
    await page.locator('.chosen li').first().waitFor();
    const token = await dateline.token('editor');
    const { body } = await ask<{ setup: object }>(`${dateline.url}/v1/stories/${STORY}/setup`, { token });
    const theirs = { ...body.setup, title: 'Theirs' };
    await ask(`${dateline.url}/v1/stories/${STORY}`, { method: 'PUT', token, body: theirs });
    await page.getByLabel('Title').fill('Ours');
    await page.getByRole('button', { name: 'Save' }).first().click();
    await page.getByText('Somebody saved the set-up meanwhile.').waitFor();
    expect(await page.getByLabel('Title').inputValue()).toBe('Ours');
    expect((await snapshot()).story.title).toBe('Theirs');
  });

  test.each([
    '/desk',
    '/desk/-/new',
    '/desk/-/people',
    '/desk/-/audit',
    '/desk/-/account',
    `/desk/${STORY}/setup`,
  ])(
    'is open to everybody at %s: axe finds nothing, in light and dark, English and Russian, at 320 px',
    async (path) => {
      for (const [language, colorScheme] of [
        ['en', 'light'],
        ['ru', 'dark'],
      ] as const) {
        await page.emulateMedia({ colorScheme });
        await page.evaluate((tag) => localStorage.setItem('dateline-language', tag), language);
        await page.setViewportSize({ width: 320, height: 700 });
        await open(path);
        await page.evaluate(axe.source);
        const found = await page.evaluate(async () => {
          const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run();
          return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
        });
        expect(found).toEqual([]);
        const tooWide = await page.evaluate(() =>
          document.documentElement.scrollWidth > innerWidth
            ? [...document.querySelectorAll('main *')]
                .filter((element) => element.getBoundingClientRect().right > innerWidth)
                .map(({ outerHTML }) => outerHTML.slice(0, 80))
            : [],
        );
        expect(tooWide).toEqual([]);
        expect(await page.locator('.top nav').evaluate(cutTab)).toBeNull();
      }
    },
  );

  test('has nothing to complain of', () => {
    expect(complaints).toEqual([]);
  });
});

/** The tab where one is, where it is not all in sight. */
function cutTab(nav: Element): string | null {
  const here = nav.querySelector('[aria-current]');
  const [tab, bar] = [here?.getBoundingClientRect(), nav.getBoundingClientRect()];
  const isCut = tab && (tab.left < bar.left - 1 || tab.right > bar.right + 1);
  return isCut ? `${here?.textContent}, ${tab.left} to ${tab.right}, in ${bar.left} to ${bar.right}` : null;
}

/** A page that came without TLS has no clipboard: what is selected is copied. */
function withoutTls(): void {
  Object.defineProperty(Navigator.prototype, 'clipboard', { value: undefined, configurable: true });
  document.addEventListener('copy', () =>
    Reflect.set(globalThis, 'taken', (document.activeElement as HTMLTextAreaElement).value),
  );
}
