// npm run screens [-- URL TOKEN]: pictures of every screen into docs/screens, of a newsroom of its own or of one that
// has the recorded day and an admin's token. Needs Chromium and a build.
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { aBenchNewsroom } from '../test/load/a-bench-newsroom.mjs';
import { aBrowser, replayDay } from '../test/load/pages/visitors.mjs';
import { buildWhereStale } from './build.mjs';
import { anotherSite } from './screens/another-site.mjs';
import { aDeskAtWork } from './screens/desk-at-work.mjs';
import { SCREENS } from './screens/list.mjs';

const FOLDER = path.resolve(import.meta.dirname, '../docs/screens');
const SIZES = {
  desktop: { viewport: { width: 1280, height: 800 } },
  phone: { viewport: { width: 390, height: 780 }, hasTouch: true },
};

await buildWhereStale();
const [url, token] = process.argv.slice(2);
const newsroom = url ? { url, token, stop: () => undefined } : await aBenchNewsroom();
const browser = await aBrowser();
let site;
try {
  if (!url) await replayDay(newsroom, '2021-01-23T14:04:30Z');
  const people = await aDeskAtWork(newsroom);
  site = await anotherSite(newsroom.url);
  await rm(FOLDER, { recursive: true, force: true });
  await mkdir(FOLDER, { recursive: true });
  for (const [size, view] of Object.entries(SIZES))
    for (const colorScheme of ['light', 'dark'])
      await photograph({ ...view, colorScheme }, `${size}-${colorScheme}`, people);
} finally {
  await browser.close();
  site?.close();
  await newsroom.stop();
}

/** Every screen as one person after another sees it: each signs in once. */
async function photograph(view, suffix, people) {
  for (const as of new Set(SCREENS.map((screen) => screen.as))) {
    const context = await browser.newContext({
      ...view,
      locale: 'en-GB',
      timezoneId: 'Europe/Moscow',
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    if (as) await people.signIn(page, as);
    for (const { name, path: where, ready } of SCREENS.filter((screen) => screen.as === as)) {
      await page.goto(where === 'site' ? site.url : newsroom.url + where);
      await ready(page);
      const file = `${name}-${suffix}.webp`;
      await sharp(await page.screenshot())
        .webp({ quality: 78, effort: 6 })
        .toFile(path.join(FOLDER, file));
      process.stdout.write(`docs/screens/${file}\n`);
    }
    await context.close();
  }
}
