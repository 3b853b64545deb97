import { randomUUID } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { Desk } from '../support/at-the-desk.js';
import { Queue } from '../support/at-the-queue.js';
import { type Dateline, startDateline } from '../support/dateline.js';
import { AtScreen } from '../support/desk-pages.js';
import { FrontDesk } from '../support/signed-in.js';
import { waitUntil } from '../support/wait-until.js';
import { aBrowser, CHROMIUM } from './page-scene.js';

// Without a browser on the machine there is nothing to look at the desk with; CI installs one.
(CHROMIUM ? describe : describe.skip)('an editor’s queue', () => {
  let dateline: Dateline;
  let browser: Browser;
  let desk: Desk;
  let vera: Desk;
  let anna: AtScreen;

  beforeAll(async () => {
    [dateline, browser] = await Promise.all([startDateline(), aBrowser()]);
    await new FrontDesk(dateline).person('Anna', 'editor');
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await dateline?.stop();
  });
  beforeEach(async () => {
    desk = await Desk.open(dateline);
    vera = desk.as(await dateline.token('reporter', { name: 'Vera', story: desk.story }));
    anna = await AtScreen.open(browser, { url: dateline.url, story: desk.story, name: 'Anna' });
  });
  afterEach(async () => {
    expect(anna.complaints).toEqual([]);
    await anna.close();
  });

  test('shows what a correction would change, also after somebody else corrected the same update', async () => {
    const { id } = await vera.filed({ text: 'Twelve people were led away.' });
    await new Queue(desk).works({ review: 'all' });
    const correction = { requestId: randomUUID(), text: 'Fourteen people were led away.' };
    await vera.revise(id, 1, { ...correction, correctionNote: 'Two more were named.' });
    await anna.sees('.item', 'Two more were named.');
    await anna.sees('.item del', 'Twelve');
    await anna.sees('.item ins', 'Fourteen');
    await desk.revise(id, 1, { text: 'Twelve men were led away.', correctionNote: 'Who they were.' });
    await anna.page.getByRole('button', { name: 'Publish', exact: true }).click();
    await anna.sees('.item', 'corrected it meanwhile');
    await anna.sees('.item del', 'men');
    expect((await desk.update(id))?.revision).toBe(2);
    await anna.page.getByRole('button', { name: 'Publish', exact: true }).click();
    await waitUntil('it is corrected', async () => (await desk.update(id))?.revision === 3);
    expect(await desk.update(id)).toMatchObject({ text: 'Fourteen people were led away.' });
  });

  test('finds an unknown city by its name and places the report there', async () => {
    const { body } = await vera.post({ city: 'yelabuga', text: 'A picket by the town hall.' });
    await anna.sees('.item', 'yelabuga');
    await anna.page.getByRole('button', { name: 'Place and publish' }).click();
    await anna.page.getByRole('button', { name: /^Yelabuga RU/ }).click();
    await anna.page.locator('.writing').getByRole('button', { name: 'Publish' }).click();
    const placed = () => desk.update('id' in body ? body.id : '');
    await waitUntil('readers have it', async () => (await placed()) !== undefined);
    expect((await desk.snapshot()).story.cities.find(({ id }) => id === 'yelabuga')).toMatchObject({
      ...{ name: 'Yelabuga', country: 'RU', timeZone: 'Europe/Moscow' },
    });
  });
});
