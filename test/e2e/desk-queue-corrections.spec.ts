import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { Desk } from '../support/at-the-desk.js';
import { Queue } from '../support/at-the-queue.js';
import type { AtScreen } from '../support/desk-pages.js';
import { waitUntil } from '../support/wait-until.js';
import { editorsAtWork } from './desk-scene.js';
import { CHROMIUM } from './page-scene.js';

// Without a browser on the machine there is nothing to look at the desk with; CI installs one.
(CHROMIUM ? describe : describe.skip)('an editor’s queue', () => {
  let desk: Desk;
  let vera: Desk;
  let anna: AtScreen;
  let readersPage: () => Promise<Page>;
  let another: () => Promise<Desk>;
  editorsAtWork(['Anna'], ({ dateline, browser, ...scene }) => {
    ({ desk, vera, Anna: anna } = scene);
    another = () => Desk.open(dateline);
    readersPage = async () => {
      const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
      await page.goto(`${dateline.url}/stories/${desk.story}`);
      await page.waitForSelector('.line[data-state="live"]');
      return page;
    };
  });
  const publish = () => anna.page.getByRole('button', { name: 'Publish', exact: true }).first().click();

  test('shows what a correction would change, also after somebody else corrected the same update, and takes it back', async () => {
    const { id } = await vera.filed({ text: 'Twelve people were led away.' });
    await new Queue(desk).works({ review: 'all' });
    const correction = { requestId: randomUUID(), text: 'Fourteen people were led away.' };
    await vera.revise(id, 1, { ...correction, correctionNote: 'Two more were named.' });
    await anna.sees('.item', 'Two more were named.');
    await anna.sees('.item del', 'Twelve');
    await anna.sees('.item ins', 'Fourteen');
    await desk.revise(id, 1, { text: 'Twelve men were led away.', correctionNote: 'Who they were.' });
    await publish();
    await anna.sees('.item', 'corrected it meanwhile');
    await anna.sees('.item del', 'men');
    expect((await desk.update(id))?.revision).toBe(2);
    await publish();
    await waitUntil('it is corrected', async () => (await desk.update(id))?.revision === 3);
    expect(await desk.update(id)).toMatchObject({ text: 'Fourteen people were led away.' });
    await anna.sees('.done-bar', 'Published.');
    await anna.press('u');
    await anna.sees('.done-bar', 'Corrected back');
    expect(await desk.update(id)).toMatchObject({
      ...{ revision: 4, text: 'Twelve men were led away.' },
      correctionNote: 'The correction was published by mistake.',
    });
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

  const filedAnew = async (queue: Queue, id: string) => {
    await queue.move(id, 'sending-back', { version: 1, note: 'How many?' });
    const hers = queue.as(vera.token);
    const { content } = (await hers.one(id)).body;
    await hers.save(id, 2, { ...content, text: 'Fourteen people were led away.' });
    await hers.move(id, 'submission', { version: 3 });
  };
  /** Her queue is not read anew before all of it is done. */
  const unseenUntilDone = async (work: () => Promise<void>) => {
    let answer: () => void = () => undefined;
    const isAnswered = new Promise<void>((done) => {
      answer = done;
    });
    await anna.page.route(/\/filings\?state=submitted/, (route) => isAnswered.then(() => route.continue()));
    await work();
    answer();
  };
  /** What Anna made of it, and what Vera sent after it had come back to her: `anew` does that. */
  const changedByBoth = async () => {
    const queue = new Queue(desk);
    await queue.works({ review: 'all' });
    const { body } = await vera.post({ text: 'Forty people were led away.' });
    await anna.page.getByRole('button', { name: 'Change and publish' }).click();
    await anna.sees('textarea:focus');
    await anna.press('Control+Home');
    await anna.type('Loud: ');
    const anew = () => filedAnew(queue, body.id);
    return { id: body.id, anew };
  };
  const both = () => anna.page.locator('.conflict ins').allTextContents();

  test('shows what its author changed beside what an editor is making of it, and loses nothing of that', async () => {
    const { id, anew } = await changedByBoth();
    await unseenUntilDone(anew);
    await anna.sees('.conflict', 'Vera filed it anew');
    expect(await both()).toEqual(['Loud:', 'Fourteen'].map((words) => expect.stringContaining(words)));
    await anna.sees('textarea:focus');
    await anna.press('Control+Enter');
    await anna.sees('.writing', 'Choose a version above first.');
    await anna.page.getByRole('button', { name: 'Go on with mine' }).click();
    await anna.page.locator('.writing').getByRole('button', { name: 'Publish' }).click();
    await anna.sees('.done-bar', 'Published.');
    expect(await desk.update(id)).toMatchObject({ text: 'Loud: Forty people were led away.' });
  });

  test('puts an end to nothing that was filed anew before its editor looked', async () => {
    const queue = new Queue(desk);
    await queue.works({ review: 'all' });
    const { body } = await vera.post({ text: 'Forty people were led away.' });
    const state = async () => (await queue.one(body.id)).body.state;
    await anna.page.getByRole('button', { name: 'Discard', exact: true }).click();
    await anna.sees('textarea:focus');
    await anna.type('Not ours.');
    await unseenUntilDone(() => filedAnew(queue, body.id));
    await anna.sees('.item', 'Fourteen people');
    const discard = anna.page.getByRole('button', { name: 'Discard it' });
    await discard.click();
    await anna.sees('.writing [role=alert]');
    expect(await state()).toBe('submitted');
    await discard.click();
    await waitUntil('it is discarded', async () => (await state()) === 'discarded');
  });

  test('keeps what an editor had made of it until it is back, and goes on with either', async () => {
    const { anew } = await changedByBoth();
    await anna.press('Escape');
    await anew();
    await anna.sees('.item', 'Fourteen');
    await anna.page.getByRole('button', { name: 'Change and publish' }).click();
    await anna.sees('.conflict', 'Vera filed it anew');
    expect(await both()).toEqual(['Loud:', 'Fourteen'].map((words) => expect.stringContaining(words)));
    await anna.page.getByRole('button', { name: 'Take theirs' }).click();
    expect(await anna.page.getByLabel('Text', { exact: true }).inputValue()).toBe(
      'Fourteen people were led away.',
    );
  });

  test('takes back what was published a moment ago: readers who saw it are told that it was a mistake', async () => {
    await new Queue(desk).works({ review: 'all' });
    const reader = await readersPage();
    const { body } = await vera.post({ text: 'The bridge is closed.' });
    await anna.sees('.item', 'The bridge is closed.');
    await publish();
    await reader.getByText('The bridge is closed.').first().waitFor();
    await anna.sees('.done-bar', 'Published.');
    await anna.press('u');
    await anna.sees('.done-bar', 'readers see that it was retracted');
    await reader.getByText('Published by mistake.').first().waitFor();
    await reader.getByText('The bridge is closed.').first().waitFor({ state: 'detached' });
    expect(await desk.update(body.id)).toMatchObject({ status: 'retracted', note: 'Published by mistake.' });
    await anna.sees('.opened .bad-note', 'Published by mistake.');
    await anna.press('r');
    await reader.getByText('The bridge is closed.').first().waitFor();
    await reader.close();
  });

  test('takes nothing back that somebody corrected since, and says so', async () => {
    await new Queue(desk).works({ review: 'all' });
    const { body } = await vera.post({ text: 'The bridge is closed.' });
    await anna.sees('.item', 'The bridge is closed.');
    await publish();
    await anna.sees('.done-bar', 'Published.');
    await desk.revise(body.id, 1, { text: 'The bridge is open.' });
    await anna.press('u');
    await anna.sees('.done-bar [role="alert"]', 'nothing was taken back');
    expect(await desk.update(body.id)).toMatchObject({ status: 'published', text: 'The bridge is open.' });
  });

  test('takes back what was placed in another live blog, where it is', async () => {
    const elsewhere = await another();
    const { body } = await vera.post({ city: 'tver', text: 'A march in Tver.' });
    await anna.page.getByRole('button', { name: 'Place and publish' }).click();
    const form = anna.page.locator('.writing');
    await form.getByLabel('In which live blog').selectOption(elsewhere.story);
    await form.getByLabel('City', { exact: true }).selectOption('kazan');
    await form.getByRole('button', { name: 'Publish' }).click();
    await anna.sees('.done-bar', 'Published.');
    await form.waitFor({ state: 'detached' }); // a key is one of the field it is pressed in
    expect(await elsewhere.update(body.id)).toMatchObject({ status: 'published', city: 'kazan' });
    await anna.press('u');
    await anna.sees('.done-bar', 'readers see that it was retracted');
    expect(await elsewhere.update(body.id)).toMatchObject({ status: 'retracted' });
  });
});
