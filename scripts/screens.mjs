// npm run screens [-- URL TOKEN]: pictures of every screen into docs/screens, of a newsroom of its own or of one that
// has the recorded day and an admin's token. Needs Chromium and a build.
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { aBenchNewsroom } from '../test/load/a-bench-newsroom.mjs';
import { aBrowser, replayDay } from '../test/load/pages/visitors.mjs';
import { buildWhereStale } from './build.mjs';
import { anotherSite } from './screens/another-site.mjs';
import { open, VISITS } from './screens/list.mjs';
import { aNewsroomAtWork } from './screens/newsroom-at-work.mjs';

const FOLDER = path.resolve(import.meta.dirname, '../docs/screens');
const SIZES = {
  desktop: { viewport: { width: 1280, height: 800 } },
  phone: { viewport: { width: 390, height: 780 }, hasTouch: true },
};
const LOOKS = Object.keys(SIZES).flatMap((on) =>
  ['light', 'dark'].map((colorScheme) => ({ on, colorScheme })),
);

await buildWhereStale();
const [url, token] = process.argv.slice(2);
const newsroom = url ? { url, token, stop: () => undefined } : await aBenchNewsroom();
const browser = await aBrowser();
let site;
try {
  if (!url) await replayDay(newsroom, '2021-01-23T14:04:30Z');
  const at = await aNewsroomAtWork(newsroom);
  site = await anotherSite(newsroom.url);
  at.site = site.url;
  await rm(FOLDER, { recursive: true, force: true });
  await mkdir(FOLDER, { recursive: true });
  for (const look of LOOKS) for (const visit of VISITS) await photograph(at, visit, look);
} finally {
  await browser.close();
  site?.close();
  await newsroom.stop();
}

/** All of a visit's screens in light colours where they are most often seen; elsewhere those that are pictured everywhere. */
async function photograph(at, { as, on, screens }, look) {
  const isUsual = look.on === on && look.colorScheme === 'light';
  const context = await browser.newContext({
    ...SIZES[look.on],
    ...{ colorScheme: look.colorScheme, reducedMotion: 'reduce' },
    ...{ locale: 'en-GB', timezoneId: 'Europe/Moscow' },
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  if (as) await at.signIn(page, as);
  for (const screen of isUsual ? screens : waysToPictured(screens)) {
    await open(page, screen, at);
    if (isUsual || screen.pictured) await take(page, `${screen.name}-${look.on}-${look.colorScheme}.webp`);
  }
  await context.close();
}

/** Of each way from an address on: as far as its last screen that is pictured. */
function waysToPictured(screens) {
  const starts = screens.flatMap(({ path: from }, place) => (from === undefined ? [] : [place]));
  return starts.flatMap((start, nth) => {
    const way = screens.slice(start, starts[nth + 1]);
    return way.slice(0, way.findLastIndex(({ pictured }) => pictured) + 1);
  });
}

async function take(page, file) {
  await sharp(await page.screenshot())
    .webp({ quality: 78, effort: 6 })
    .toFile(path.join(FOLDER, file));
  process.stdout.write(`docs/screens/${file}\n`);
}
