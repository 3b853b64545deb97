// What an editor sees: three panes, and what opens in each.
import { DAY } from '../../test/load/pages/visitors.mjs';
import { press, seen, toPane, unfold } from './pressing.mjs';
import { CLOSED, DRAFT, TONIGHT, TYPED } from './what-was-filed.mjs';

const connected = async (page) => {
  await page.waitForSelector('.line-state[data-state="live"]', { state: 'attached' });
  await page.waitForSelector('.row', { state: 'attached' });
  await page.waitForSelector('.item .reason', { state: 'attached' });
};
const OPENED = '.opened';
const FAR = 10_000;
const form = seen('.opened form');
const keys =
  (...all) =>
  async (page) => {
    for (const key of all) await page.keyboard.press(key);
  };
/** What kind of thing waits there: by a word of what was filed. */
const item = (text) => `.item:has-text("${text}")`;
const KOLOMNA = item('Some forty people');

export const EDITING = [
  { name: 'editor', path: `/desk/${DAY}`, ready: connected, press: openBeside, pictured: true },
  { name: 'editor-queue', path: `/desk/${TONIGHT}`, ready: connected, press: (page) => toPane(page, 0) },
  { name: 'editor-placing', press: toggled(KOLOMNA, 0), ready: seen(`${KOLOMNA} form`), part: KOLOMNA },
  {
    name: 'editor-sending-back',
    press: toggled(KOLOMNA, 1),
    ready: seen(`${KOLOMNA} textarea`),
    part: KOLOMNA,
  },
  {
    name: 'editor-discarding',
    press: toggled(KOLOMNA, 2),
    ready: seen(`${KOLOMNA} textarea`),
    part: KOLOMNA,
  },
  ...[
    ['editor-new-source', item('A newspaper counts')],
    ['editor-held-with-words', item('A lawyer names')],
    ['editor-waiting-correction', item('We counted again')],
  ].map(([name, it]) => ({ name, press: toggled(it, 0), ready: seen(`${it} form`), part: it })),
  { name: 'editor-flag', press: revised, ready: seen('.item form'), part: '.pane[data-pane="queue"]' },
  {
    name: 'editor-board',
    press: wholeBoard,
    ready: seen('.why .line', '.notes li'),
    part: '.pane[data-pane="board"]',
  },
  {
    name: 'editor-board-forms',
    press: boardForms,
    ready: seen('.section form >> nth=3'),
    part: '.pane[data-pane="board"]',
  },
  { name: 'editor-update', press: readingFirst, ready: seen('.opened .reading') },
  { name: 'editor-correcting', press: keys('e'), ready: form, part: OPENED },
  { name: 'editor-retracting', press: keys('Escape', 'x'), ready: form, part: OPENED },
  { name: 'editor-key-event', press: keys('Escape', 'i'), ready: form, part: OPENED },
  { name: 'editor-pinning', press: pinning, ready: form, part: OPENED },
  { name: 'editor-history', press: keys('Escape', 'h'), ready: seen('.opened .history'), part: OPENED },
  { name: 'editor-merging', press: keys('m'), ready: seen('.choosing li'), part: OPENED },
  {
    name: 'editor-merged',
    press: (page) => press(page, '.choosing .line'),
    ready: seen('.opened .sides'),
    part: OPENED,
  },
  { name: 'editor-undo', press: keys('Escape', 'Escape', 'p'), ready: seen('.done-bar') },
  { name: 'editor-retracted', press: opened('A bus burns', FAR), ready: seen('.bad-note'), part: OPENED },
  {
    name: 'editor-held-figure',
    press: opened('A channel writes'),
    ready: seen('.opened .reading .bad'),
    part: OPENED,
  },
  {
    name: 'editor-with-photo',
    press: opened('The queue reaches', FAR),
    ready: seen('.opened img'),
    part: OPENED,
  },
  { name: 'editor-conflict', press: conflict, ready: seen('.conflict .sides'), part: OPENED },
  { name: 'editor-writing', press: aNewUpdate, ready: seen('.opened .figures select'), part: OPENED },
  {
    name: 'editor-search',
    press: searching,
    ready: seen('.row:has-text("The queue")'),
    part: '.pane[data-pane="timeline"]',
  },
  { name: 'editor-shortcuts', press: shortcuts, ready: seen('dialog[open]'), part: 'dialog[open]' },
  {
    name: 'editor-draft',
    path: `/desk/${DRAFT}`,
    ready: seen('.editor h1'),
    press: (page) => toPane(page, 2),
  },
  { name: 'editor-archive', path: `/desk/${CLOSED}`, ready: seen('.row') },
  {
    name: 'editor-freezes',
    path: '/desk/-/people',
    ready: seen('.people .bad'),
    press: (page) => press(page, '.people .bad'),
  },
];

/** An update is open beside what waits, where there is room for that. */
async function openBeside(page) {
  if (page.viewportSize().width > 1_000) await page.keyboard.press('j');
}

/** What is open elsewhere is closed first. */
function toggled(within, place) {
  return async (page) => {
    const open = page.locator('.item button[aria-expanded="true"]');
    if (await open.count()) await open.dispatchEvent('click');
    await press(page, `${within} button[aria-expanded] >> nth=${place}`);
  };
}

/** A source that says a lower number has revised it. */
async function revised(page) {
  await press(page, '.item:has(.plain:text-is("Open the earlier one")) .acts button:nth-child(2)');
}

async function wholeBoard(page) {
  await toPane(page, 2);
  await unfold(page);
  await press(page, '.line.city');
  await press(page, '.metric .leads button');
}

async function boardForms(page) {
  for (const name of ['Edit', 'Edit', 'Write a note', 'Pause'])
    await press(page, `.section > button:text-is("${name}"), .section .acts button:text-is("${name}")`);
}

async function readingFirst(page) {
  const cancels = page.locator('.item form .send .plain, .section form .send .plain');
  await cancels.evaluateAll((all) => all.map((cancel) => cancel.click()));
  await toPane(page, 1);
  await page.locator('h1').click(); // so that keys are not written into a form
  await press(page, '.row:has-text("Seven are led")');
}

async function pinning(page) {
  await page.keyboard.press('Escape');
  await press(page, '.acts.bar button[aria-expanded] >> nth=0');
}

async function nothingOpen(page) {
  const bar = page.locator('.done-bar .plain');
  if (await bar.count()) await bar.dispatchEvent('click');
  await keys('Escape')(page);
  await page.locator('h1').click();
  await keys('Escape', 'Escape')(page);
  await page.locator('.opened').waitFor({ state: 'detached' });
}

/** `top`: how far down the list, of which only what is in sight is in the page. */
function opened(text, top = 0) {
  return async (page) => {
    await nothingOpen(page);
    await page.locator('.rows').evaluate((rows, to) => rows.scrollTo(0, to), top);
    await press(page, `.row:has-text("${text}")`);
  };
}

async function conflict(page, at) {
  await opened('In Omsk the square', FAR)(page);
  await page.locator('.opened .reading:has-text("closed with tape")').waitFor();
  await page.locator('h1').click();
  const leased = page.waitForResponse((response) => response.url().endsWith('/lease'));
  await page.keyboard.press('e');
  await leased;
  await page.locator('.opened textarea').fill(TYPED.better);
  await at.correctMeanwhile();
}

async function aNewUpdate(page) {
  await page.locator('h1').click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('n');
  await press(page, '.opened .figures button, .opened .add-figure');
}

async function searching(page) {
  await nothingOpen(page);
  await page.locator('#desk-search').fill('queue');
}

async function shortcuts(page) {
  await page.locator('h1').click();
  await page.keyboard.press('?');
}
