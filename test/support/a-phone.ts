import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { CHROMIUM } from '../e2e/page-scene.js';
import { signInAt } from './at-the-phone.js';
import { waitUntil } from './wait-until.js';

const FLAGS = [
  ...['--headless=new', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-sync'],
  '--disable-features=SpareRendererForSitePerProcess',
];

/** A browser with a disk of its own, which outlives the browser's crashes. */
export class Phone {
  private process: ChildProcess | undefined;
  private browser: Browser | undefined;
  page!: Page;

  private constructor(
    private readonly disk: string,
    private readonly desk: string,
  ) {}

  /** `desk`: what it opens when it is started. */
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
    this.page.setDefaultTimeout(40_000); // a look at the desk that failed is repeated after half a minute
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

  /** The network is back. Signs in again, if a crash took the cookie with it: a browser writes those down now and then only. */
  async back(name: string): Promise<void> {
    const renewal = this.page.waitForResponse('**/v1/session/refresh');
    await this.offline(false);
    if ((await renewal).status() === 200) return;
    await this.page.click('.line-state button');
    await signInAt(this.page, name);
  }
}
