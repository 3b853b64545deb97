// What a reader's page costs, and how soon it is there on a slow phone.
import { gzipSync } from 'node:zlib';
import { DAY, PHONE, say } from './visitors.mjs';

const KB = 1024;
/** As the test of the page has it: 1.6 Mbit/s, 150 ms away, a processor half as fast. */
const SLOW = { offline: false, latency: 150, downloadThroughput: 200 * KB, uploadThroughput: 90 * KB };
const ROUNDS = 3;

export async function measureReader(browser, { url }) {
  const rows = [];
  for (const lang of ['en', 'ru']) {
    say(`reader's page, ${lang}`);
    const address = `${url}/stories/${DAY}?lang=${lang}`;
    const { scripts, wire } = await loaded(browser, address);
    const sizes = await Promise.all(scripts.map(gzippedSize));
    const script = sizes.reduce((sum, each) => sum + each, 0) / KB;
    rows.push({ what: `reader's page, ${lang}: script, gzipped`, value: script, most: 25, unit: 'KB' });
    rows.push({
      what: `reader's page, ${lang}: all but photos, on the wire`,
      value: wire,
      most: 100,
      unit: 'KB',
    });
    const rounds = [];
    for (let round = 0; round < ROUNDS; round += 1) rounds.push(await slowly(browser, address));
    const worst = (of) => Math.max(...rounds.map((each) => each[of]));
    const of = `reader's page on a slow phone, ${lang}`;
    rows.push({
      what: `${of}: largest paint, worst of ${ROUNDS}`,
      value: worst('paint'),
      most: 1_500,
      unit: 'ms',
    });
    rows.push({
      what: `${of}: layout shift, worst of ${ROUNDS}`,
      value: worst('shift'),
      most: 0.02,
      unit: '',
    });
  }
  return rows;
}

export async function gzippedSize(address) {
  return gzipSync(await (await fetch(address)).arrayBuffer()).length;
}

async function loaded(browser, address) {
  const page = await browser.newPage(PHONE);
  const wire = await page.context().newCDPSession(page);
  const scripts = new Set();
  const photos = new Set();
  let bytes = 0;
  await wire.send('Network.enable');
  wire.on('Network.responseReceived', ({ requestId, response, type }) => {
    if (type === 'Script') scripts.add(response.url);
    if (response.url.includes('/media/')) photos.add(requestId);
  });
  wire.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (!photos.has(requestId)) bytes += encodedDataLength;
  });
  await live(page, address);
  await page.close();
  if (scripts.size === 0) throw new Error('The page loaded no script.');
  return { scripts: [...scripts], wire: bytes / KB };
}

async function live(page, address) {
  await page.goto(address);
  await page.waitForSelector('.line[data-state="live"]');
  await page.waitForSelector('.doings button');
}

async function slowly(browser, address) {
  const page = await browser.newPage(PHONE);
  const wire = await page.context().newCDPSession(page);
  await wire.send('Network.emulateNetworkConditions', SLOW);
  await wire.send('Emulation.setCPUThrottlingRate', { rate: 2 });
  await live(page, address);
  const found = await page.evaluate(paintAndShift);
  await page.close();
  return found;
}

/** Runs in the page: ms to the largest paint, and the sum of shifts that nobody's hand made. */
function paintAndShift() {
  return new Promise((done) => {
    let paint = 0;
    let shift = 0;
    new PerformanceObserver((list) => {
      for (const { startTime } of list.getEntries()) paint = Math.max(paint, startTime);
    }).observe({ type: 'largest-contentful-paint', buffered: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) shift += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => done({ paint, shift }), 300);
  });
}
