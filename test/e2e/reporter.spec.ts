import { gzipSync } from 'node:zlib';
import type { Browser, BrowserContext, Page, Request } from 'playwright-core';
import sharp from 'sharp';
import type { Snapshot } from '#contract/snapshot';
import type { PublishedUpdate } from '#contract/update';
import { Desk } from '../support/at-the-desk.js';
import { Queue } from '../support/at-the-queue.js';
import { checkerboard } from '../support/a-photo.js';
import { covered, fileAt, isKept, sendAndType, signInAt, untilAt } from '../support/at-the-phone.js';
import { type Dateline, startDateline } from '../support/dateline.js';
import { ask, aStory } from '../support/newsroom-people.js';
import { FrontDesk } from '../support/signed-in.js';
import { aBrowser, CHROMIUM } from './page-scene.js';

/** What a keyboard leaves of a small phone's screen, in pixels. */
const ABOVE_KEYBOARD = 330;

// Without a browser on the machine there is nothing to look at the screen with; CI installs one.
(CHROMIUM ? describe : describe.skip)('a reporter’s screen', () => {
  let dateline: Dateline;
  let browser: Browser;
  let phone: BrowserContext;
  let page: Page;
  let story: { id: string; address: string };
  const complaints: string[] = [];

  const open = async (options: Parameters<Browser['newContext']>[0] = {}) => {
    phone = await browser.newContext({ viewport: { width: 390, height: 780 }, ...options });
    page = await phone.newPage();
    page.setDefaultTimeout(40_000); // a look at the desk that failed is repeated after half a minute
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`${dateline.url}/desk/${story.id}`);
  };
  const newest = async () => (await ask<Snapshot>(story.address)).body.updates[0];

  const correct = async () => {
    await page.click('.entry[data-state=live] > .tool');
    await page.click('.actions button:text-is("Correct")');
    await page.waitForSelector('.correcting');
  };

  beforeAll(async () => {
    [dateline, browser] = await Promise.all([startDateline(), aBrowser()]);
    const front = new FrontDesk(dateline);
    await front.person('Anna', 'reporter', [{ story: null, cities: ['kazan', 'omsk'] }]);
    await front.person('Boris');
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await dateline?.stop();
  });
  beforeEach(async () => {
    complaints.length = 0;
    story = await aStory(dateline);
  });
  afterEach(async () => {
    await phone.close();
    expect(complaints).toEqual([]);
  });

  test('loads at most 60 KB once without a complaint, and a post costs at most 2 KB', async () => {
    const loaded = new Set<string>();
    await open();
    page.on('response', (response) => loaded.add(response.url()));
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    await page.reload();
    await signInAt(page, 'Anna');
    await isKept(page);
    const files = [...loaded].filter((url) => !url.includes('/v1/'));
    const sizes = await Promise.all(
      files.map(async (url) => gzipSync(await (await fetch(url)).arrayBuffer()).length),
    );
    const bytes = sizes.reduce((sum, each) => sum + each, 0);
    expect(bytes).toBeGreaterThan(20 * 1024);
    expect(bytes).toBeLessThan(60 * 1024);
    const sent: Request[] = [];
    page.on('request', (request) => sent.push(request));
    await fileAt(page, 'About thirty people are led to the buses.', { more: 10 });
    await untilAt(page, { live: 1 });
    const [post, ...others] = sent.filter((request) => request.url().endsWith(':batch'));
    expect(others).toEqual([]);
    const { requestBodySize = 0, requestHeadersSize = 0 } = (await post?.sizes()) ?? {};
    expect(requestBodySize).toBeGreaterThan(100);
    expect(requestBodySize + requestHeadersSize).toBeLessThan(2 * 1024);
  });

  test('files a total, evidence and a time with a tap each, for the first of one’s own cities', async () => {
    await open();
    await signInAt(page, 'Anna');
    expect(await page.textContent('.tools .chip >> nth=0')).toBe('Kazan');
    await page.click('.tools [aria-label=Figure]');
    await page.selectOption('.pair select >> nth=1', 'police');
    await page.click('.segments button:text-is("at least")');
    await page.fill('.amount input', '1 9');
    await page.click('.tools [aria-label=Evidence]');
    await page.fill('#evidence-link', 't.me/police');
    await page.click('.tools .chip >> nth=1');
    await page.click('.chips .chip:text-is("15 min ago")');
    await page.fill('.writing textarea', 'The police give a number.');
    await page.click('.writing button');
    expect(await page.textContent('.lack')).toBe('A link begins with https://');
    await page.fill('#evidence-link', 'https://t.me/police');
    await page.click('.writing button');
    await untilAt(page, { live: 1 });
    const update = (await newest()) as PublishedUpdate;
    expect(update).toMatchObject({ city: 'kazan', evidence: [{ url: 'https://t.me/police' }] });
    const age = Date.now() - Date.parse(update.occurredAt);
    expect(Math.round(age / 60_000)).toBe(15);
    expect(update.figures).toMatchObject([
      { metric: 'arrests', source: 'police', value: 19, qualifier: 'at_least' },
    ]);
  });

  test('files a total of a source that was chosen for the whole live blog, and asks where what adds to one was counted', async () => {
    await open();
    await signInAt(page, 'Boris');
    await page.click('.tools [aria-label=Figure]');
    await page.fill('.amount input', '40');
    await page.fill('.writing textarea', 'Somebody counted.');
    await page.click('.writing button');
    expect(await page.textContent('.lack')).toBe('Choose who says this number.');
    await page.selectOption('.pair select >> nth=1', 'police');
    await fileAt(page, 'Forty in all cities.');
    await untilAt(page, { live: 1 });
    expect(await newest()).toMatchObject({ city: null, figures: [{ scope: 'story', value: 40 }] });
    await page.click('.tools [aria-label=Figure]');
    await page.click('.segments button:text-is("More")');
    await page.click('.adding button:text-is("+5")');
    await page.fill('.writing textarea', 'Five more.');
    await page.click('.writing button');
    expect(await page.textContent('.lack')).toContain('Choose the city');
    await page.click('.chips .chip:text-is("Kazan")');
    await fileAt(page, 'Five more in Kazan.');
    await untilAt(page, { live: 2 });
    expect(await newest()).toMatchObject({ city: 'kazan', figures: [{ kind: 'new', value: 5 }] });
  });

  test('keeps the words that are typed in the moment of sending, also where the phone has no room for what was sent', async () => {
    await open();
    await signInAt(page, 'Anna');
    await page.fill('.writing textarea', 'First.');
    await page.evaluate(sendAndType, 'Second.');
    await untilAt(page, { live: 1 });
    expect(await newest()).toMatchObject({ text: 'First.' });
    expect(await page.inputValue('.writing textarea')).toBe('Second.');
    await page.evaluate(() => {
      IDBObjectStore.prototype.add = () => {
        throw new DOMException('No room.', 'QuotaExceededError');
      };
    });
    await page.evaluate(sendAndType, 'Third.');
    await page.waitForSelector('.lack');
    expect(await page.inputValue('.writing textarea')).toBe('Second.\n\nThird.');
    await page.reload();
    await fileAt(page, await page.inputValue('.writing textarea'));
    await untilAt(page, { live: 2 });
  });

  test('has what was filed beside what is written, where there is room', async () => {
    await open({ viewport: { width: 1024, height: 700 } });
    await signInAt(page, 'Anna');
    const box = async (selector: string) =>
      (await page.locator(selector).boundingBox()) ?? { x: 0, width: 0 };
    const [written, filed] = [await box('.composer'), await box('.filed')];
    expect(written.width).toBeGreaterThan(400);
    expect(filed.x).toBeGreaterThanOrEqual(written.x + written.width);
    expect(filed.x + filed.width).toBeGreaterThan(1000);
  });

  test('blurs faces and forgets the camera before a photo leaves the phone, and sends it before its words', async () => {
    await open();
    await signInAt(page, 'Anna');
    const sent: string[] = [];
    let bytes: Buffer = Buffer.alloc(0);
    page.on('request', (request) => {
      if (request.method() === 'PUT') bytes = request.postDataBuffer() ?? bytes;
      if (request.method() !== 'GET') sent.push(request.url().replace(/.*\/(photos|updates).*/, '$1'));
    });
    const checked = await checkerboard();
    await page.setInputFiles('input[type=file]', {
      name: 'IMG_1.jpg',
      mimeType: 'image/jpeg',
      buffer: checked,
    });
    await page.waitForSelector('.photo-sheet[open]');
    const box = await page.locator('.blur canvas').boundingBox();
    await page.mouse.click((box?.x ?? 0) + (box?.width ?? 0) / 4, (box?.y ?? 0) + (box?.height ?? 0) / 2);
    await page.fill('#photo-alt', 'A board.');
    await page.click('.photo-sheet .main');
    await page.waitForSelector('.photo-sheet', { state: 'detached' });
    await fileAt(page, 'With a picture.');
    await untilAt(page, { live: 1 });
    expect(sent).toEqual(['photos', 'updates']);
    const photo = sharp(bytes);
    expect(await photo.metadata()).toMatchObject({ format: 'jpeg', width: 1600, height: 1200 });
    expect((await photo.metadata()).exif).toBeUndefined();
    expect(bytes.includes('PLANTED-PHONE')).toBe(false);
    const contrast = async (left: number) => {
      const part = photo.clone().extract({ left, top: 560, width: 80, height: 80 }).greyscale();
      return (await sharp(await part.toBuffer()).stats()).channels[0]?.stdev ?? 0;
    };
    expect(await contrast(360)).toBeLessThan(12);
    expect(await contrast(1160)).toBeGreaterThan(90);
  });

  test('undoes within ten seconds, corrects with a note and takes back what is one’s own', async () => {
    await open();
    await signInAt(page, 'Anna');
    await fileAt(page, 'A slip of the thumb.');
    await untilAt(page, { live: 1 });
    await page.click('.entry button:text-is("Undo")');
    await untilAt(page, { withdrawn: 1 });
    await fileAt(page, 'Ten buses.');
    await untilAt(page, { withdrawn: 1, live: 1 });
    await correct();
    await page.fill('.writing textarea', 'Twelve buses.');
    await page.click('.writing button');
    expect(await page.textContent('.lack')).toContain('Say what was wrong');
    await page.fill('#correction-note', 'Two more came.');
    await page.click('.writing button');
    await page.waitForSelector('.entry[data-state=live] .said:text-is("Twelve buses.")');
    expect(await newest()).toMatchObject({
      revision: 2,
      text: 'Twelve buses.',
      correctionNote: 'Two more came.',
    });
    await page.click('.entry[data-state=live] > .tool');
    await page.click('.actions button:text-is("Take back")');
    await page.fill('.actions form input', 'They were trams.');
    await page.click('.actions form button');
    await untilAt(page, { withdrawn: 2 });
    expect(await newest()).toMatchObject({ status: 'retracted', note: 'They were trams.' });
  });

  test('corrects what the editor published, not what was filed, also after another correction', async () => {
    const desk = await Desk.open(dateline);
    const queue = new Queue(desk);
    await queue.works({ review: 'all' });
    story = { id: desk.story, address: desk.address };
    await open();
    await signInAt(page, 'Boris');
    await fileAt(page, 'Ivan Petrov, 16, was detained by teh police.');
    await untilAt(page, { desk: 1 });
    const [{ id, version } = { id: '', version: 0 }] = await queue.list();
    await queue.move(id, 'publication', { version, text: 'A minor was detained by teh police.' });
    await page.evaluate(() => dispatchEvent(new Event('focus')));
    await page.waitForSelector(
      '.entry[data-state=live] .said:text-is("A minor was detained by teh police.")',
    );
    const { status } = await desk.revise(id, 1, { text: 'A boy was detained.', correctionNote: 'A boy.' });
    expect(status).toBe(201);
    await correct();
    expect(await page.inputValue('.writing textarea')).toBe('A boy was detained.');
    await page.fill('.writing textarea', 'One boy was detained.');
    await page.fill('#correction-note', 'One.');
    await page.click('.writing button');
    await page.waitForSelector('.entry .state[data-state=desk]');
    const waiting = (await queue.list()).find((filing) => filing.corrects?.update === id);
    const published = { version: waiting?.version ?? 0, text: 'One was detained.' };
    expect((await queue.move(waiting?.id ?? '', 'publication', published)).status).toBe(201);
    await page.evaluate(() => dispatchEvent(new Event('focus')));
    await page.waitForSelector('.entry[data-state=live] .said:text-is("One was detained.")');
  });

  test('keeps a correction that was begun where another post is taken back to be written anew', async () => {
    await open();
    await signInAt(page, 'Boris');
    await fileAt(page, 'Ten buses.');
    await untilAt(page, { live: 1 });
    await phone.setOffline(true);
    await fileAt(page, 'Trams too.');
    await correct();
    await page.fill('.writing textarea', 'Twelve buses.');
    await page.click('.entry[data-state=phone] button:text-is("Undo")');
    await untilAt(page, { live: 1 });
    expect(await page.inputValue('.writing textarea')).toBe('Trams too.');
    expect(await page.isVisible('.correcting')).toBe(false);
    await correct();
    expect(await page.inputValue('.writing textarea')).toBe('Twelve buses.');
  });

  test('has every panel end in sight on a small phone, above its keyboard too', async () => {
    await open({ reducedMotion: 'reduce', viewport: { width: 320, height: 780 } });
    await signInAt(page, 'Anna');
    for (const panel of [
      '.tools .chip >> nth=0',
      '.tools .chip >> nth=1',
      '.added .tool >> nth=2',
      '.added .tool >> nth=0',
    ]) {
      await page.click(panel);
      for (const height of [640, 568, ABOVE_KEYBOARD]) {
        await page.setViewportSize({ width: 320, height });
        expect(await page.evaluate(covered)).toEqual([]);
      }
      await page.setViewportSize({ width: 320, height: 780 });
    }
  });
});
