// What readers see, and whoever is not signed in.
import { DAY } from '../../test/load/pages/visitors.mjs';
import { press, seen, unfold } from './pressing.mjs';
import { CLOSED, TONIGHT } from './what-was-filed.mjs';

const line = seen('.line[data-state="live"]');
const live = seen('.line[data-state="live"]', '.doings button');

export const READING = [
  { name: 'front-page', path: '/', ready: seen('h2') },
  { name: 'reader', path: `/stories/${DAY}`, ready: live, pictured: true },
  { name: 'reader-city', path: `/stories/${DAY}/moscow`, ready: live, pictured: true },
  { name: 'reader-key-events', path: `/stories/${DAY}?keyEvents=true`, ready: live, part: '.stream' },
  {
    name: 'reader-older',
    path: `/stories/${DAY}?before=2021-01-23T10:10:00Z_48`,
    ready: seen('.turns a'),
    part: '.stream',
  },
  {
    name: 'reader-permalink',
    path: ({ contested }) => `/stories/${TONIGHT}?update=${contested}#u-${contested}`,
    ready: line,
    press: unfold,
    part: '.columns',
  },
  { name: 'reader-new-updates', path: `/stories/${TONIGHT}`, ready: line, press: somethingNew },
  { name: 'reader-archive', path: `/stories/${CLOSED}`, ready: seen('.line[data-state="closed"]') },
  { name: 'reader-figure', path: `/stories/${DAY}/figures/arrests`, ready: seen('h1'), pictured: true },
  { name: 'reader-nothing-here', path: '/stories/nothing-here', ready: seen('h1'), status: 404 },
  {
    name: 'embed',
    path: 'site',
    isForeign: true,
    ready: seen('dateline-live article', 'dateline-figure a'),
    pictured: true,
  },
  {
    name: 'embed-frame',
    path: `/embed/${TONIGHT}`,
    ready: seen('dateline-live article'),
    part: 'dateline-live',
  },
];

export const AT_THE_DOOR = [
  { name: 'sign-in', path: '/desk', ready: seen('input[type=password]'), pictured: true },
  { name: 'sign-in-refused', status: 401, press: refused },
  {
    name: 'invitation',
    press: (page) => press(page, '.ways button >> nth=0'),
    ready: seen('input[autocomplete=one-time-code]'),
  },
  {
    name: 'reset',
    path: '/desk',
    ready: seen('.ways'),
    press: (page) => press(page, '.ways button >> nth=1'),
  },
];

/** The reader is further down when an update arrives. */
async function somethingNew(page, at) {
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await at.postNews();
  await page.locator('.pill').waitFor();
}

async function refused(page) {
  await page.fill('input[autocomplete=username]', 'Nobody');
  await page.fill('input[type=password]', 'not a password');
  await press(page, 'button[type=submit]');
  await page.locator('.why-not:not(:empty)').waitFor();
}
