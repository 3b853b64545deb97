import type { HandoverView } from '#contract/notes';
import type { Desk } from '../support/at-the-desk.js';
import { Queue } from '../support/at-the-queue.js';
import type { AtScreen } from '../support/desk-pages.js';
import { eventually } from '../support/eventually.js';
import { editorsAtWork } from './desk-scene.js';
import { CHROMIUM } from './page-scene.js';

const SOON_MS = 500;
const NOTE = 'What readers are told was corrected';

/** The middle of three: one of them may meet a machine that does much else. */
async function middle(measure: (time: number) => Promise<number>): Promise<number> {
  const times: number[] = [];
  for (const time of [1, 2, 3]) times.push(await measure(time));
  return times.toSorted((a, b) => a - b)[1] ?? Number.NaN;
}

(CHROMIUM ? describe : describe.skip)('two editors at one live blog, with the keyboard alone', () => {
  let desk: Desk;
  let vera: Desk;
  let anna: AtScreen;
  let ivan: AtScreen;
  editorsAtWork(['Anna', 'Ivan'], (scene) => {
    ({ desk, vera, Anna: anna, Ivan: ivan } = scene);
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
    const counts = ['20,003', '20,002', '20,001'];
    const ruled = await middle(async () => {
      await anna.press('1');
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

  test('who merges what another corrected meanwhile is told, and puts no old number back', async () => {
    const { id } = await vera.filed({ text: 'Forty people were led away.' });
    const { id: other } = await vera.filed({ text: 'A column on the bridge.' });
    await anna.goTo(id);
    await anna.press('m');
    await anna.sees('.choosing input:focus');
    await anna.page.locator('.choosing .line', { hasText: 'A column on the bridge.' }).press('Enter');
    await anna.sees('.writing textarea:focus');
    await anna.press('Control+End');
    await anna.type(' Both at noon.');
    await anna.tabTo('What readers see beside both');
    await anna.type('One march.');
    await ivan.goTo(other);
    await ivan.press('e');
    await ivan.sees('.warn-note', 'Anna is working on this update.');
    const correct = async (what: string, text: string) => {
      await desk.send('PUT', `/updates/${what}/lease`, { takeOverFrom: 'Anna' });
      expect((await desk.revise(what, 1, { text })).status).toBe(201);
      await desk.send('DELETE', `/updates/${what}/lease`, undefined);
    };
    await correct(other, 'A column under the bridge.');
    await anna.sees('.conflict ins', 'under');
    await anna.page.getByRole('button', { name: 'Go on with mine' }).click();
    await correct(id, 'Fourteen people were led away.');
    await anna.sees('.conflict ins', 'Fourteen');
    await anna.press('Control+Enter');
    await anna.sees('.writing', 'Choose a version above first.');
    expect(await desk.update(id)).toMatchObject({ revision: 2, text: 'Fourteen people were led away.' });
    await anna.page.getByRole('button', { name: 'Take theirs' }).click();
    await anna.page.locator('.writing textarea').first().focus();
    await anna.press('Control+Enter');
    await anna.sees('.reading', 'Fourteen people were led away.');
    await anna.page.waitForSelector('.writing', { state: 'detached' });
    const text = 'Fourteen people were led away.\n\nA column under the bridge.';
    expect([await desk.update(id), await desk.update(other)]).toMatchObject([
      { revision: 3, text },
      { status: 'retracted' },
    ]);
  });

  test('who writes the handover while another saves it has both, and overwrites on purpose only', async () => {
    const open = async (editor: AtScreen) => {
      await editor.page.locator('summary', { hasText: 'Handover' }).click();
      await editor.page.locator('.section[open] button', { hasText: 'Edit' }).last().click();
      await editor.sees('.section textarea:focus');
    };
    await open(anna);
    await anna.type('The lawyer calls at nine.');
    await open(ivan);
    await ivan.type('Tver is quiet.');
    await ivan.press('Control+Enter');
    await anna.sees('.conflict .said', 'Tver is quiet.');
    await anna.press('Control+Enter');
    const { body } = await desk.send<HandoverView>('GET', '/handover', undefined);
    expect(body.text).toBe('Tver is quiet.');
    await anna.tabTo('Go on with mine, against theirs', 'Shift+Tab');
    await anna.press('Enter');
    await anna.page.locator('.section textarea').focus();
    await anna.press('Control+Enter');
    await ivan.sees('.section .text', 'The lawyer calls at nine.');
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

  test('the source that one prefers leads for readers and at the other, until that is undone', async () => {
    const said = (source: string, value: number) => ({ metric: 'arrests', source, value });
    await vera.filed({ figures: [said('ovd-info', 40), said('police', 12)] });
    const leads = async () => {
      const moscow = (await desk.snapshot()).totals.metrics['arrests']?.cities['moscow'];
      return moscow && { source: moscow.leading.source, low: moscow.leading.low };
    };
    await ivan.sees('.line.city .number', '40');
    expect(await leads()).toEqual({ source: 'ovd-info', low: 40 });
    await anna.press('3');
    await anna.page.locator('.line.city', { hasText: 'Moscow' }).focus();
    await anna.press('Enter');
    await anna.tabTo('Prefer Police more');
    const told = await ivan.seenAfter({ selector: '.line.city .number', text: '12' }, () =>
      anna.press('Enter'),
    );
    expect(told).toBeLessThan(SOON_MS);
    await eventually('police lead', async () => (await leads())?.source === 'police');
    expect(await leads()).toEqual({ source: 'police', low: 12 });
    await anna.sees('.done-bar', 'The order of the sources is set.');
    await anna.press('u');
    await ivan.sees('.line.city .number', '40');
    await eventually('they lead no more', async () => (await leads())?.source === 'ovd-info');
  });

  test('what is typed right after a key goes where the key leads, and is no single keys', async () => {
    const { id } = await vera.filed({ text: 'First.', occurredAt: '2021-01-23T12:00:00Z' });
    await vera.filed({ text: 'Second.', occurredAt: '2021-01-23T12:01:00Z' });
    await anna.sees('.row', 'Second.');
    await anna.goTo(id);
    await anna.pressAtOnce('m', 'p', 'x');
    expect(await anna.page.inputValue('.choosing input')).toBe('px');
    await anna.press('Escape');
    await anna.sees('.row:focus', 'First.');
    await anna.pressAtOnce('?', 'n');
    await anna.press('Escape');
    await anna.page.waitForSelector('dialog', { state: 'detached' });
    await anna.pressAtOnce('k', 'e', 'p', 'x');
    await anna.sees('.opened[data-mode="edit"] textarea:focus');
    await anna.press('Escape');
    await anna.sees('.row:focus', 'Second.');
    expect((await desk.snapshot()).pins).toEqual([]);
  });

  test('single keys do nothing while somebody types, and nothing at all once they are switched off', async () => {
    await vera.filed();
    await anna.sees('.row');
    await anna.pressAtOnce('j', '/', 'n', '?');
    await anna.type('!');
    expect(await anna.page.inputValue('#desk-search')).toBe('n?!');
    expect(await anna.page.locator('.writing, dialog').count()).toBe(0);
    await anna.page.fill('#desk-search', '');
    await anna.page.locator('h1').evaluate(() => (document.activeElement as HTMLElement).blur());
    await anna.press('Escape', '?');
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
