// What the reporter's screen and one post cost a phone.
import { gzippedSize } from './reader.mjs';
import { DAY, invite, PHONE, say, signInAt } from './visitors.mjs';

const KB = 1024;

export async function measureReporter(browser, newsroom) {
  say("reporter's screen");
  await invite(newsroom, 'Rita', 'reporter', [{ story: DAY, cities: ['moscow'] }]);
  const context = await browser.newContext(PHONE);
  const page = await context.newPage();
  const files = new Set();
  context.on('response', (response) => {
    if (!new URL(response.url()).pathname.startsWith('/v1/')) files.add(response.url());
  });
  await page.goto(`${newsroom.url}/desk/${DAY}`);
  await signInAt(page, 'Rita');
  await page.waitForSelector('.writing textarea');
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  const sizes = await Promise.all([...files].map(gzippedSize));
  const once = sizes.reduce((sum, each) => sum + each, 0) / KB;
  const post = await onePost(page);
  await context.close();
  return [
    { what: "reporter's screen: all that is loaded once, gzipped", value: once, most: 60, unit: 'KB' },
    { what: 'a post with a figure: sent, headers and body', value: post.sent / KB, most: 2, unit: 'KB' },
    { what: 'a post with a figure: sent and answered', value: post.all / KB, most: 2, unit: 'KB' },
  ];
}

async function onePost(page) {
  const posted = page.waitForResponse('**/updates:batch');
  await page.click('.tools [aria-label=Figure]');
  await page.click('.segments button:text-is("More")');
  await page.click('.adding button:text-is("+10")');
  await page.fill('.writing textarea', 'About thirty people are led to the buses at the metro station.');
  await page.click('.writing button');
  const response = await posted;
  await response.finished();
  const sizes = await response.request().sizes();
  const sent = sizes.requestHeadersSize + sizes.requestBodySize;
  return { sent, all: sent + sizes.responseHeadersSize + sizes.responseBodySize };
}
