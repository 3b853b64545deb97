import type { Route } from 'playwright-core';
import { problemDocument } from '#contract/problems';
import type { Desk } from '../support/at-the-desk.js';
import { Queue } from '../support/at-the-queue.js';
import type { AtScreen } from '../support/desk-pages.js';
import { anUpdate, ask } from '../support/newsroom-people.js';
import { editorsAtWork } from './desk-scene.js';
import { CHROMIUM } from './page-scene.js';

const UNAVAILABLE = {
  status: 503,
  contentType: 'application/problem+json',
  body: JSON.stringify({ status: 503, code: 'unavailable', title: 'It is not there.' }),
};

/** What a page asks for at an address is answered when the test says so. */
class HeldAnswers {
  private readonly held: Route[] = [];
  private waiting: ((route: Route) => void) | undefined;

  static async at(anna: AtScreen, method: string, address: RegExp): Promise<HeldAnswers> {
    const answers = new HeldAnswers();
    await anna.page.route(address, (route) => {
      if (route.request().method() !== method) return route.continue();
      answers.held.push(route);
      answers.waiting?.(route);
      return undefined;
    });
    return answers;
  }

  /** The one that was asked for longest ago. */
  async next(): Promise<Route> {
    if (this.held.length === 0)
      await new Promise<Route>((asked) => {
        this.waiting = asked;
      });
    return this.held.shift() as Route;
  }
}

