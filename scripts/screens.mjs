// npm run screens [-- URL]: pictures of the reader page of a running newsroom. Needs Chromium.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { chromium } from 'playwright-core';

const url = process.argv[2] ?? 'http://127.0.0.1:3000';
const folder = path.resolve(import.meta.dirname, '../docs/screens');
const story = `${url}/stories/ru-2021-01-23`;
const VIEWS = [
  { name: 'reader-desktop', viewport: { width: 1280, height: 900 }, colorScheme: 'light' },
  { name: 'reader-desktop-dark', viewport: { width: 1280, height: 900 }, colorScheme: 'dark' },
  { name: 'reader-phone', viewport: { width: 390, height: 844 }, colorScheme: 'light' },
  { name: 'reader-phone-dark', viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
  {
    name: 'reader-russian-dark',
    viewport: { width: 1440, height: 900 },
    colorScheme: 'dark',
    path: '?lang=ru',
  },
  {
    name: 'reader-figure',
    viewport: { width: 1280, height: 900 },
    colorScheme: 'light',
    path: '/figures/arrests',
  },
];

await mkdir(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  chromiumSandbox: process.getuid?.() !== 0,
  args: ['--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
for (const { name, path: further = '', ...view } of VIEWS) {
  const page = await browser.newPage({ ...view, timezoneId: 'Europe/Moscow' });
  await page.goto(`${story}${further}`);
  if (await page.locator('.line').count()) await page.waitForSelector('.line[data-state="live"]');
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
  process.stdout.write(`docs/screens/${name}.png\n`);
}
await browser.close();
