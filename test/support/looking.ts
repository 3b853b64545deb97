import axe from 'axe-core';
import type { Browser, CDPSession, Page } from 'playwright-core';
import type { NewsroomAtWork } from '../../scripts/screens/newsroom-at-work.mjs';
import { open, type Screen, type Visit } from '../../scripts/screens/list.mjs';
import { saidInLatin, sticksOut, tooSmall } from './in-the-page.js';

const PHONE = { width: 320, height: 640 };
const DESKTOP = { width: 1280, height: 800 };
const EVERYTHING = {
  type: 'tag',
  values: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'],
} as const;
/** All that a colour scheme can change. */
const COLOURS = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } as const;
/** Of a browser that was taken off the network. */
const OFFLINE = 'net::ERR_INTERNET_DISCONNECTED';

/** Somebody's way through some screens, each looked at on a phone and a desktop, in light and dark, English and Russian. */
export class Looking {
  /** `screen, look: what is wrong`. */
  readonly found: string[] = [];
  private screen = '';
  private status = 200;

  private constructor(
    private readonly page: Page,
    private readonly wire: CDPSession,
    private readonly newsroom: NewsroomAtWork,
    private readonly isWord: (text: string) => boolean,
  ) {}

  /** `isWord`: whether a text without a Russian letter is a name, or what somebody wrote. */
  static async begin(
    browser: Browser,
    newsroom: NewsroomAtWork,
    { as, isWord }: Pick<Visit, 'as'> & { readonly isWord: (text: string) => boolean },
  ): Promise<Looking> {
    const context = await browser.newContext({
      ...{
        viewport: PHONE,
        locale: 'en-GB',
        timezoneId: 'Europe/Moscow',
        reducedMotion: 'reduce',
        hasTouch: true,
      },
    });
    context.setDefaultTimeout(8_000);
    const page = await context.newPage();
    const wire = await context.newCDPSession(page);
    const looking = new Looking(page, wire, newsroom, isWord);
    if (as !== null) await newsroom.signIn(page, as);
    page.on('pageerror', ({ message }) => looking.note('error', [message]));
    page.on('console', (said) => {
      const isExpected =
        said.text().includes(OFFLINE) || said.text().includes(`status of ${looking.status} `);
      if (said.type() === 'error' && !isExpected)
        looking.note('console', [`${said.text()} ${said.location().url}`]);
    });
    return looking;
  }

  /** Opens a screen on a phone, in light colours and English, and leaves it there so. */
  async at(screen: Screen): Promise<void> {
    this.screen = screen.name;
    this.status = screen.status ?? 200;
    await this.lookAll(screen).catch((error: Error) => this.note('stopped', [error.message]));
    await this.page.emulateMedia({ colorScheme: 'light' });
    await this.hold(PHONE);
    if (!screen.isForeign && this.atDesk()) await this.speak('en', screen);
  }

  private async lookAll(screen: Screen): Promise<void> {
    await open(this.page, screen, this.newsroom);
    await this.look('phone, light, English', EVERYTHING, screen.part);
    await this.page.emulateMedia({ colorScheme: 'dark' });
    await this.look('phone, dark, English', null, screen.part); // a phone's dark colours are those of a desktop, below
    if (!screen.isForeign) await this.speak('ru', screen);
    await this.look('phone, dark, Russian', null, screen.part);
    this.note('not translated', await this.untranslated(screen));
    await this.hold(DESKTOP);
    // a part is built as it is on a phone: only what it stands on may differ
    await this.look('desktop, dark, Russian', screen.part ? COLOURS : EVERYTHING, screen.part);
  }

  close(): Promise<void> {
    return this.page.context().close();
  }

  /** A phone is touched, a desktop is not. */
  private async hold(size: typeof PHONE): Promise<void> {
    await this.page.setViewportSize(size);
    const enabled = size === PHONE;
    await this.wire.send('Emulation.setTouchEmulationEnabled', { enabled, maxTouchPoints: 1 });
  }

  private atDesk(): boolean {
    return new URL(this.page.url()).pathname.startsWith('/desk');
  }

  /** The desk changes its language where it stands; readers' pages are printed in one. */
  private async speak(language: 'en' | 'ru', screen: Screen): Promise<void> {
    if (!this.atDesk()) return open(this.page, screen, this.newsroom, language);
    await this.page.locator('select:has(option[lang=ru])').evaluate((choice: HTMLSelectElement, value) => {
      choice.value = value;
      choice.dispatchEvent(new Event('change', { bubbles: true }));
    }, language);
    await this.page.locator(`html[lang=${language}]`).waitFor();
  }

  private async look(
    how: string,
    rules: typeof EVERYTHING | typeof COLOURS | null,
    part = 'html',
  ): Promise<void> {
    if (rules) this.note(how, await this.violations(rules, part));
    this.note(how, await this.page.evaluate(sticksOut));
    if (how.startsWith('phone')) this.note(how, await this.page.locator(part).first().evaluate(tooSmall));
  }

  private async violations(runOnly: object, part: string): Promise<string[]> {
    if (!(await this.page.evaluate('"axe" in window'))) await this.page.evaluate(axe.source);
    const options = { runOnly, resultTypes: ['violations'] };
    const { violations } = await this.page.locator(part).first().evaluate(runAxe, options);
    return violations.flatMap(({ id, nodes }) =>
      nodes.flatMap(({ html, failureSummary = '' }) =>
        // what lies half under a bar is whole once it is scrolled to
        failureSummary.includes('obscured')
          ? []
          : `${id}: ${html.slice(0, 160)} ${failureSummary.slice(0, 220)}`,
      ),
    );
  }

  private async untranslated(screen: Screen): Promise<string[]> {
    if (screen.isForeign) return [];
    const said = await this.page.evaluate(saidInLatin);
    return said.filter((text) => !this.isWord(text));
  }

  private note(how: string, what: readonly string[]): void {
    this.found.push(...new Set(what.map((each) => `${this.screen}, ${how}: ${each}`)));
  }
}

function runAxe(part: Element, options: object): Promise<axe.AxeResults> {
  return (Reflect.get(globalThis, 'axe') as typeof axe).run(part, options);
}
