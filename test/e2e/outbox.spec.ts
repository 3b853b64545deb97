import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Snapshot } from '#contract/snapshot';
import { type Dateline, startDateline } from '../support/dateline.js';
import { ask, aStory } from '../support/newsroom-people.js';
import { FrontDesk, PASSWORD } from '../support/signed-in.js';
import { fileAt, isKept, signInAt, statesAt, untilAt } from '../support/at-the-phone.js';
import { waitUntil } from '../support/wait-until.js';
import { aBrowser, CHROMIUM } from './page-scene.js';

const NEXT = 'another horse battery';

// Without a browser on the machine there is no phone; CI installs one.
(CHROMIUM ? describe : describe.skip)('an outbox on a phone', () => {
  let dateline: Dateline;
  let front: FrontDesk;
  let browser: Browser;
  let phone: BrowserContext;
  let page: Page;
  let story: { id: string; address: string };

  const open = async (at = story.id) => {
    const opened = await phone.newPage();
    opened.setDefaultTimeout(40_000); // a look at the desk that failed is repeated after half a minute
    await opened.goto(`${dateline.url}/desk/${at}`);
    return opened;
  };
  const untilWritten = (at: Page, text: string) =>
    at.waitForFunction(
      (wanted) => document.querySelector<HTMLTextAreaElement>('.writing textarea')?.value === wanted,
      text,
    );
  /** Another tab, as soon as it has what is being written in the first. */
  const openWith = async (text: string) => {
    const other = await open();
    await untilWritten(other, text);
    return other;
  };
  const texts = async (at = story) =>
    (await ask<Snapshot>(at.address)).body.updates.map((update) =>
      update.status === 'published' ? update.text : '–',
    );

  beforeAll(async () => {
    [dateline, browser] = await Promise.all([startDateline(), aBrowser()]);
    front = new FrontDesk(dateline);
    await Promise.all([front.person('Anna'), front.person('Boris')]);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await dateline?.stop();
  });
  beforeEach(async () => {
    story = await aStory(dateline);
    phone = await browser.newContext({ viewport: { width: 390, height: 780 } });
    page = await open();
    await signInAt(page, 'Anna');
    await isKept(page);
  });
  afterEach(() => phone.close());

  test('that two tabs file into is sent by one of them, once', async () => {
    const other = await open();
    await other.waitForSelector('.writing textarea');
    await phone.setOffline(true);
    for (let at = 0; at < 4; at += 1) await fileAt(at % 2 ? page : other, `Post ${at}.`);
    await untilAt(other, { phone: 4 });
    const batches: string[] = [];
    phone.on(
      'request',
      (request) => request.url().endsWith(':batch') && batches.push(request.postData() ?? ''),
    );
    await phone.setOffline(false);
    await untilAt(page, { live: 4 });
    await untilAt(other, { live: 4 });
    expect(batches.length).toBe(1);
    expect(await texts()).toEqual(['Post 3.', 'Post 2.', 'Post 1.', 'Post 0.']);
  });

  test('takes what is written in two tabs: the same once, what differs as two posts, none of it lost', async () => {
    const written = (at: Page) => at.inputValue('.writing textarea');
    const write = (at: Page, text: string) => at.fill('.writing textarea', text);
    await write(page, 'Buses.');
    const other = await openWith('Buses.');
    await Promise.all([page.click('.writing button'), other.click('.writing button')]);
    await untilAt(page, { live: 1 });
    await untilAt(other, { live: 1 });
    expect([await written(page), await written(other)]).toEqual(['', '']);
    await write(page, 'Trams.');
    await other.reload();
    await untilWritten(other, 'Trams.');
    await write(other, 'Trams and tanks.');
    await page.click('.writing button');
    await untilAt(page, { live: 2 });
    expect(await written(other)).toBe('Trams and tanks.');
    await other.reload();
    await untilWritten(other, 'Trams and tanks.');
    await fileAt(page, 'Of the first tab.');
    await other.click('.writing button');
    await untilAt(other, { live: 4 });
    const all = ['Buses.', 'Of the first tab.', 'Trams and tanks.', 'Trams.'];
    expect((await texts()).toSorted()).toEqual(all);
  });

  test('is unreadable on a phone that is signed out, and comes back with the password', async () => {
    await phone.setOffline(true);
    await fileAt(page, 'Nobody else reads this.');
    await page.fill('.writing textarea', 'Nor this.');
    await page.click('.who summary');
    await page.click('.who .sheet > button');
    await page.click('.who .bad');
    await page.waitForSelector('input[autocomplete=username]');
    const left = await page.evaluate(whatIsLeft);
    expect(left).toMatchObject({ items: 1, keys: 0 });
    expect(left.text).not.toMatch(/Nobody|Nor this|Anna/i);
    await phone.setOffline(false);
    await signInAt(page, 'Anna');
    expect(await page.inputValue('.writing textarea')).toBe('Nor this.');
    await untilAt(page, { live: 1 });
    expect(await texts()).toEqual(['Nobody else reads this.']);
  });

  test('opens under another password: what was left under the earlier one by that, what is open at once', async () => {
    const { id } = await front.person('Darya');
    const signOut = async () => {
      await page.click('.who summary');
      await page.click('.who .sheet > button');
      if (await page.isVisible('.who .bad')) await page.click('.who .bad');
      await page.waitForSelector('input[autocomplete=username]');
    };
    const open = async (password: string) => {
      await page.fill('.phone-sheet input[type=password]', password);
      await page.click('.phone-sheet form button');
    };
    await signOut();
    await signInAt(page, 'Darya');
    await page.fill('.writing textarea', 'Begun before.');
    await signOut();
    await front.setPassword(id, NEXT);
    await signInAt(page, 'Darya', NEXT);
    expect(await page.inputValue('.writing textarea')).toBe('');
    await page.click('.filing-head button');
    await open('not her password');
    await page.getByText('It opens nothing here.').waitFor();
    await open(PASSWORD);
    await page.getByText('Opened. 0 posts to send.').waitFor();
    await page.click('.phone-sheet > button:last-of-type');
    await untilWritten(page, 'Begun before.');
    await phone.setOffline(true);
    await fileAt(page, 'Filed before the next change.');
    await page.fill('.writing textarea', 'Begun since.');
    await front.setPassword(id, `${NEXT} again`);
    await phone.setOffline(false);
    await page.click('.line-state button');
    await signInAt(page, 'Darya', `${NEXT} again`);
    await untilAt(page, { live: 1 });
    await signOut();
    await signInAt(page, 'Darya', `${NEXT} again`);
    await untilWritten(page, 'Begun since.');
    await untilAt(page, { live: 1 });
  });

  test('whose owner’s session ended keeps what is written, and nobody else sends or sees it', async () => {
    await phone.setOffline(true);
    await fileAt(page, 'Of Anna.');
    await phone.clearCookies();
    await page.reload();
    await fileAt(page, 'Of Anna too.');
    await phone.setOffline(false);
    await page.click('.line-state button');
    await signInAt(page, 'Boris');
    expect(await statesAt(page)).toEqual({});
    await fileAt(page, 'Of Boris.');
    await untilAt(page, { live: 1 });
    expect(await texts()).toEqual(['Of Boris.']);
    await page.click('.who summary');
    await page.click('.who .sheet > button');
    await signInAt(page, 'Anna');
    await untilAt(page, { live: 2 });
    expect((await texts()).toSorted()).toEqual(['Of Anna too.', 'Of Anna.', 'Of Boris.']);
  });

  test('keeps what the newsroom refuses, with the reason, and sends the rest', async () => {
    const other = await aStory(dateline);
    await front.person('Vera', 'reporter', [{ story: story.id, cities: null }]);
    await page.click('.who summary');
    await page.selectOption('.who select', 'ru');
    await page.click('.who .sheet > button');
    await signInAt(page, 'Vera');
    await page.goto(`${dateline.url}/desk/${other.id}`);
    await fileAt(page, 'Elsewhere.');
    await page.getByText(/^Не принято: [^a-z]+$/i).waitFor();
    await page.goto(`${dateline.url}/desk/${story.id}`);
    await fileAt(page, 'Here.');
    await untilAt(page, { live: 1 });
    await page.goto(`${dateline.url}/desk/${other.id}`);
    await untilAt(page, { refused: 1 });
    await page.click('.actions button:text-is("Изменить")');
    await untilAt(page, {});
    expect(await page.inputValue('.writing textarea')).toBe('Elsewhere.');
    expect(await texts(other)).toEqual([]);
  });

  test('is not for a live blog that there is not, unless something was written of it without a network', async () => {
    await page.goto(`${dateline.url}/desk/no-such`);
    await page.getByText('There is no such live blog').waitFor();
    await page.click('a:text-is("The live blogs there are")');
    await page.click(`.list a[href="/desk/${story.id}"]`);
    await page.waitForSelector('.writing textarea');
    await phone.setOffline(true);
    await page.goto(`${dateline.url}/desk/another`);
    await fileAt(page, 'Of what nobody has opened.');
    await phone.setOffline(false);
    await untilAt(page, { refused: 1 });
    await page.reload();
    await untilAt(page, { refused: 1 });
    expect(await page.isVisible('.writing textarea')).toBe(true);
  });

  test('says what waits at the desk and why, until an editor has published it', async () => {
    await page.click('.tools .chip >> nth=0');
    await page.fill('#find-city', 'Zarechny');
    await page.click('.chips .chip');
    await fileAt(page, 'From a place nobody knows.');
    await untilAt(page, { desk: 1 });
    expect(await page.textContent('.entry .state')).toContain('a new place');
    const token = await dateline.token('editor');
    const [filing] = (
      await ask<{ filings: { id: string; version: number }[] }>(`${story.address}/filings`, { token })
    ).body.filings;
    const published = await ask(`${story.address}/filings/${filing?.id}/publication`, {
      ...{ method: 'POST', token, headers: { 'if-match': `"${filing?.version}"` } },
      body: { requestId: crypto.randomUUID(), city: 'kazan' },
    });
    expect(published.status).toBe(201);
    await page.evaluate(() => dispatchEvent(new Event('focus')));
    await untilAt(page, { live: 1 });
  });

  test('keeps nothing of what was sent, where that is chosen', async () => {
    await page.click('.filing-head button');
    await page.check('#keep-nothing');
    await page.click('.phone-sheet > button:last-of-type');
    await fileAt(page, 'Sent and forgotten.');
    await waitUntil('it is live', async () => (await texts()).length === 1);
    await untilAt(page, {});
    expect(await page.evaluate(whatIsLeft)).toMatchObject({ items: 0 });
  });

  test('that is wiped is gone, with keys, page and session, in every tab', async () => {
    const other = await open();
    await other.waitForSelector('.writing textarea');
    await phone.setOffline(true);
    await fileAt(page, 'Never seen.');
    await phone.setOffline(false);
    await phone.route('**/updates:batch', (route) => route.abort());
    await page.click('.filing-head button');
    await page.click('.phone-sheet .bad');
    await page.click('.phone-sheet .bad');
    await page.waitForURL(`${dateline.url}/`);
    await other.waitForSelector('input[autocomplete=username]');
    const left = await page.evaluate(async () => ({
      caches: (await caches.keys()).length,
      workers: (await navigator.serviceWorker.getRegistrations()).length,
      session: (await fetch('/v1/session/refresh', { method: 'POST', headers: { 'x-csrf-protection': '1' } }))
        .status,
    }));
    expect(left).toEqual({ caches: 0, workers: 0, session: 401 });
    expect(await page.evaluate(whatIsLeft)).toMatchObject({ items: 0, keys: 0, text: '' });
  });

  test('of a phone whose clock is wrong has the newsroom’s times', async () => {
    const wrong = await phone.newPage();
    await wrong.clock.setSystemTime(Date.now() - 3_600_000);
    await wrong.goto(`${dateline.url}/desk/${story.id}`);
    await fileAt(wrong, 'An hour ago, says the phone.');
    await untilAt(wrong, { live: 1 });
    const [update] = (await ask<Snapshot>(story.address)).body.updates;
    expect(Math.abs(Date.parse(update?.occurredAt ?? '') - Date.now())).toBeLessThan(60_000);
  });
});

/** What is on the disk of this browser, as whoever takes the phone would read it. */
async function whatIsLeft(): Promise<{ items: number; keys: number; text: string }> {
  const done = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) =>
      Object.assign(request, { onsuccess: () => resolve(request.result), onerror: reject }),
    );
  const db = await done(indexedDB.open('dateline-desk'));
  const names = [...db.objectStoreNames];
  const rows = await Promise.all(names.map((name) => done(db.transaction(name).objectStore(name).getAll())));
  db.close();
  const of = (name: string) => (rows[names.indexOf(name)] ?? []) as Record<string, unknown>[];
  const bytes = (value: unknown): string => {
    if (value instanceof ArrayBuffer || ArrayBuffer.isView(value))
      return new TextDecoder('latin1').decode(value as ArrayBuffer);
    return typeof value === 'object' && value ? Object.values(value).map(bytes).join() : String(value);
  };
  const keys = of('vaults').filter(({ key }) => key !== null).length;
  return { items: of('items').length, keys, text: rows.flat().map(bytes).join('\n') };
}
