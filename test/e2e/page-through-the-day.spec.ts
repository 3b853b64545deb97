import type { Browser, Page } from 'playwright-core';
import type { Snapshot } from '#contract/snapshot';
import { Typed } from '../support/command-line.js';
import { type Dateline, type RunningApp, startDateline } from '../support/dateline.js';
import { freePort } from '../support/free-port.js';
import { ask } from '../support/newsroom-people.js';
import { TcpLink } from '../support/tcp-link.js';
import { waitUntil } from '../support/wait-until.js';
import { aBrowser, CHROMIUM } from './page-scene.js';
import { contentOf, watchPlace } from './page-content.js';

const STORY = 'ru-2021-01-23';
const UNTIL = '2021-01-23T16:00:00Z';
const CUTS = 20;
/** What the browser itself says of a cut connection; nothing that a page does can keep it from saying so. */
const OF_THE_NETWORK = /^Failed to load resource: net::ERR_/;

// Without a browser on the machine there is nothing to look at the page with; CI installs one.
(CHROMIUM ? describe : describe.skip)('a reader through the day, whose network is cut twenty times', () => {
  let dateline: Dateline;
  let gateway: RunningApp;
  let link: TcpLink;
  let browser: Browser;
  const complaints: string[] = [];

  const open = async (options: Parameters<Browser['newPage']>[0] = {}) => {
    const page = await browser.newPage({ timezoneId: 'Europe/Moscow', ...options });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      const isOurs = message.type() === 'error' && !OF_THE_NETWORK.test(message.text());
      if (isOurs) complaints.push(message.text());
    });
    await page.goto(`${dateline.url}/stories/${STORY}`);
    return page;
  };
  const startGateway = (port: number) =>
    dateline.start('gateway', { PORT: String(port), API_URL: dateline.url, ALLOWED_ORIGINS: dateline.url });
  const snapshot = async () => (await ask<Snapshot>(`${dateline.url}/v1/stories/${STORY}`)).body;
  const isLive = (page: Page) =>
    waitUntil('live', () => page.locator('.line[data-state="live"]').count().then(Boolean), 40_000);

  beforeAll(async () => {
    const port = await freePort();
    link = await TcpLink.to('127.0.0.1', port);
    const env = { GATEWAY_URL: `http://127.0.0.1:${link.port}` };
    [dateline, browser] = await Promise.all([startDateline({ app: 'api', env }), aBrowser()]);
    [gateway] = await Promise.all([startGateway(port), dateline.start('relay')]);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await link?.close();
    await dateline?.stop();
  });

  test('sees what the newsroom shows, in its order, and nothing moves while reading', async () => {
    const token = await dateline.token('admin');
    const replay = new Typed(
      `npm run -s dateline -- replay examples/2021-01-23.ndjson --url ${dateline.url} --token ${token} --speed 2000 --until ${UNTIL}`,
      {},
    );
    await waitUntil('the day has begun', async () => (await snapshot()).updates?.length >= 12, 30_000);
    const [top, further] = [await open(), await open({ viewport: { width: 390, height: 844 } })];
    await Promise.all([isLive(top), isLive(further)]);
    const moved = await watchPlace(further, '.timeline article:nth-of-type(8)');

    let isOver = false;
    void replay.exit.then(() => {
      isOver = true;
    });
    for (let cuts = 0; cuts < CUTS; cuts += 1) {
      const isBlip = cuts % 2 === 1;
      if (isBlip) link.cutSome(() => true);
      else link.cut();
      if (cuts === CUTS / 2) await gateway.stop();
      const noticed = top.waitForSelector('.line:not([data-state="live"])', {
        timeout: isBlip ? 1_000 : 5_000,
      });
      await noticed.catch((missed: unknown) => {
        if (!isBlip) throw missed; // it may be back before anybody could see that it was away
      });
      if (cuts === CUTS / 2) gateway = await startGateway(Number(new URL(gateway.url).port));
      link.restore();
      await isLive(top);
    }
    await isLive(further);
    await waitUntil('the day is over', () => isOver, 60_000);
    expect(await replay.exit).toBe(0);

    const { position } = await snapshot();
    const printed = await open({ javaScriptEnabled: false });
    const expected = await contentOf(printed);
    expect(expected.entries).toHaveLength(50);
    const seen = await waitUntil(
      `the page shows number ${position.seq}`,
      async () => {
        const content = await contentOf(top);
        return content.entries[0] === expected.entries[0] && content.board === expected.board && content;
      },
      20_000,
    ).catch(() => contentOf(top));
    expect({ ...seen, entries: seen.entries.slice(0, 50) }).toEqual(expected);

    expect(await moved()).toBeLessThan(2);
    await further.click('.pill');
    const revealed = await contentOf(further);
    expect({ ...revealed, entries: revealed.entries.slice(0, 50) }).toEqual(expected);
    expect(new Set(revealed.ids).size).toBe(revealed.ids.length);
    expect(await top.textContent('#announcements')).toMatch(/new update|detentions/);
    expect(complaints).toEqual([]);
  }, 120_000);
});
