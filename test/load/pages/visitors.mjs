// Who looks at a newsroom's pages in real Chromium: readers of the recorded day, and people who sign in.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { request } from '../post-load.mjs';

const ROOT = path.resolve(import.meta.dirname, '../../..');
export const DAY = 'ru-2021-01-23';
export const PASSWORD = 'four words of nobody';
export const PHONE = { viewport: { width: 390, height: 844 }, locale: 'en-GB', timezoneId: 'Europe/Moscow' };

export const say = (words) => process.stderr.write(`${words}\n`);

export function aBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    chromiumSandbox: process.getuid?.() !== 0,
    args: [
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** Puts the recorded day up to a moment into a newsroom. */
export async function replayDay({ url, token }, until) {
  const file = path.join(ROOT, 'examples/2021-01-23.ndjson');
  const options = ['--url', url, '--token', token, '--speed', 'max', '--until', until];
  const command = [path.join(ROOT, 'dist/apps/cli/src/main.js'), 'replay', file, ...options];
  const child = spawn(process.execPath, command, { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
  const code = await new Promise((done) => child.once('exit', done));
  if (code !== 0) throw new Error('The day was not replayed.');
}

/** Fails unless the newsroom agrees. */
export async function ask(url, options) {
  const { status, body } = await request(url, options);
  if (status >= 300) throw new Error(`${url}: ${status} ${JSON.stringify(body)}`);
  return body;
}

/** Somebody who has accepted an invitation. */
export async function invite({ url, token }, name, role, memberships = null) {
  const wanted = { method: 'POST', token, body: { name, role, memberships } };
  const { secret } = await ask(`${url}/v1/people`, wanted);
  const body = { secret, name, password: PASSWORD };
  await ask(`${url}/v1/invitations/acceptance`, { method: 'POST', body });
}

export async function signInAt(page, name) {
  await page.fill('input[autocomplete=username]', name);
  await page.fill('input[autocomplete=current-password]', PASSWORD);
  await page.click('button[type=submit]');
  await page.waitForSelector('input[autocomplete=current-password]', { state: 'detached' });
}
