import type { Browser } from 'playwright-core';
import { Desk } from '../support/at-the-desk.js';
import { Queue } from '../support/at-the-queue.js';
import { type Dateline, startDateline } from '../support/dateline.js';
import { AtScreen } from '../support/desk-pages.js';
import { eventually } from '../support/eventually.js';
import { FrontDesk } from '../support/signed-in.js';
import { aBrowser, CHROMIUM } from './page-scene.js';

const SOON_MS = 500;
const NOTE = 'What readers are told was corrected';

/** The middle of three: one of them may meet a machine that does much else. */
async function middle(measure: (time: number) => Promise<number>): Promise<number> {
  const times: number[] = [];
  for (const time of [1, 2, 3]) times.push(await measure(time));
  return times.toSorted((a, b) => a - b)[1] ?? Number.NaN;
}

(CHROMIUM ? describe : describe.skip)('two editors at one live blog, with the keyboard alone', () => {
  let dateline: Dateline;
  let browser: Browser;
  let desk: Desk;
  let vera: Desk;
  let anna: AtScreen;
  let ivan: AtScreen;

  beforeAll(async () => {
    [dateline, browser] = await Promise.all([startDateline(), aBrowser()]);
    const people = new FrontDesk(dateline);
    for (const name of ['Anna', 'Ivan']) await people.person(name, 'editor');
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await dateline?.stop();
  });
  beforeEach(async () => {
    desk = await Desk.open(dateline);
    vera = desk.as(await dateline.token('reporter', { name: 'Vera' }));
    const at = { url: dateline.url, story: desk.story };
    [anna, ivan] = await Promise.all([
      AtScreen.open(browser, { ...at, name: 'Anna' }),
      AtScreen.open(browser, { ...at, name: 'Ivan' }),
    ]);
  });
  afterEach(async () => {
    expect([...anna.complaints, ...ivan.complaints]).toEqual([]);
    await Promise.all([anna.close(), ivan.close()]);
  });

  test('what one posts and pins is at the other within half a second', async () => {
    const posted = await middle(async (time) => {
      await anna.press('n');
      await anna.sees('.writing textarea:focus');
      await anna.type(`Report ${time}: the square fills.`);
      const took = await ivan.seenAfter({ selector: '.row', text: `Report ${time}` }, () =>
        anna.press('Control+Enter'),
      );
      await anna.sees('.reading', `Report ${time}`);
      return took;
    });
    const pinned = await middle((time) =>
      ivan.seenAfter({ selector: time === 2 ? '.row .says' : '.pins li', text: 'Report 3' }, () =>
        anna.press('p'),
      ),
    );
    expect({ posted, pinned }).toEqual({ posted: soon(), pinned: soon() });
  });

  test('what one corrects and rules on is at the other within half a second', async () => {
    const figures = (time: number) => [{ metric: 'arrests', source: 'police', value: 20_000 + time }];
    const filed = [1, 2, 3].map((time) => vera.filed({ text: `Report ${time}.`, figures: figures(time) }));
    const ids = (await Promise.all(filed)).map(({ id }) => id);
    const corrected = await middle(async (time) => {
      await anna.goTo(ids[time - 1] ?? '');
      await anna.press('e');
      await anna.sees('.writing textarea:focus');
      await anna.type(` Better ${time}.`);
      await anna.tabTo(NOTE);
      await anna.type('More is known.');
      const took = await ivan.seenAfter({ selector: '.row', text: `Better ${time}` }, () =>
        anna.press('Control+Enter'),
      );
      await anna.sees('.reading', `Better ${time}`);
      return took;
    });
    await anna.press('1');
    const counts = ['20,003', '20,002', '20,001'];
    const ruled = await middle(async () => {
      await anna.tabTo('Let it count');
      const hold = await anna.page.locator('.item:focus-within .figure').textContent();
      const value = counts.find((each) => hold?.includes(each)) ?? '';
      const took = await ivan.seenAfter({ selector: '.row .figure', text: value }, () => anna.press('Enter'));
      await anna.page.locator('.item', { hasText: value }).waitFor({ state: 'detached' });
      return took;
    });
    expect({ corrected, ruled }).toEqual({ corrected: soon(), ruled: soon() });
  });

  test('who corrects what another corrected meanwhile has both versions, and loses nothing', async () => {
    const { id } = await vera.filed({ text: 'People gather on the square.' });
    await anna.goTo(id);
    await anna.press('e');
    await anna.sees('.writing textarea:focus');
    await anna.type(' Anna knows more.');
    await ivan.sees('.row .mark', 'Anna is editing');
    await ivan.goTo(id);
    await ivan.press('e');
    await ivan.sees('.warn-note', 'Anna is working on this update.');
    await ivan.tabTo('Take over from Anna', 'Shift+Tab');
    await ivan.press('Enter');
    await ivan.tabTo('Text');
    await ivan.type(' Ivan was there.');
    await ivan.tabTo(NOTE);
    await ivan.type('From the square.');
    const told = await anna.seenAfter({ selector: '.conflict', text: 'Ivan changed this' }, () =>
      ivan.press('Control+Enter'),
    );
    expect(told).toBeLessThan(SOON_MS);
    expect(await anna.page.locator('.conflict ins').allTextContents()).toEqual([
      expect.stringContaining('Anna knows more.'),
      expect.stringContaining('Ivan was there.'),
    ]);
    await anna.tabTo('Go on with mine, against theirs', 'Shift+Tab');
    await anna.press('Enter');
    await anna.tabTo(NOTE);
    await anna.type('We know more.');
    await anna.press('Control+Enter');
    await anna.sees('.reading', 'Anna knows more.');
    const found = await desk.update(id);
    expect(found).toMatchObject({ revision: 3, text: 'People gather on the square. Anna knows more.' });
  });

  test('a filing of an unknown city waits with its reason at both, and goes back from one', async () => {
    const { body } = await vera.post({ city: 'veliky-ustyug', text: 'A picket by the river.' });
    await Promise.all([anna, ivan].map((each) => each.sees('.item .reason', 'No such city: veliky-ustyug')));
    await anna.press('1');
    await anna.tabTo('Send back');
    await anna.press('Enter');
    await anna.sees('.item textarea:focus');
    await anna.type('Which river?');
    const gone = await ivan.seenAfter({ selector: '.aside', text: 'Nothing waits' }, () =>
      anna.press('Control+Enter'),
    );
    expect(gone).toBeLessThan(SOON_MS);
    const filing = (await new Queue(desk).one(body.id)).body;
    expect(filing).toMatchObject({ state: 'sent_back', note: 'Which river?' });
  });

  test('a new city comes with what is published from it', async () => {
    const { body } = await vera.post({ city: 'tver', text: 'A march in Tver.' });
    await anna.sees('.item .reason', 'No such city: tver');
    await anna.press('1');
    await anna.tabTo('Place and publish');
    await anna.press('Enter');
    await anna.sees('.item textarea:focus');
    await anna.tabTo('Latitude');
    await anna.type('56.86');
    await anna.tabTo('Longitude');
    await anna.type('35.9');
    await anna.press('Control+Enter');
    await ivan.sees('.row .place', 'Tver');
    expect(await desk.update(body.id)).toMatchObject({ status: 'published', city: 'tver' });
  });

  test('pins change places with the keyboard, retractions are undone with one key', async () => {
    const texts = ['First.', 'Second.'];
    for (const text of texts) {
      const { id } = await vera.filed({ text });
      await desk.put(`/pins/${id}`, {});
    }
    await ivan.sees('.pins li:first-child', 'Second.');
    await anna.press('3');
    await anna.tabTo('Second.');
    const moved = await ivan.seenAfter({ selector: '.pins li:first-child', text: 'First.' }, () =>
      anna.press('Alt+ArrowDown'),
    );
    expect(moved).toBeLessThan(SOON_MS);
    await anna.press('j', 'x');
    await anna.sees('.writing textarea:focus');
    await anna.type('It was elsewhere.');
    await anna.press('Control+Enter');
    await ivan.sees('.row[data-status="retracted"]');
    await anna.sees('.done-bar', 'Retracted.');
    await anna.press('u');
    await eventually('both are there again', async () => {
      const { updates } = await desk.snapshot();
      return updates.length === 2 && updates.every(({ status }) => status === 'published');
    });
  });

  test('single keys do nothing while somebody types, and nothing at all once they are switched off', async () => {
    await vera.filed();
    await anna.press('/');
    await anna.type('n?');
    expect(await anna.page.locator('.writing, dialog').count()).toBe(0);
    await anna.page.locator('h1').evaluate(() => (document.activeElement as HTMLElement).blur());
    await anna.press('?');
    await anna.sees('dialog[open]', 'Keys at the desk');
    await anna.tabTo('Single keys work');
    await anna.press('Space', 'Escape');
    await anna.page.waitForSelector('dialog', { state: 'detached' });
    await anna.press('n', 'j', '?');
    expect(await anna.page.locator('.writing, .opened, dialog').count()).toBe(0);
  });
});

const soon = () => {
  const within: { asymmetricMatch(ms: unknown): boolean; toString(): string } = {
    asymmetricMatch: (ms) => typeof ms === 'number' && ms < SOON_MS,
    toString: () => `less than ${SOON_MS} ms`,
  };
  return within;
};
