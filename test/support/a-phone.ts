import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { CHROMIUM } from '../e2e/page-scene.js';
import { PASSWORD } from './signed-in.js';
import { waitUntil } from './wait-until.js';

const FLAGS = ['--headless=new', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-sync'];

/** A browser with a disk of its own, which outlives the browser's crashes. */
export class Phone {
  private process: ChildProcess | undefined;
  private browser: Browser | undefined;
  page!: Page;

  private constructor(
    private readonly disk: string,
    private readonly desk: string,
  ) {}

  /** At the desk of a live blog. */
  static async at(desk: string): Promise<Phone> {
    const phone = new Phone(await mkdtemp(path.join(os.tmpdir(), 'dateline-phone-')), desk);
    await phone.start();
    return phone;
  }

  /** Opens the browser, with what is left on the disk. */
  async start({ offline = false } = {}): Promise<void> {
    const port = path.join(this.disk, 'DevToolsActivePort');
    await rm(port, { force: true });
    const flags = [...FLAGS, '--remote-debugging-port=0', `--user-data-dir=${this.disk}`, 'about:blank'];
    this.process = spawn(CHROMIUM ?? '', flags, { stdio: 'ignore', detached: true });
    const line = await waitUntil('the browser listens', async () => {
      const [number = ''] = (await readFile(port, 'utf8').catch(() => '')).split('\n');
      return number !== '' && number;
    });
    this.browser = await chromium.connectOverCDP(`http://127.0.0.1:${line}`);
    this.page = this.context.pages()[0] ?? (await this.context.newPage());
    this.page.setDefaultTimeout(10_000);
    if (offline) await this.offline(true);
    await this.page.goto(this.desk);
  }

  get context(): BrowserContext {
    const [context] = this.browser?.contexts() ?? [];
    if (!context) throw new Error('The browser is not open.');
    return context;
  }

  offline(isOffline: boolean): Promise<void> {
    return this.context.setOffline(isOffline);
  }

  /** All of the browser's processes end in this moment, whatever they were doing. */
  async crash(): Promise<void> {
    const ended = this.process && once(this.process, 'exit');
    if (this.process?.pid) process.kill(-this.process.pid, 'SIGKILL');
    await ended;
    await this.browser?.close().catch(() => undefined);
  }

  async close(): Promise<void> {
    await this.crash();
    await rm(this.disk, { recursive: true, force: true, maxRetries: 5 });
  }

  async signIn(name: string, password = PASSWORD): Promise<void> {
    await this.page.fill('input[autocomplete=username]', name);
    await this.page.fill('input[autocomplete=current-password]', password);
    await this.page.click('button[type=submit]');
    await this.page.waitForSelector('.composer textarea');
  }

  /** The network is back. Signs in again, if a crash took the cookie with it: a browser writes those down now and then only. */
  async back(name: string): Promise<void> {
    const renewal = this.page.waitForResponse('**/v1/session/refresh');
    await this.offline(false);
    if ((await renewal).ok()) return;
    await this.page.click('.line-state button');
    await this.signIn(name);
  }

  /** So that it opens without a network from now on. */
  async isKept(): Promise<void> {
    await this.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  }

  /** As a thumb does it: the city, one more seen if wanted, the words, and off. */
  async file(text: string, { city, more }: { city?: string; more?: 1 | 5 | 10 } = {}): Promise<void> {
    const { page } = this;
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
      () => document.querySelector<HTMLTextAreaElement>('.writing textarea')?.value === '',
    );
  }

  /** How many of what was filed are where: `phone`, `sending`, `live`, `desk`, `refused`. */
  async states(): Promise<Record<string, number>> {
    const found = await this.page.$$eval('.entry', (entries) =>
      entries.map((entry) => (entry as HTMLElement).dataset['state'] ?? ''),
    );
    const counts: Record<string, number> = {};
    for (const state of found) counts[state] = (counts[state] ?? 0) + 1;
    return counts;
  }

  /** Until all that was filed is in these states. */
  async until(states: Record<string, number>, ms = 20_000): Promise<void> {
    const wanted = JSON.stringify(Object.entries(states).sort());
    let seen = {};
    await waitUntil(
      `the phone shows ${wanted}`,
      async () => {
        seen = await this.states();
        return JSON.stringify(Object.entries(seen).sort()) === wanted;
      },
      ms,
    ).catch((error: Error) => {
      throw new Error(`${error.message}; it shows ${JSON.stringify(seen)}`);
    });
  }
}
