import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { PASSWORD } from './signed-in.js';

const PATIENCE_MS = 20_000;

interface Wanted {
  readonly selector: string;
  readonly text: string;
}

/** Somebody at a story's desk in a browser of their own, who has no mouse. */
export class AtScreen {
  private constructor(
    readonly page: Page,
    readonly complaints: readonly string[],
  ) {}

  /** Signs in and waits until the screen is connected. */
  static async open(
    browser: Browser,
    { url, story, name }: { readonly url: string; readonly story: string; readonly name: string },
    options: BrowserContextOptions = {},
  ): Promise<AtScreen> {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`${url}/desk/${story}`);
    await page.locator('input[autocomplete="username"]').fill(name);
    await page.locator('input[type="password"]').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.line-state[data-state="live"]', { state: 'attached' });
    return new AtScreen(page, complaints);
  }

  /** One key after another. */
  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** Keys that come faster than the screen is drawn: each goes where the keyboard is by then, and writes where that is a field. */
  pressAtOnce(...keys: string[]): Promise<void> {
    return this.page.evaluate(withoutAFrame, keys);
  }

  type(text: string): Promise<void> {
    return this.page.keyboard.type(text);
  }

  /** Goes on by Tab, or back by Shift+Tab, until the keyboard is on a button or field so named. */
  async tabTo(name: string, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    for (let steps = 0; steps < 150; steps += 1) {
      await this.page.keyboard.press(key);
      if ((await this.page.evaluate(nameOfFocused)) === name) return;
    }
    throw new Error(`${key} does not lead to ${name}.`);
  }

  /** Goes by `j` and `k` to an update, which is opened by that. */
  async goTo(id: string): Promise<void> {
    const row = `.row[data-id="${id}"]`;
    await this.page.waitForSelector(row);
    for (let key = ''; key !== 'there'; ) {
      key = await this.page.evaluate(keyTowards, row);
      if (key !== 'there') await this.press(key);
    }
    await this.page.waitForSelector('.opened .reading');
  }

  /** Resolves when an element that matches says so. */
  sees(selector: string, text = ''): Promise<unknown> {
    return this.page.locator(selector, { hasText: text }).first().waitFor({ state: 'attached' });
  }

  /** Milliseconds from what is done elsewhere until an element that matches says so here; the page looks for itself. */
  async seenAfter(wanted: Wanted, act: () => Promise<unknown>): Promise<number> {
    await this.page.evaluate(watchFor, wanted);
    const from = Date.now();
    await act();
    const at = await this.page.waitForFunction(() => Reflect.get(globalThis, 'seenAt') as number | undefined);
    return ((await at.jsonValue()) ?? Number.NaN) - from;
  }

  close(): Promise<void> {
    return this.page.context().close();
  }
}

/** Between two keys there are microtasks, as many as a screen may need, and no frame; what came a frame late shows after. */
async function withoutAFrame(keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    const code = /^[a-z]$/.test(key) ? `Key${key.toUpperCase()}` : '';
    const pressed = new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true });
    const isTyped = (document.activeElement ?? document.body).dispatchEvent(pressed);
    if (isTyped) document.execCommand('insertText', false, key);
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  }
  await new Promise(requestAnimationFrame);
}

function keyTowards(row: string): string {
  const placeOf = (found: Element | null) => Number(found?.closest('li')?.ariaPosInSet ?? 0);
  const [here, there] = ['.row[aria-current="true"]', row].map((each) =>
    placeOf(document.querySelector(each)),
  );
  if (here === there) return 'there';
  return (here ?? 0) < (there ?? 0) ? 'j' : 'k';
}

function nameOfFocused(): string {
  const element = document.activeElement;
  if (!(element instanceof HTMLElement)) return '';
  const label = 'labels' in element ? (element.labels as NodeListOf<HTMLElement> | null)?.[0] : null;
  const words = [...element.childNodes].filter(({ nodeName }) => nodeName !== 'KBD');
  const own = words.map(({ textContent }) => textContent).join('');
  return (element.ariaLabel ?? label?.textContent ?? own).trim();
}

function watchFor({ selector, text }: Wanted): void {
  Reflect.deleteProperty(globalThis, 'seenAt');
  const look = () => {
    const isThere = [...document.querySelectorAll(selector)].some((each) => each.textContent?.includes(text));
    if (isThere) Reflect.set(globalThis, 'seenAt', Date.now());
    else requestAnimationFrame(look);
  };
  look();
}
