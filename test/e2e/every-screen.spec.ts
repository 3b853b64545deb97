import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { anotherSite, type AnotherSite } from '../../scripts/screens/another-site.mjs';
import { VISITS } from '../../scripts/screens/list.mjs';
import { aNewsroomAtWork, type NewsroomAtWork } from '../../scripts/screens/newsroom-at-work.mjs';
import * as filed from '../../scripts/screens/what-was-filed.mjs';
import type { Dateline } from '../support/dateline.js';
import { Looking } from '../support/looking.js';
import { namesAndTexts } from '../support/names-and-texts.js';
import { aNewsroomOnTheDay } from './page-day.js';
import { aBrowser, CHROMIUM } from './page-scene.js';

// Without a browser on the machine there is nothing to look at the screens with; CI installs one.
(CHROMIUM ? describe : describe.skip)('every screen', () => {
  let dateline: Dateline;
  let browser: Browser;
  let newsroom: NewsroomAtWork;
  let site: AnotherSite;
  let isWord: (text: string) => boolean;

  beforeAll(async () => {
    [dateline, browser] = await Promise.all([aNewsroomOnTheDay('2021-01-23T14:04:30Z'), aBrowser()]);
    newsroom = await aNewsroomAtWork({
      url: dateline.url,
      token: await dateline.token('admin', { name: 'The newsroom' }),
    });
    site = await anotherSite(dateline.url);
    newsroom.site = site.url;
    isWord = namesAndTexts(await readFile('examples/2021-01-23.ndjson', 'utf8'), {
      ...filed,
      by: 'The newsroom',
    });
  }, 60_000);
  afterAll(async () => {
    site?.close();
    await browser?.close();
    await dateline?.stop();
  });

  test.each(VISITS)(
    'that $who see is for everybody: on a phone and a desktop, in light and dark, English and Russian',
    async ({ as, screens }) => {
      const looking = await Looking.begin(browser, newsroom, { as, isWord });
      for (const screen of screens) await looking.at(screen);
      await looking.close();
      expect(looking.found).toEqual([]);
    },
    180_000,
  );
});
