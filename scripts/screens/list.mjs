// Every screen: where it is, who looks at it, and when it is there.
import { DAY } from '../../test/load/pages/visitors.mjs';

const seen =
  (...selectors) =>
  async (page) => {
    for (const selector of selectors) await page.locator(selector).first().waitFor();
  };
/** One for each look at the reporter's screen: a story does not say the same twice. */
const LINES = [
  'The first lines of riot police stand at the metro station.',
  'Traffic on Tverskaya is stopped.',
  'About thirty people chant at the monument.',
  'The metro exit is closed from inside.',
];
const LIVE = '.line[data-state="live"]';
const heading = async (page) => {
  await page.getByRole('heading', { level: 1 }).waitFor();
};

export const SCREENS = [
  { name: 'reader', path: `/stories/${DAY}`, ready: seen(LIVE) },
  { name: 'reader-city', path: `/stories/${DAY}/moscow`, ready: seen(LIVE) },
  { name: 'reader-figure', path: `/stories/${DAY}/figures/arrests`, ready: seen('h1') },
  {
    name: 'embed',
    path: 'site',
    ready: seen('dateline-live', 'dateline-figure'),
  },
  { name: 'sign-in', path: '/desk', ready: seen('input[type=password]') },
  { name: 'reporter', as: 'Rita', path: `/desk/${DAY}`, ready: atTheSquare },
  { name: 'editor', as: 'Edith', path: `/desk/${DAY}`, ready: atTheDesk },
  { name: 'new-live-blog', as: 'Ada', path: '/desk/-/new', ready: heading },
  { name: 'people', as: 'Ada', path: '/desk/-/people', ready: seen('li:has-text("Rita")') },
  { name: 'audit', as: 'Ada', path: '/desk/-/audit', ready: seen('td') },
  { name: 'set-up', as: 'Ada', path: `/desk/${DAY}/setup`, ready: seen('.chosen li') },
];

/** An update is open beside what waits, where there is room for that. */
async function atTheDesk(page) {
  await page.waitForSelector('.row', { state: 'attached' });
  await page.waitForSelector('.line-state[data-state="live"]', { state: 'attached' });
  await page.waitForSelector('.item .reason', { state: 'attached' });
  if (page.viewportSize().width > 1_000) await page.keyboard.press('j');
}

/** Something is filed already, and the next is being written. */
async function atTheSquare(page) {
  await page.fill('.writing textarea', LINES.shift() ?? 'Nothing new.');
  await page.click('.writing button');
  await page.waitForSelector('.entry[data-state="live"]');
  await page.fill('.writing textarea', 'Two buses arrive, empty.');
}
