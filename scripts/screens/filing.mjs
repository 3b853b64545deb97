// What a reporter sees on a phone, one thing after another.
import { press, seen } from './pressing.mjs';
import { TONIGHT, TYPED } from './what-was-filed.mjs';

const PLACE = '.tools .chip >> nth=0';
const TIME = '.tools .chip >> nth=1';
const FIGURE = '.added .tool >> nth=0';
const EVIDENCE = '.added .tool >> nth=2';
const WORDS = '.composer .writing textarea';
const part = '.composer';

export const FILING = [
  { name: 'reporter-stories', path: '/desk', ready: seen('.list li') },
  { name: 'reporter-begins', path: `/desk/${TONIGHT}`, ready: seen('.nothing', '.filed form') },
  { name: 'reporter-city', press: (page) => press(page, PLACE), ready: seen('#find-city'), part },
  {
    name: 'reporter-new-city',
    press: (page) => page.fill('#find-city', TYPED.place),
    ready: seen('.panel .chip'),
    part,
  },
  { name: 'reporter-time', press: (page) => press(page, TIME), ready: seen('#at-time'), part },
  { name: 'reporter-evidence', press: (page) => press(page, EVIDENCE), ready: seen('#evidence-link'), part },
  { name: 'reporter-figure', press: aRange, ready: seen('.attached'), part },
  { name: 'reporter-counting', press: counting, ready: seen('.adding output:text-is("5")'), part },
  { name: 'reporter-photo', press: aPhoto, ready: seen('.photo-sheet[open]'), part: '.photo-sheet' },
  { name: 'reporter-photo-attached', press: attached, ready: seen('.thumbnail'), part },
  { name: 'reporter-lacks', press: withoutWords, ready: seen('.lack'), part },
  { name: 'reporter-live', press: filed(TYPED.live), ready: seen('.entry[data-state="live"]') },
  { name: 'reporter-acts', press: acts, ready: seen('.actions form'), part: '.filed' },
  {
    name: 'reporter-correcting',
    press: (page) => press(page, '.actions button >> nth=0'),
    ready: seen('#correction-note'),
  },
  { name: 'reporter-undone', press: undone, ready: seen('.entry[data-state="withdrawn"]') },
  {
    name: 'reporter-at-the-desk',
    press: elsewhere,
    ready: seen('.entry[data-state="desk"]'),
    part: '.filed',
  },
  {
    name: 'reporter-sent-back',
    press: sentBack,
    ready: seen('.entry[data-state="desk"] .actions'),
    part: '.filed',
  },
  {
    name: 'reporter-refused',
    press: refused,
    ready: seen('.entry[data-state="refused"] .actions'),
    part: '.filed',
  },
  { name: 'reporter', press: writing, ready: seen(WORDS), pictured: true },
  {
    name: 'reporter-this-phone',
    press: thisPhone,
    ready: seen('.phone-sheet[open] [role=alert]'),
    part: '.phone-sheet',
  },
  { name: 'reporter-offline', press: offline, ready: seen('.line-state', '.entry[data-state="phone"]') },
  { name: 'reporter-signing-out', press: signingOut, ready: seen('.who [role=alert]'), part: '.top' },
  { name: 'reporter-online-again', press: online, ready: seen('.filed') },
];

async function aRange(page) {
  await press(page, FIGURE);
  await page.selectOption('.pair select >> nth=1', 'police');
  await press(page, '.segments button >> nth=6');
  await page.fill('.amount input >> nth=0', '20');
  await page.fill('.amount input >> nth=1', '30');
}

async function counting(page) {
  await press(page, '.segments button >> nth=1');
  await press(page, '.adding button >> nth=1');
}

async function aPhoto(page, at) {
  const file = { name: 'a.jpg', mimeType: 'image/jpeg', buffer: at.photo };
  await page.setInputFiles('input[type=file]', file);
}

async function attached(page) {
  await page.fill('#photo-alt', 'A queue at the door of a court.');
  await press(page, '.photo-sheet .main');
  await page.locator('.photo-sheet').waitFor({ state: 'detached' });
}

async function withoutWords(page) {
  await page.fill(WORDS, '');
  await press(page, '.composer .writing button');
}

function filed(text) {
  return async (page) => {
    await page.fill(WORDS, text);
    await press(page, '.composer .writing button');
  };
}

async function acts(page) {
  await press(page, '.entry[data-state="live"] > .tool');
  await press(page, '.actions .bad');
}

/** Within ten seconds of having been filed. */
async function undone(page) {
  await press(page, '.correcting .plain');
  await filed(TYPED.undone)(page);
  await press(page, `.entry[data-state="live"]:has-text("${TYPED.undone}") .entry-foot .plain`);
}

async function elsewhere(page) {
  await press(page, PLACE);
  await page.fill('#find-city', TYPED.place);
  await press(page, '.panel .chip');
  await filed(TYPED.elsewhere)(page);
}

async function sentBack(page, at) {
  await at.sendBack('Which station? There are two.');
  await page.evaluate(() => dispatchEvent(new Event('focus')));
}

/** What the newsroom does not take at all. */
async function refused(page) {
  const title = 'The request is not of the form this address takes.';
  const problem = { type: 'about:blank', title, status: 400, code: 'malformed', retry: 'changed' };
  await page.route('**/updates:batch', async (route) => {
    const { updates } = route.request().postDataJSON();
    const json = { results: updates.map(({ id }) => ({ id, problem })) };
    await route.fulfill({ json });
  });
  await press(page, PLACE);
  await press(page, '.panel .chip');
  await filed(TYPED.refused)(page);
  await page.locator('.entry[data-state="refused"]').waitFor();
  await page.unroute('**/updates:batch');
}

/** One of what was sent back is deleted, and the next is being written. */
async function writing(page) {
  for (const state of ['refused', 'desk']) await press(page, `.entry[data-state="${state}"] .actions .bad`);
  await page.fill(WORDS, TYPED.next);
}

async function thisPhone(page) {
  await press(page, '.filing-head button');
  await press(page, '.phone-sheet .bad');
}

async function offline(page) {
  await page.evaluate(() => document.querySelector('.phone-sheet').close());
  await page.context().setOffline(true);
  await filed(TYPED.offline)(page);
}

async function signingOut(page) {
  await press(page, '.who summary');
  await press(page, '.who .sheet > button');
}

async function online(page) {
  await press(page, '.who summary');
  await page.context().setOffline(false);
  await page.locator('.entry[data-state="phone"]').waitFor({ state: 'detached' });
}
