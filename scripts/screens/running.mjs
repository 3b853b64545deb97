// What an admin sees: people, live blogs and how they are set up, and who did what.
import { DAY } from '../../test/load/pages/visitors.mjs';
import { press, seen, toPane, unfold } from './pressing.mjs';
import { TONIGHT } from './what-was-filed.mjs';

export const RUNNING = [
  { name: 'stories', path: '/desk', ready: seen('.list li') },
  { name: 'new-live-blog', path: '/desk/-/new', ready: seen('.sheet-page h1'), pictured: true },
  {
    name: 'new-live-blog-city',
    press: (page) => page.fill('input[type=search]', 'Kaz'),
    ready: seen('.found li'),
  },
  { name: 'people', path: '/desk/-/people', ready: seen('li:has-text("Rita")'), pictured: true },
  { name: 'inviting', press: inviting, ready: seen('.inviting select >> nth=1'), part: 'main' },
  { name: 'invited', press: invited, ready: seen('.secret'), part: 'main' },
  {
    name: 'changing-a-person',
    press: (page) => press(page, '.people li:has-text("Rita") .acts button'),
    ready: seen('.people form'),
    part: 'main',
  },
  { name: 'audit', path: '/desk/-/audit', ready: seen('td'), pictured: true },
  { name: 'account', path: '/desk/-/account', ready: seen('.chosen li') },
  { name: 'set-up', path: `/desk/${DAY}/setup`, ready: seen('.chosen li', '.guarded'), pictured: true },
  {
    name: 'admin-erases',
    path: `/desk/${TONIGHT}`,
    ready: seen('.line-state[data-state="live"]', '.row'),
    press: erasing,
    part: '.opened',
  },
];

async function inviting(page) {
  await unfold(page);
  await page.selectOption('.inviting select >> nth=1', TONIGHT);
}

async function invited(page, at) {
  await page.fill('.inviting input >> nth=0', at.aName());
  await press(page, '.inviting button[type=submit]');
}

async function erasing(page) {
  await toPane(page, 1);
  await press(page, '.row');
  await page.locator('.acts.bar .bad').waitFor();
  await press(page, '.acts.bar .bad');
  await page.locator('.opened form').waitFor();
}
