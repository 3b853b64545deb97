import { readFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { Desk } from '../support/at-the-desk.js';
import { type Dateline, startDateline } from '../support/dateline.js';
import { aBrowser, CHROMIUM } from './page-scene.js';

const EXAMPLE = path.resolve(import.meta.dirname, '../../examples/embed');
const TYPES: Record<string, string> = { html: 'text/html; charset=utf-8', css: 'text/css' };

/** Another site, with the example's page on it: of this newsroom's story. */
async function anotherSite(newsroom: string, story: string): Promise<http.Server> {
  const server = http.createServer(({ url = '/' }, response) => {
    const name = url === '/' ? 'index.html' : path.basename(url);
    if (!['index.html', 'page.css'].includes(name)) return response.writeHead(404).end();
    const text = readFileSync(path.join(EXAMPLE, name), 'utf8')
      .replaceAll('http://127.0.0.1:3000', newsroom)
      .replaceAll('ru-2021-01-23', story)
      .replaceAll('saint-petersburg', 'kazan');
    response.writeHead(200, { 'content-type': TYPES[name.split('.').at(-1) ?? ''] ?? '' }).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

// Without a browser on the machine there is nothing to look at the page with; CI installs one.
(CHROMIUM ? describe : describe.skip)('a page of another site, under a strict policy', () => {
  let dateline: Dateline;
  let desk: Desk;
  let site: http.Server;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    [dateline, browser] = await Promise.all([startDateline(), aBrowser()]);
    desk = await Desk.open(dateline);
    await desk.filed({
      city: 'moscow',
      text: 'People gather on the square.',
      labels: ['simulated'],
      figures: [
        { metric: 'arrests', source: 'ovd-info', value: 12 },
        { metric: 'crowd', source: 'ovd-info', value: 400, qualifier: 'about' },
      ],
    });
    site = await anotherSite(dateline.url, desk.story);
    page = await browser.newPage({ viewport: { width: 390, height: 844 } });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    await page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await new Promise((resolve) => site?.close(resolve));
    await dateline?.stop();
  });

  const live = () => page.locator('dateline-live').first();

  test('shows a total as the newsroom says it, with whose it is, and leads to why', async () => {
    const figure = page.locator('dateline-figure').last();
    await figure.getByText('about 400 people, according to').waitFor();
    const link = await figure.getByRole('link').getAttribute('href');
    expect(link).toBe(`${dateline.url}/stories/${desk.story}/figures/crowd/moscow?lang=en`);
  });

  test('shows updates as they come, labelled inside the entry, in its own style', async () => {
    await live().getByText('People gather on the square.').waitFor();
    expect(await live().getByText('Simulated').isVisible()).toBe(true);
    await desk.filed({ city: 'moscow', text: 'More of them by now.', figures: [] });
    await live().getByText('More of them by now.').waitFor();
    const accent = await live()
      .locator('.totals')
      .evaluate((element) => getComputedStyle(element).borderInlineStartColor);
    expect(accent).toBe('rgb(163, 22, 15)');
  });

  test('takes a withdrawn text off the page at once', async () => {
    const { id } = await desk.filed({ city: 'moscow', text: 'A report that was wrong.', figures: [] });
    await live().getByText('A report that was wrong.').waitFor();
    await desk.change(id, 'retraction', { note: 'It was elsewhere.' });
    await live().getByText('It was elsewhere.').waitFor();
    expect(await live().getByText('A report that was wrong.').count()).toBe(0);
  });

  test('may hold it in a frame, which the newsroom’s own pages refuse', async () => {
    await page.locator('iframe').scrollIntoViewIfNeeded(); // browsers draw no frame of another site that is out of sight
    await page.frameLocator('iframe').getByText('More of them by now.').waitFor();
    const { headers } = await fetch(`${dateline.url}/stories/${desk.story}`);
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  });

  test('speaks the language and wears the colours that the page asks for', async () => {
    await desk.filed({ city: 'kazan', text: 'And in Kazan.', figures: [] });
    const dark = page.locator('dateline-live[theme=dark]');
    await dark.getByText('And in Kazan.').waitFor();
    expect(await dark.locator('.line').textContent()).toMatch(/[а-я]/);
    expect(await dark.evaluate((element) => getComputedStyle(element).backgroundColor)).toBe(
      'rgb(20, 19, 18)',
    );
  });

  test('is led to the newsroom where there is no such story, or to what it put there itself', async () => {
    const other = await browser.newPage();
    await other.goto(page.url());
    await other.evaluate((story) => {
      document.body.insertAdjacentHTML(
        'beforeend',
        `<dateline-live story="no-such"></dateline-live><dateline-figure story="no-such" lang="ru">Позже.</dateline-figure>
        <dateline-live id="nowhere" story="${story}" city="atlantis"></dateline-live>`,
      );
    }, desk.story);
    const linkIn = (selector: string) => other.locator(selector).getByRole('link');
    const none = linkIn('dateline-live[story=no-such]');
    await none.waitFor();
    expect(await none.evaluate((link) => [(link as HTMLAnchorElement).href, link.textContent])).toEqual([
      `${dateline.url}/?lang=en`,
      'All live blogs',
    ]);
    await linkIn('#nowhere').waitFor();
    expect(await linkIn('#nowhere').getAttribute('href')).toBe(
      `${dateline.url}/stories/${desk.story}?lang=en`,
    );
    await other.getByText('This live blog has no such city.').waitFor();
    const asked: string[] = [];
    other.on('request', (request) => asked.push(request.url()));
    const isAsked = other.waitForRequest(/no-such\/stream/);
    await other.evaluate(askAgain);
    await isAsked;
    expect(asked.filter((url) => url.includes('atlantis'))).toEqual([]);
    await other.getByText('Позже.').waitFor();
    await other.goto(`${dateline.url}/embed/no-such`);
    await other.getByText('There is no such live blog.').waitFor();
    await other.close();
  });

  test('says at a figure since when the newsroom is not heard', async () => {
    const other = await browser.newPage();
    await other.goto(page.url());
    const figure = other.locator('dateline-figure').last();
    await figure.getByText('about 400 people, according to').waitFor();
    expect(await figure.getByText('Offline since').count()).toBe(0);
    await other.context().setOffline(true);
    await figure.getByText(/Offline since \d\d:\d\d/).waitFor();
    expect(await figure.getByText('about 400 people, according to').isVisible()).toBe(true);
    await other.context().setOffline(false);
    await figure.getByText('Offline since').waitFor({ state: 'detached' });
    await other.close();
  });

  test('has nothing to complain of', () => {
    expect(complaints).toEqual([]);
  });
});

/** All that still asks does so in this moment. */
function askAgain(): void {
  Math.random = () => 0;
  dispatchEvent(new Event('online'));
}
