// Every screen of the product and how to get there: `npm run screens` takes pictures of it, a test looks at it in every
// language, colour and size.
import { EDITING } from './editing.mjs';
import { FILING } from './filing.mjs';
import { AT_THE_DOOR, READING } from './reading.mjs';
import { RUNNING } from './running.mjs';

/**
 * Visits, each a person's way through some screens on one page. Of a screen: `path`, its address, or what makes one of the
 * newsroom (absent: the screen before it goes on); `ready`, resolves when it is there; `press`, what is done there first or
 * then; `part`, what is new in it, a selector (absent: all of the page); `status` of a page that is an answer to a wrong
 * address; `isForeign`, of another site, which chose its language; `pictured`, in docs/screens, true or under which name.
 */
export const VISITS = [
  { who: 'readers', as: null, screens: READING },
  { who: 'whoever is not signed in', as: null, screens: AT_THE_DOOR },
  { who: 'a reporter', as: 'Rita', screens: FILING },
  { who: 'an editor', as: 'Edith', screens: EDITING },
  { who: 'an admin', as: 'Ada', screens: RUNNING },
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
