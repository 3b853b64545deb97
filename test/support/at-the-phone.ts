import type { Page } from 'playwright-core';
import { PASSWORD } from './signed-in.js';
import { waitUntil } from './wait-until.js';

export async function signInAt(page: Page, name: string, password = PASSWORD): Promise<void> {
  await page.fill('input[autocomplete=username]', name);
  await page.fill('input[autocomplete=current-password]', password);
  await page.click('button[type=submit]');
  await page.waitForSelector('.writing textarea');
}

/** So that the desk opens without a network from now on. */
export async function isKept(page: Page): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
}

interface Filed {
  readonly city?: string;
  readonly more?: 1 | 5 | 10;
}

/** As a thumb does it: the city, some more counted if wanted, the words, and off. */
export async function fileAt(page: Page, text: string, { city, more }: Filed = {}): Promise<void> {
  if (city !== undefined && (await page.textContent('.tools .chip >> nth=0')) !== city) {
    await page.click('.tools .chip >> nth=0');
    await page.click(`.chips .chip:text-is("${city}")`);
  }
  if (more !== undefined) {
    await page.click('.tools [aria-label=Figure]');
    await page.click('.segments button:text-is("More")');
    await page.click(`.adding button:text-is("+${more}")`);
  }
  await page.fill('.writing textarea', text);
  await page.click('.writing button');
  await page.waitForFunction(
    () =>
      document.querySelector<HTMLTextAreaElement>('.composer:not([aria-busy=true]) .writing textarea')
        ?.value === '',
  );
}

/** How many of what was filed are where: `phone`, `sending`, `live`, `desk`, `withdrawn`, `refused`. */
export async function statesAt(page: Page): Promise<Record<string, number>> {
  const found = await page.$$eval('.entry', (entries) =>
    entries.map((entry) => (entry as HTMLElement).dataset['state'] ?? ''),
  );
  const counts: Record<string, number> = {};
  for (const state of found) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}

/** Until all that was filed is in these states. */
export async function untilAt(page: Page, states: Record<string, number>, ms = 15_000): Promise<void> {
  const told = (counts: Record<string, number>) => JSON.stringify(Object.entries(counts).sort());
  let seen = {};
  const look = async () => {
    seen = await statesAt(page);
    return told(seen) === told(states);
  };
  await waitUntil(`the phone shows ${told(states)}`, look, ms).catch((error: Error) => {
    throw new Error(`${error.message}; it shows ${told(seen)}`);
  });
}

/** What ends a panel, and what sends, where a thumb would not hit it. */
export function covered(): string[] {
  const all = [...document.querySelectorAll('.panel-foot button, .tools button, .writing button')];
  return all.flatMap((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const hit = [1, height - 1].map((y) => document.elementFromPoint(left + width / 2, top + y));
    return hit.every((each) => each && element.contains(each)) ? [] : element.outerHTML.slice(0, 80);
  });
}

/** A thumb that goes on writing before the phone has put away what was sent. */
export async function sendAndType(text: string): Promise<void> {
  const words = document.querySelector<HTMLTextAreaElement>('.writing textarea');
  document.querySelector<HTMLElement>('.writing button')?.click();
  await new Promise((done) => setTimeout(done));
  if (words) words.value += text;
  words?.dispatchEvent(new Event('input', { bubbles: true }));
}

/** The disk takes nothing new from now on. */
export function fillUp(): void {
  IDBObjectStore.prototype.put = () => {
    throw new DOMException('The disk is full.', 'QuotaExceededError');
  };
}