// Without a browser on the machine there is nothing to look at the desk with; CI installs one.
(CHROMIUM ? describe : describe.skip)('an editor whose newsroom answers late', () => {
  let desk: Desk;
  let vera: Desk;
  let anna: AtScreen;
  editorsAtWork(['Anna'], (scene) => {
    ({ desk, vera, Anna: anna } = scene);
  });
  const text = () => anna.page.getByLabel('Text', { exact: true });

  /** Sends what is written, types on meanwhile, is refused, goes on writing and sends again. */
  async function writesOn(answers: HeldAnswers, written: string): Promise<void> {
    await anna.press('Control+Enter');
    const first = await answers.next();
    await anna.type(' npxeru');
    expect([await text().inputValue(), await anna.page.locator('.writing, dialog').count()]).toEqual([
      written,
      1,
    ]);
    await first.fulfill(UNAVAILABLE);
    await anna.sees('.writing .why-not');
    await anna.sees('textarea:focus');
    expect(await text().inputValue()).toBe(written);
    await anna.type(' And more.');
    await anna.press('Control+Enter');
    await (await answers.next()).continue();
    await anna.page.waitForSelector('.writing', { state: 'detached' });
  }

  test('loses nothing of a new update, and types no single keys by going on', async () => {
    const answers = await HeldAnswers.at(anna, 'POST', /\/updates$/);
    await anna.press('n');
    await anna.sees('textarea:focus');
    await anna.type('The square fills.');
    await writesOn(answers, 'The square fills.');
    const { updates, pins } = await desk.snapshot();
    expect([updates.map((update) => 'text' in update && update.text), pins]).toEqual([
      ['The square fills. And more.'],
      [],
    ]);
  });

  test('goes on with an update that is out before the answer is there', async () => {
    const answers = await HeldAnswers.at(anna, 'POST', /\/updates$/);
    await anna.press('n');
    await anna.sees('textarea:focus');
    await anna.type('The square fills.');
    await anna.press('Control+Enter');
    const sent = await answers.next();
    const response = await sent.fetch();
    await anna.sees('.row', 'The square fills.');
    await anna.press('Escape', 'j', 'p');
    await anna.sees('.pins li', 'The square fills.');
    await sent.fulfill({ response });
    await anna.sees('.done-bar', 'Published.');
    expect((await desk.snapshot()).pins).toHaveLength(1);
  });

  test('sees for as long as it is out what was not taken back, and retracts it at once where that is too late', async () => {
    const undoing = await HeldAnswers.at(anna, 'POST', /\/undoing$/);
    await anna.press('n');
    await anna.sees('textarea:focus');
    await anna.type('The square fills.');
    await anna.press('Control+Enter');
    await anna.sees('.done-bar', 'Published.');
    await anna.page.clock.install();
    await anna.press('u');
    await (await undoing.next()).abort();
    await anna.sees('.done-bar .why-not', 'No answer from the newsroom.');
    await anna.page.clock.fastForward(11_000);
    await anna.press('u');
    await (await undoing.next()).fulfill({ status: 409, json: problemDocument('too_late_to_undo') });
    await anna.sees('.done-bar .why-not', 'The ten seconds are over.');
    await anna.press('n');
    await anna.sees('textarea:focus');
    await anna.type('More people come.');
    await anna.page.getByRole('button', { name: 'Retract…' }).click();
    await anna.sees('.writing[aria-label="Retract"] textarea:focus');
    await anna.type('It was another square.');
    await anna.press('Control+Enter');
    await anna.sees('.done-bar', 'Retracted.');
    const { updates } = await desk.snapshot();
    expect(updates).toMatchObject([{ status: 'retracted', note: 'It was another square.' }]);
    await anna.press('n');
    await anna.sees('textarea:focus');
    expect(await text().inputValue()).toBe('More people come.');
  });

  test('loses nothing of a correction, and takes it back with one key', async () => {
    const { id } = await vera.filed({ text: 'The square fills.' });
    const answers = await HeldAnswers.at(anna, 'POST', /\/revisions$/);
    await anna.goTo(id);
    await anna.press('e');
    await anna.sees('textarea:focus');
    await anna.page.getByLabel('What readers are told was corrected').fill('More is known.');
    await text().focus();
    await anna.press('Control+End');
    await anna.type(' It is loud.');
    await writesOn(answers, 'The square fills. It is loud.');
    expect(await desk.update(id)).toMatchObject({ text: 'The square fills. It is loud. And more.' });
    await anna.sees('.done-bar', 'Corrected.');
    await anna.press('u');
    await (await answers.next()).continue();
    await anna.sees('.done-bar', 'Corrected back');
    expect(await desk.update(id)).toMatchObject({ revision: 3, text: 'The square fills.' });
  });

  test('loses nothing of what is changed in the queue', async () => {
    await new Queue(desk).works({ review: 'all' });
    const { body } = await vera.post({ text: 'The square fills.' });
    const answers = await HeldAnswers.at(anna, 'POST', /\/publication$/);
    await anna.page.getByRole('button', { name: 'Change and publish' }).click();
    await anna.sees('textarea:focus');
    await anna.press('Control+End');
    await writesOn(answers, 'The square fills.');
    expect(await desk.update(body.id)).toMatchObject({ text: 'The square fills. And more.' });
  });

  test('is refused in the language of the desk, with the field that it is about', async () => {
    await anna.page.evaluate(() => localStorage.setItem('dateline-language', 'ru'));
    await anna.page.reload();
    await anna.page.waitForSelector('.line-state[data-state="live"]', { state: 'attached' });
    const answers = await HeldAnswers.at(anna, 'POST', /\/updates$/);
    await anna.press('n');
    await anna.sees('textarea:focus');
    await anna.type('The square fills.');
    await anna.press('Control+Enter');
    const fields = [{ path: 'figures.0.source', message: 'is not a source of the story' }];
    const problem = problemDocument('unknown_source', 'There is no such source.', { fields });
    await (await answers.next()).fulfill({ status: 400, json: problem });
    await anna.sees('.writing .why-not', 'нет такого источника');
    expect(await anna.page.locator('.writing .why-not p').allTextContents()).toEqual([
      expect.stringMatching(/^[^A-Za-z]+$/),
      'figures.0.source',
    ]);
    await anna.press('Control+Enter');
    const unknown = problemDocument('method_not_allowed', 'Take another method.');
    await (await answers.next()).fulfill({ status: 405, json: unknown });
    const why = anna.page.locator('.writing .why-not');
    await anna.sees('.writing .why-not [lang="en"]', 'Take another method.');
    expect(await why.textContent()).toBe('Здесь это невозможно. Take another method.');
  });

  test('has every update, also where the list began anew while the page below was fetched', async () => {
    const texts = Array.from({ length: 250 }, (_, n) => `Report ${n}.`);
    const day = Date.now() - 3_600_000;
    const at = (n: number) => new Date(day + n * 1_000).toISOString();
    const updates = texts.map((each, n) => anUpdate({ text: each, occurredAt: at(n) }));
    for (let from = 0; from < updates.length; from += 100)
      await ask(`${desk.address}/updates:batch`, {
        ...{ method: 'POST', token: desk.token, body: { updates: updates.slice(from, from + 100) } },
      });
    await anna.sees('.row', 'Report 249.');
    const pages = await HeldAnswers.at(anna, 'GET', /\/search\?/);
    await anna.page.reload();
    await (await pages.next()).continue();
    await anna.sees('.row', 'Report 249.');
    const anew = await pages.next();
    await bottom();
    await (await pages.next()).continue();
    await anna.page.waitForFunction(() => (document.querySelector('.rows ol')?.clientHeight ?? 0) > 150 * 32);
    await bottom();
    const below = await pages.next();
    await anew.continue();
    await anew.request().response();
    await below.continue();
    await anna.page.unroute(/\/search\?/);
    const seen = new Set<string>();
    for (let top = 0; top < 250 * 32; top += 320) {
      await anna.page.locator('.rows').evaluate((rows, to) => rows.scrollTo({ top: to }), top);
      await anna.page.evaluate(
        () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
      );
      for (const row of await anna.page.locator('.row .says').allTextContents()) seen.add(row.trim());
    }
    expect([...seen].toSorted()).toEqual(texts.toSorted());
  });
  const bottom = () =>
    anna.page.locator('.rows').evaluate((rows) => rows.scrollTo({ top: rows.scrollHeight }));
});
