import { readFileSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import type { StoryEvent, UpdateShown } from '#contract/event';
import type { PublishedUpdate, RetractedUpdate } from '#contract/update';
import { SAMPLE_SNAPSHOT } from '#pages/fixtures/sample-story';
import { CENTRAL_MOSCOW, published, SAMPLE_UPDATES } from '#pages/fixtures/sample-updates';
import type { SmallGateway } from '../../libs/client/test/small-gateway.js';
import { aBrowser, aGatewayWithPages, buildWeb, CHROMIUM } from './page-scene.js';

const { epoch, seq: head } = SAMPLE_SNAPSHOT.position;
const pins = SAMPLE_SNAPSHOT.pins.map(({ id }) => id);

function posted(seq: number, update: PublishedUpdate): UpdateShown {
  const shownAt = update.publishedAt;
  return { seq, kind: 'update.posted', update, shownAt, cities: update.cities, changes: [], pins };
}
function frameOf(...events: StoryEvent[]) {
  return { epoch, from: events[0]?.seq ?? 0, to: events.at(-1)?.seq ?? 0, events };
}
const FIRST_NEW = posted(head + 1, published(head + 1, 'moscow', '14:04', 'The first new one.'));
const SECOND_NEW = posted(head + 2, published(head + 2, 'perm', '14:05', 'The second new one.'));

// Without a browser on the machine there is nothing to look at the page with; CI installs one.
(CHROMIUM ? describe : describe.skip)('a story page in a browser', () => {
  let web: string;
  let browser: Browser;
  let gateway: SmallGateway;
  let page: Page;
  const complaints: string[] = [];

  const open = async (options: Parameters<Browser['newPage']>[0] = {}) => {
    page = await browser.newPage({ viewport: { width: 390, height: 844 }, ...options });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    await page.goto(`${gateway.url}/stories/${SAMPLE_SNAPSHOT.story.id}`);
  };
  const live = () => page.waitForSelector('.line[data-state="live"]');
  const top = (id: string) => page.locator(id).evaluate((element) => element.getBoundingClientRect().top);

  beforeAll(async () => {
    [web, browser] = await Promise.all([buildWeb(), aBrowser()]);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await rm(web, { recursive: true, force: true });
  });
  beforeEach(async () => {
    complaints.length = 0;
    gateway = await aGatewayWithPages(SAMPLE_SNAPSHOT, web);
  });
  afterEach(async () => {
    await page.close();
    await gateway.close();
  });

  test('goes live from what the server printed, and replaces none of it', async () => {
    await open();
    const printed = await page.$('#u-update-55');
    await live();
    expect(await printed?.evaluate((element) => element.isConnected)).toBe(true);
    expect(gateway.asked).toEqual([{ epoch, seq: head }]);
    expect(complaints).toEqual([]);
  });

  test('shows a new update at once to a reader at the top', async () => {
    await open();
    await live();
    gateway.send(frameOf(FIRST_NEW));
    await page.waitForSelector('#u-update-85');
    expect(await page.textContent('.timeline article:first-of-type')).toContain('The first new one.');
  });

  test('keeps new updates for a reader further down, and moves nothing', async () => {
    await open();
    await live();
    await page.locator('#u-update-60').evaluate((element) => element.scrollIntoView());
    const before = await top('#u-update-60');
    gateway.send(frameOf(FIRST_NEW, SECOND_NEW));
    await page.waitForSelector('.pill');
    expect(await page.textContent('.pill')).toBe('2 new updates');
    expect(await page.title()).toMatch(/^\(2\) /);
    expect(Math.abs((await top('#u-update-60')) - before)).toBeLessThan(2);
    await page.click('.pill');
    await page.waitForSelector('#u-update-86');
    await page.waitForSelector('.pill', { state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('updates');
  });

  test('shows a correction and a retraction where they stand, and moves nothing', async () => {
    await open();
    await live();
    await page.locator('#u-update-60').evaluate((element) => element.scrollIntoView());
    const before = await top('#u-update-60');
    const corrected = {
      ...CENTRAL_MOSCOW,
      revision: 2,
      text: 'Shorter.',
      correctionNote: 'The metro was open.',
      correctedAt: '2021-01-23T14:06:00Z',
    };
    gateway.send(
      frameOf({ ...posted(head + 1, corrected), kind: 'update.corrected' }, retracted(head + 2, 'update-60')),
    );
    await page.waitForSelector('#u-update-60.withdrawn');
    expect(await page.textContent('#u-update-60')).toContain('Named the wrong city.');
    expect(await page.textContent('#u-update-60')).not.toContain('medical help');
    expect(await page.textContent('#u-update-55')).toContain('The metro was open.');
    expect(Math.abs((await top('#u-update-60')) - before)).toBeLessThan(2);
  });

  test('says since when it is offline', async () => {
    await open();
    await live();
    await gateway.close();
    await page.waitForSelector('.line[data-state="offline"]');
    expect(await page.textContent('.line')).toMatch(/Offline since \d\d:\d\d/);
  });

  test.each([
    [1280, 'light'],
    [320, 'dark'],
  ] as const)('at %i px in %s colours is accessible and nothing sticks out', async (width, colorScheme) => {
    await open({ viewport: { width, height: 800 }, colorScheme, bypassCSP: true, reducedMotion: 'reduce' });
    await live();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await page.evaluate(axe.source);
    const found = (await page.evaluate('axe.run()')) as { violations: { id: string }[] };
    expect(found.violations.map(({ id }) => id)).toEqual([]);
  });

  test('costs a reader at most 25 KB of script', async () => {
    await open();
    const script = readdirSync(web).find((name) => name.endsWith('.js')) ?? '';
    expect(gzipSync(readFileSync(path.join(web, script))).length).toBeLessThan(25 * 1024);
  });
});

function retracted(seq: number, id: string): StoryEvent {
  const held = SAMPLE_UPDATES.find((update) => update.id === id) ?? CENTRAL_MOSCOW;
  const { city, cities, occurredAt, receivedAt, publishedAt, firstSeq, lateArrival } = held;
  const update: RetractedUpdate = {
    ...{ id, city, cities, occurredAt, receivedAt, publishedAt, firstSeq, lateArrival },
    revision: 2,
    status: 'retracted',
    retractedAt: '2021-01-23T14:06:30Z',
    note: 'Named the wrong city.',
  };
  return { seq, kind: 'update.retracted', update, shownAt: update.retractedAt, cities, changes: [], pins };
}
