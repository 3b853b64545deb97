import type { Browser } from 'playwright-core';
import { Desk } from '../support/at-the-desk.js';
import { type Dateline, startDateline } from '../support/dateline.js';
import { AtScreen } from '../support/desk-pages.js';
import { FrontDesk } from '../support/signed-in.js';
import { aBrowser } from './page-scene.js';

interface AtLiveBlog {
  readonly dateline: Dateline;
  readonly browser: Browser;
  readonly desk: Desk;
  /** Who files. */
  readonly vera: Desk;
}

/** Before each test: a new live blog, and editors who look at it, each in a browser of their own that has no complaints. */
export function editorsAtWork<Name extends string>(
  names: readonly Name[],
  begin: (scene: AtLiveBlog & Readonly<Record<Name, AtScreen>>) => void,
): void {
  let dateline: Dateline;
  let browser: Browser;
  let screens: readonly AtScreen[] = [];
  beforeAll(async () => {
    [dateline, browser] = await Promise.all([startDateline(), aBrowser()]);
    const people = new FrontDesk(dateline);
    for (const name of names) await people.person(name, 'editor');
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await dateline?.stop();
  });
  beforeEach(async () => {
    const desk = await Desk.open(dateline);
    const vera = desk.as(await dateline.token('reporter', { name: 'Vera', story: desk.story }));
    const at = { url: dateline.url, story: desk.story };
    screens = await Promise.all(names.map((name) => AtScreen.open(browser, { ...at, name })));
    const editors = Object.fromEntries(names.map((name, place) => [name, screens[place]]));
    begin({ dateline, browser, desk, vera, ...(editors as Record<Name, AtScreen>) });
  });
  afterEach(async () => {
    expect(screens.flatMap(({ complaints }) => complaints)).toEqual([]);
    await Promise.all(screens.map((screen) => screen.close()));
  });
}
