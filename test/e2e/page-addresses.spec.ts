import type { Browser, Page } from 'playwright-core';
import type { Snapshot } from '#contract/snapshot';
import type { UpdateView } from '#contract/update';
import type { Dateline } from '../support/dateline.js';
import { ask } from '../support/newsroom-people.js';
import { aNewsroomOnTheDay, DAY } from './page-day.js';
import { aBrowser, CHROMIUM } from './page-scene.js';

const STORY = `/stories/${DAY}`;
let dateline: Dateline;
let snapshot: Snapshot;
/** The oldest update of the day: no first page holds it. */
let oldest: UpdateView;

beforeAll(async () => {
  dateline = await aNewsroomOnTheDay('2021-01-23T14:10:30Z');
  snapshot = (await ask<Snapshot>(`${dateline.url}/v1${STORY}`)).body;
  const older = await ask<{ updates: UpdateView[] }>(`${dateline.url}${snapshot.older}`);
  oldest = older.body.updates.at(-1) as UpdateView;
}, 60_000);
afterAll(() => dateline?.stop());

const get = (path: string) => fetch(`${dateline.url}${path}`, { redirect: 'manual' });
const text = async (path: string) => (await fetch(`${dateline.url}${path}`)).text();

describe('an address of a story’s page', () => {
  test('of a city is its own; the form without JavaScript leads there with what else it says', async () => {
    const led = await get(`${STORY}?city=moscow&keyEvents=true&lang=ru`);
    expect([led.status, led.headers.get('location')]).toEqual([
      302,
      `${STORY}/moscow?keyEvents=true&lang=ru`,
    ]);
    expect(await text(`${STORY}/moscow`)).toContain(
      `<link rel="canonical" href="${dateline.url}${STORY}/moscow"/>`,
    );
  });

  test.each([
    ['of a city that the story does not have', `${STORY}/atlantis`, `${STORY}/moscow`],
    ['of what can be no city', `${STORY}/${encodeURIComponent('Москва!')}`, `${STORY}/moscow`],
    ['of a figure of such a city', `${STORY}/figures/arrests/atlantis`, STORY],
    ['of a figure that is not counted', `${STORY}/figures/unicorns`, STORY],
    ['of an update that there is not', `${STORY}?update=no-such`, STORY],
    ['of no story', '/stories/no-such', '/'],
  ])('%s is a page that leads on, in the reader’s language', async (_, path, way) => {
    const answer = await get(`${path}${path.includes('?') ? '&' : '?'}lang=ru`);
    expect(answer.status).toBe(404);
    const html = await answer.text();
    expect(html).toContain(`href="${way}?lang=ru"`);
    expect(html).toMatch(/<h1>[А-Я][а-я ]+<\/h1>/);
  });

  test('of every city is the whole story’s, when the form says so', async () => {
    expect((await get(`${STORY}?city=`)).status).toBe(200);
  });

  test('of an update holds when newer ones have pushed it off the first page', async () => {
    const led = await get(`${STORY}?update=${oldest.id}&lang=ru`);
    const location = led.headers.get('location') ?? '';
    expect(location).toMatch(new RegExp(`lang=ru#u-${oldest.id}$`));
    expect(await text(location)).toContain(`<article id="u-${oldest.id}"`);
    const [newest] = snapshot.updates;
    expect(await text(`${STORY}?update=${newest?.id}`)).toContain(`<article id="u-${newest?.id}"`);
  });

  test('in a language keeps it in every link, and names the same page in each', async () => {
    const html = await text(`${STORY}/moscow?lang=ru`);
    expect(html).toContain('<html lang="ru">');
    expect(html).toContain('задержанных');
    const links = [...html.matchAll(/<a [^>]*href="(\/[^"]*)"/g)].map(([, href = '']) => href);
    const lost = links.filter((href) => !href.includes('lang='));
    expect(lost).toEqual([]);
    for (const language of ['en', 'ru'])
      expect(html).toContain(
        `<link rel="alternate" hreflang="${language}" href="${dateline.url}${STORY}/moscow?lang=${language}"/>`,
      );
  });

  test('of key events has those and no others, older ones too', async () => {
    const html = await text(`${STORY}?keyEvents=true`);
    const timeline = html.slice(html.indexOf('class="timeline"'), html.indexOf('class="rail"'));
    const ids = [...timeline.matchAll(/<article id="u-([^"]+)"/g)].map(([, id]) => id);
    expect(ids).toEqual(snapshot.keyEvents.map(({ id }) => id));
  });
});

test('a chart is drawn anew for open pages, and kept by caches for them all', async () => {
  const answer = await get(`/charts/${DAY}?lang=ru`);
  expect(answer.headers.get('cache-control')).toMatch(/s-maxage=[1-9]/);
  const chart = await answer.text();
  expect(chart).toContain('<svg');
  expect(await text(`${STORY}?lang=ru`)).toContain(chart);
});

