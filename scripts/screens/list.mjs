// Every screen of the product and how to get there: `npm run screens` takes pictures of it, a test looks at it in every
// language, colour and size.
import { EDITING } from './editing.mjs';
import { FILING } from './filing.mjs';
import { AT_THE_DOOR, READING } from './reading.mjs';
import { RUNNING } from './running.mjs';

/**
 * Visits, each a person's way through some screens on one page, most often held on a `phone` or a `desktop`. Of a screen:
 * `path`, its address, or what makes one of the newsroom (absent: the screen before it goes on); `ready`, resolves when it is
 * there; `press`, what is done there first or then; `part`, what is new in it, a selector (absent: all of the page); `status`
 * of a page that is an answer to a wrong address; `isForeign`, of another site, which chose its language; `pictured`, in every
 * size and colour.
 */
export const VISITS = [
  { who: 'readers', as: null, on: 'desktop', screens: READING },
  { who: 'people at the door', as: null, on: 'phone', screens: AT_THE_DOOR },
  { who: 'reporters', as: 'Rita', on: 'phone', screens: FILING },
  { who: 'editors', as: 'Edith', on: 'desktop', screens: EDITING },
  { who: 'admins', as: 'Ada', on: 'desktop', screens: RUNNING },
];

/** Opens a screen: from its address, or from the one before. */
export async function open(page, { path, press, ready = async () => undefined }, at, lang = 'en') {
  if (path === undefined) {
    await press(page, at);
    await ready(page);
    return;
  }
  const address = new URL(typeof path === 'function' ? path(at) : path === 'site' ? at.site : path, at.url);
  if (lang !== 'en') address.searchParams.set('lang', lang);
  await page.goto(address.href);
  await ready(page);
  await press?.(page, at);
}
