import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import type { Dateline } from '../support/dateline.js';
import { aNewsroomOnTheDay, DAY } from './page-day.js';
import { aBrowser, CHROMIUM } from './page-scene.js';

const KB = 1024;

// Without a browser on the machine there is nothing to look at the page with; CI installs one.
(CHROMIUM ? describe : describe.skip)('a reader page is for everybody', () => {
  let dateline: Dateline;
  let browser: Browser;
  let page: Page;
  const open = async (path: string) => {
    page = await browser.newPage({ reducedMotion: 'reduce' });
    await page.goto(`${dateline.url}${path}`);
    if (await page.locator('#live-blog[data-printed]').count())
      await page.waitForSelector('.line[data-state="live"]');
  };

  beforeAll(async () => {
    [dateline, browser] = await Promise.all([aNewsroomOnTheDay('2021-01-23T14:04:30Z'), aBrowser()]);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await dateline?.stop();
  });
  afterEach(() => page?.close());

  test('on paper there is the story and nothing to press', async () => {
    await open(`/stories/${DAY}`);
    await page.emulateMedia({ media: 'print' });
    const seen = (selector: string) => page.locator(selector).first().isVisible();
    expect(await Promise.all(['.doings', '.filter', '.jumps', '.site'].map(seen))).toEqual([
      ...[false, false, false, false],
    ]);
    expect(await Promise.all(['.value b', '.timeline article', '.cities table', '.map'].map(seen))).toEqual([
      ...[true, true, true, true],
    ]);
  });

  /** On a slow phone: when its largest part is painted, in ms, and how far the page jumps until then. */
  const comesOnSlowPhone = async (lang: string): Promise<{ paint: number; shift: number }> => {
    page = await browser.newPage({ viewport: { width: 390, height: 844 }, timezoneId: 'Asia/Tokyo' });
    const wire = await page.context().newCDPSession(page);
    const slow3G = {
      offline: false,
      latency: 150,
      downloadThroughput: 200 * KB,
      uploadThroughput: 90 * KB,
    };
    await wire.send('Network.emulateNetworkConditions', slow3G);
    await wire.send('Emulation.setCPUThrottlingRate', { rate: 2 });
    await page.goto(`${dateline.url}/stories/${DAY}${lang}`);
    await page.waitForSelector('.line[data-state="live"]');
    await page.waitForSelector('.doings button');
    return page.evaluate<{ paint: number; shift: number }>(`new Promise((done) => {
    let [paint, shift] = [0, 0];
    new PerformanceObserver((list) => {
      for (const { startTime } of list.getEntries()) paint = Math.max(paint, startTime);
    }).observe({ type: 'largest-contentful-paint', buffered: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) shift += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => done({ paint, shift }), 300);
  })`);
  };

  test.each(['', '?lang=ru'])(
    'is there soon on a slow phone and does not jump while it comes %s',
    async (lang) => {
      const paints: number[] = [];
      while (paints.length === 0 || (paints.length < 3 && (paints[0] ?? 0) > 1_500)) {
        await page?.close();
        const { paint, shift } = await comesOnSlowPhone(lang);
        expect(paint).toBeGreaterThan(0);
        expect(shift).toBeLessThanOrEqual(0.02);
        paints.push(paint);
      }
      // the first, or where it met a machine that did much else the middle of three
      expect(paints.toSorted((a, b) => a - b)[Math.floor(paints.length / 2)]).toBeLessThanOrEqual(1_500);
    },
    60_000,
  );

  test.each(['', '?lang=ru'])('costs a reader 25 KB of script and 100 KB in all %s', async (lang) => {
    const fetched = async (path: string) => {
      const answer = await fetch(`${dateline.url}${path}`);
      return Buffer.from(await answer.arrayBuffer());
    };
    const html = await fetched(`/stories/${DAY}${lang}`);
    const files = [...html.toString().matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(
      ([, path = '']) => path,
    );
    const sizes = await Promise.all(
      [...new Set(files)].map(async (path) => ({ path, size: gzipSync(await fetched(path)).length })),
    );
    const sum = (of: typeof sizes) => of.reduce((all, { size }) => all + size, 0);
    const scripts = sizes.filter(({ path }) => path.endsWith('.js'));
    expect(scripts.length).toBeGreaterThan(0);
    expect(sum(scripts)).toBeLessThanOrEqual(25 * KB);
    expect(sum(sizes) + gzipSync(html).length).toBeLessThanOrEqual(100 * KB);
  });
});