describe('where a number comes from', () => {
  test('is a page with what counts now, and each change with its cause and update', async () => {
    const html = await text(`${STORY}/figures/arrests/moscow`);
    const { changes, counting } = (
      await ask<{ changes: { update: string }[]; counting: string[] }>(
        `${dateline.url}/v1${STORY}/totals/arrests/history?city=moscow`,
      )
    ).body;
    expect(changes.length).toBeGreaterThan(0);
    for (const { update } of changes) expect(html).toContain(`?update=${update}#u-${update}`);
    for (const id of counting) expect(html).toContain(`<article id="u-${id}"`);
    expect(html).toContain('a new report');
  });

  test('is nothing of a metric that the desk keeps for itself', async () => {
    const token = await dateline.token('editor');
    const guard = `${dateline.url}/v1${STORY}/guard`;
    const body = { requestId: crypto.randomUUID(), sources: {}, metrics: { crowd: { shows: 'desk' } } };
    const { version } = (await ask<{ version: string }>(guard, { token })).body;
    const headers = { 'if-match': `"${version}"` };
    expect((await ask(guard, { method: 'PUT', token, body, headers })).status).toBe(200);
    expect((await get(`${STORY}/figures/crowd`)).status).toBe(404);
    expect(await text(STORY)).not.toContain('figures/crowd');
  });
});

// Without a browser on the machine there is nothing to look at the page with; CI installs one.
(CHROMIUM ? describe : describe.skip)('in a browser', () => {
  let browser: Browser;
  let page: Page;
  const open = async (path: string) => {
    page = await browser.newPage({
      timezoneId: 'Asia/Tokyo',
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    await page.goto(`${dateline.url}${path}`);
  };
  const live = () => page.waitForSelector('.line[data-state="live"]');
  const post = async (more: object) => {
    const id = crypto.randomUUID();
    const occurredAt = '2021-01-23T14:09:00Z';
    const body = { id, city: 'moscow', occurredAt, text: 'Posted now.', figures: [], ...more };
    const token = await dateline.token('editor');
    const answer = await ask(`${dateline.url}/v1${STORY}/updates`, { method: 'POST', token, body });
    expect(answer.status).toBe(201);
    return id;
  };
  beforeAll(async () => {
    browser = await aBrowser();
  });
  afterAll(() => browser?.close());
  afterEach(() => page?.close());

  test('a link to an update that the first page does not hold opens on it', async () => {
    await open(`${STORY}#u-${oldest.id}`);
    await page.waitForSelector(`#u-${oldest.id}`);
    const top = await page.locator(`#u-${oldest.id}`).evaluate((entry) => entry.getBoundingClientRect().top);
    expect(top).toBeLessThan(800);
  });

  test('only key events come in where only they are shown', async () => {
    await open(`${STORY}?keyEvents=true`);
    await live();
    const first = await page.locator('.timeline article').count();
    await post({ text: 'Not a key event.' });
    const id = await post({ keyEvent: true, text: 'A key event.' });
    await page.waitForSelector(`#u-${id}`);
    expect(await page.locator('.timeline article').count()).toBe(first + 1);
    expect(await page.textContent('.timeline')).not.toContain('Not a key event.');
  });

  test('the table of cities is sorted by what is pressed', async () => {
    await open(STORY);
    await live();
    await page.click('.cities thead th:first-child button');
    await page.waitForSelector('.cities th[aria-sort="ascending"]');
    const names = await page.locator('.cities tbody th').allTextContents();
    expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b)));
  });

  test('a figure is copied as a sentence with whose it is, also from a page that came without TLS', async () => {
    const sentence = '1,090 detentions, according to OVD-Info, 16:59 Moscow time.';
    const inClipboard = () => page.evaluate(() => navigator.clipboard.readText());
    await open(STORY);
    await live();
    const copy = page.locator('.metric:first-of-type .doings button');
    await copy.click();
    await page.getByText('Copied').waitFor();
    expect(await inClipboard()).toBe(sentence);
    await page.reload();
    await live();
    await page.evaluate(withoutTls, true);
    await copy.click();
    await page.evaluate(() => new Promise(requestAnimationFrame));
    expect(await copy.textContent()).toBe('Copy as sentence');
    await page.evaluate(withoutTls, false);
    await copy.click();
    await page.getByText('Copied').waitFor();
    expect(await copy.evaluate((button) => button === document.activeElement)).toBe(true);
    await page.evaluate(() => document.body.append(document.createElement('textarea')));
    await page.focus('textarea');
    await page.keyboard.press('Control+V');
    expect(await page.inputValue('textarea')).toBe(sentence);
  });

  test('a moment is told on the reader’s own clock too', async () => {
    await open(STORY);
    await live();
    expect(await page.locator('.timeline .when').first().textContent()).toContain('23:09 your time');
  });

  test('a story that is closed is a calm page, which runs nothing and waits for nothing', async () => {
    const token = await dateline.token('editor');
    const body = { requestId: crypto.randomUUID() };
    await open(STORY);
    await live();
    expect(
      (await ask(`${dateline.url}/v1${STORY}/closing`, { method: 'POST', token, body })).status,
    ).toBeLessThan(300);
    await page.waitForSelector('.line[data-state="closed"]');
    const html = await text(STORY);
    expect(html).toContain('This live blog is closed');
    expect(html).not.toContain('<script type="module"');
  });
});

/** There such a page has no clipboard; and where its browser copies nothing, it says so. */
function withoutTls(copiesNothing: boolean): void {
  Object.defineProperty(Navigator.prototype, 'clipboard', { value: undefined, configurable: true });
  if (copiesNothing) document.execCommand = () => false;
  else Reflect.deleteProperty(document, 'execCommand');
}
